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

/** Honest calls that a person is asked about, by tool and reason, the most frequent first. */
function tellAsked({ suite, honest, recordedHonest }: Measured, { say, show }: Teller): void {
  for (const [name, outcomes] of [
    ['solutions', honest],
    ['recorded runs', recordedHonest],
  ] as const) {
    const reasons = new Map<string, Set<string>>();
    for (const [task, each] of outcomes) {
      for (const { tool, code, verdict } of each.flatMap(({ told }) => told)) {
        if (verdict === 'allow') continue;
        const reason = `${verdict} ${tool}: ${code}`;
        reasons.set(reason, (reasons.get(reason) ?? new Set()).add(task.replace(/^.*_/, '')));
      }
    }
    const sorted = [...reasons].sort(([, left], [, right]) => right.size - left.size);
    for (const [reason, tasks] of sorted.slice(0, show)) {
      say(`${suite.name} ${name}: ${tasks.size} tasks ${reason} (${[...tasks].join(' ')})`);
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
