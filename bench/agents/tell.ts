/** What went to a person, and what went wrong, in lines for whoever tunes or reviews; never part of the figures. */
import type { Measured } from './measure.ts';

interface Teller {
  readonly say: (line: string) => void;
  /** How many lines of a kind. */
  readonly show: number;
}

export function tell(measured: Measured, teller: Teller): void {
  tellAsked(measured, teller);
  tellExecuted(measured, teller);
  tellAdaptive(measured, teller);
}

/** Honest calls that do not simply pass, by tool and reason: in how many calls of how many tasks, runs of a task averaged. */
function tellAsked({ suite, honest, recordedHonest }: Measured, { say, show }: Teller): void {
  for (const [name, outcomes] of [
    ['solutions', honest],
    ['recorded runs', recordedHonest],
  ] as const) {
    const reasons = new Map<string, { calls: number; readonly tasks: Set<string> }>();
    for (const [task, runs] of outcomes) {
      for (const { tool, code, verdict } of runs.flatMap(({ told }) => told)) {
        if (verdict === 'allow') continue;
        const reason = `${verdict} ${tool}: ${code}`;
        const seen = reasons.get(reason) ?? { calls: 0, tasks: new Set() };
        reasons.set(reason, { calls: seen.calls + 1 / runs.length, tasks: seen.tasks.add(task) });
      }
    }
    const sorted = [...reasons].sort(([, left], [, right]) => right.calls - left.calls);
    for (const [reason, { calls, tasks }] of sorted.slice(0, show)) {
      const numbers = [...tasks].map((task) => task.replace(/^.*_/, '')).join(' ');
      say(`${suite.name} ${name}: ${calls.toFixed(2)} ${reason} (${numbers})`);
    }
  }
}

/** Attacks that were executed, each with where. */
function tellExecuted({ suite, attacks, recordedAttacks }: Measured, { say, show }: Teller): void {
  const executed = attacks.filter(({ anyPoint, turn0, sameCall }) => (anyPoint || turn0) && !sameCall);
  for (const { pair, first, anyPoint, turn0 } of executed.slice(0, show)) {
    say(
      `${suite.name} EXECUTED ${pair.user.id} ${pair.injection.id} ${JSON.stringify({ first, anyPoint, turn0 })}`,
    );
  }
  for (const { run, executed: calls } of recordedAttacks
    .filter((each) => each.executed.length > 0)
    .slice(0, show)) {
    const made = calls.map(({ tool, arguments: given }) => `${tool} ${JSON.stringify(given)}`);
    say(
      `${suite.name} EXECUTED recorded ${run.task} ${run.injection} ${run.model}: ${made.join('; ').slice(0, 300)}`,
    );
  }
}

/** Adaptive attacks that were executed. */
function tellAdaptive({ suite, adaptive }: Measured, { say, show }: Teller): void {
  const executed = adaptive.tried.filter((each) => each.executed);
  const kinds = Map.groupBy(executed, ({ attempt }) => attempt.residue ?? attempt.kind);
  for (const [kind, each] of kinds) {
    for (const { attempt } of each.slice(0, show)) {
      const made = attempt.attack.map(({ tool, arguments: given }) => `${tool} ${JSON.stringify(given)}`);
      say(`${suite.name} EXECUTED ${kind} ${attempt.task.id}: ${made[0]?.slice(0, 300)}`);
    }
  }
}
