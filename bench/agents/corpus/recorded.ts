/** Recorded runs of real models: honest ones that did their task, and ones in which an injection succeeded. */
import { readRows } from '../../detect/corpus.ts';
import { structureOf } from './answers.ts';
import type { Arguments, Played, Suite } from './suite.ts';

export interface Run {
  readonly task: string;
  readonly injection: string | null;
  readonly model: string;
  readonly words: string;
  readonly calls: readonly Played[];
}

interface Row {
  readonly suite: string;
  readonly model: string;
  readonly user_task: string;
  readonly injection_task: string | null;
  readonly prompt: string;
  readonly calls: readonly {
    readonly function: string;
    readonly args: Arguments;
    readonly result_text: string | null;
    readonly error: string | null;
  }[];
}

const FILES = {
  benign: 'real_traces/benign_success.jsonl.gz',
  attacks: 'real_traces/attack_success.jsonl.gz',
};

/** The runs of every suite by its name; empty when none were recorded. */
export function readRuns(
  folder: string,
  kind: keyof typeof FILES,
  suites: readonly Suite[],
): ReadonlyMap<string, readonly Run[]> {
  const rows = readRows<Row>(folder, FILES[kind]) ?? [];
  return new Map(
    suites.map((suite) => {
      const asText = new Map(suite.tools.map(({ name, answersText }) => [name, answersText]));
      const runs = rows
        .filter((row) => row.suite === suite.name)
        .map((row) => ({
          task: row.user_task,
          injection: row.injection_task,
          model: row.model,
          words: row.prompt,
          calls: row.calls.map((call) => ({
            tool: call.function,
            arguments: call.args,
            value: structureOf(call.result_text ?? '', asText.get(call.function) ?? true),
            succeeded: call.error === null,
          })),
        }));
      return [suite.name, runs];
    }),
  );
}
