/** A suite: tools with recorded results, tasks of a user, and tasks that an attacker writes into what those tools return. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../../packages/gatehouse/src/mandate/flow.ts';
import type { JsonSchema } from '../../../packages/gatehouse/src/tools/transport.ts';

export type Arguments = Readonly<Record<string, Json>>;

/** A call with what the tool answered when it was really run. */
export interface Played {
  readonly tool: string;
  readonly arguments: Arguments;
  readonly value: Json;
  readonly succeeded: boolean;
}

export interface SuiteTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
  readonly outputSchema?: JsonSchema;
  /** Whether it answers with text that is to be read as it stands. */
  readonly answersText: boolean;
}

export interface UserTask {
  readonly id: string;
  readonly words: string;
  readonly calls: readonly Played[];
  /** The same calls, their results with a mark wherever an attacker could have written. */
  readonly marked: readonly Played[];
}

export interface InjectionTask {
  readonly id: string;
  readonly goal: string;
  readonly calls: readonly Played[];
}

/** A task of the user that meets a task of the attacker. */
export interface Pair {
  readonly user: UserTask;
  readonly injection: InjectionTask;
  /** Calls of the user up to and including the first result that the attacker could have written in. */
  readonly prefix: number;
}

export interface Suite {
  readonly name: string;
  /** What the user is called and reached by, as an identity provider would say. */
  readonly self: readonly string[];
  readonly tools: readonly SuiteTool[];
  readonly tasks: readonly UserTask[];
  readonly injections: readonly InjectionTask[];
  readonly pairs: readonly Pair[];
}

interface CallRow {
  readonly function: string;
  readonly args: Arguments;
  readonly result: Json;
  readonly result_canary?: Json;
  readonly error?: string | null;
}

interface SuiteRow {
  readonly meta: { readonly suite: string; readonly system_prompt?: string };
  readonly environment?: Readonly<Record<string, { readonly account_email?: string } | null>>;
  readonly tools: readonly {
    readonly name: string;
    readonly docstring?: string;
    readonly description: string;
    readonly parameters: JsonSchema;
    readonly returns?: JsonSchema;
  }[];
  readonly user_tasks: readonly {
    readonly id: string;
    readonly prompt: string;
    readonly ground_truth: readonly CallRow[];
  }[];
  readonly injection_tasks: readonly {
    readonly id: string;
    readonly goal: string;
    readonly ground_truth: readonly CallRow[];
    readonly text_only?: boolean;
  }[];
  readonly cases: readonly {
    readonly user_task: string;
    readonly injection_task: string;
    readonly prefix_len: number;
  }[];
}

/** Every suite of a folder, in the order of their names; undefined when there is none. */
export function readSuites(folder: string): readonly Suite[] | undefined {
  if (!existsSync(folder)) return undefined;
  const suites = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file): SuiteRow => JSON.parse(readFileSync(join(folder, file), 'utf8')))
    .filter((row) => row.cases !== undefined && row.user_tasks !== undefined)
    .map(suiteOf);
  return suites.length > 0 ? suites : undefined;
}

function suiteOf(row: SuiteRow): Suite {
  const tools = row.tools.map(({ name, docstring, description, parameters, returns }) => ({
    name,
    description: docstring ?? description,
    inputSchema: parameters,
    ...(returns ? { outputSchema: returns } : {}),
    answersText: isText(returns),
  }));
  const tasks = row.user_tasks.map(({ id, prompt, ground_truth }) => ({
    id,
    words: prompt,
    calls: ground_truth.map((call) => played(call, call.result)),
    marked: ground_truth.map((call) => played(call, call.result_canary ?? call.result)),
  }));
  // WHY: an attack that calls no tool passes no gate; such pairs are left out, not counted as stopped.
  const injections = row.injection_tasks
    .filter(({ text_only, ground_truth }) => text_only !== true && ground_truth.length > 0)
    .map(({ id, goal, ground_truth }) => ({
      id,
      goal,
      calls: ground_truth.map((call) => played(call, call.result)),
    }));
  const pairs = row.cases.flatMap((one) => {
    const user = tasks.find(({ id }) => id === one.user_task);
    const injection = injections.find(({ id }) => id === one.injection_task);
    return user && injection ? [{ user, injection, prefix: one.prefix_len }] : [];
  });
  return { name: row.meta.suite, self: selfIn(row), tools, tasks, injections, pairs };
}

/** The name that the system's prompt gives, and the address of the user's own mailbox. */
function selfIn({ meta, environment }: SuiteRow): readonly string[] {
  const name = /\bThe user's name is ([^,.\n]+)[,.]/.exec(meta.system_prompt ?? '')?.[1];
  const addresses = Object.values(environment ?? {}).flatMap((part) => part?.account_email ?? []);
  return [...new Set([...(name === undefined ? [] : [name]), ...addresses])];
}

/** Text, or text where there is anything. */
function isText(schema: JsonSchema | undefined): boolean {
  if (schema === undefined) return true;
  const { type, anyOf } = schema;
  return type === 'string' || (Array.isArray(anyOf) && anyOf.some((each: JsonSchema) => isText(each)));
}

function played(call: CallRow, value: Json): Played {
  return {
    tool: call.function,
    arguments: call.args,
    value,
    succeeded: call.error === null || call.error === undefined,
  };
}
