/** Everything that is measured of one suite; figures are made of it later, so that suites can be put together. */
import { type AdaptiveSet, tryAdaptive } from './adaptive/adaptive.ts';
import { type Consequence, consequenceIn } from './corpus/consequence.ts';
import type { Run } from './corpus/recorded.ts';
import type { Suite, UserTask } from './corpus/suite.ts';
import { CONTROLS } from './deciders/controls.ts';
import type { Decider } from './deciders/decider.ts';
import { fitting } from './deciders/fitting.ts';
import { gate } from './deciders/gate.ts';
import type { Manifests } from './manifests.ts';
import { type AttackOutcome, attack } from './replay/attacks.ts';
import { honest, type Outcome } from './replay/benign.ts';
import { type RecordedAttack, recordedAttack } from './replay/recorded-attacks.ts';
import type { Stage } from './replay/walk.ts';

export interface Source {
  readonly honest: ReadonlyMap<string, readonly Run[]>;
  readonly attacks: ReadonlyMap<string, readonly Run[]>;
}

type Outcomes = ReadonlyMap<string, readonly Outcome[]>;

export interface Replay {
  readonly attacks: readonly AttackOutcome[];
  readonly honest: Outcomes;
}

export interface Measured extends Replay {
  readonly suite: Suite;
  readonly manifests: Manifests;
  readonly recordedHonest: Outcomes;
  /** Those of them in which the model was not shown the words again after every result. */
  readonly plainHonest: Outcomes;
  readonly recordedAttacks: readonly RecordedAttack[];
  readonly adaptive: AdaptiveSet;
  readonly controls: Readonly<Record<string, Replay>>;
}

export function measure(suite: Suite, manifests: Manifests, source: Source): Measured {
  const consequence = consequenceIn(suite);
  const decider = fitting(suite, gate(suite.name, manifests));
  const stageOf = (made: Decider): Stage => ({
    decider: made,
    server: suite.name,
    self: suite.self,
    tools: suite.tools.map(({ name }) => name),
    manifestOf: manifests.of,
  });
  const stage = stageOf(decider);
  const replay = replayed(suite, consequence, () => stage);
  const runs = (source.honest.get(suite.name) ?? []).map((run) => ({
    run,
    outcome: honest(stage, run, consequence),
  }));
  const recordedAttacks = (source.attacks.get(suite.name) ?? []).map((run) =>
    recordedAttack(run, stage, { suite, consequence }),
  );
  const adaptive = tryAdaptive(suite, manifests, stage);
  const nameOf = (tool: string) => tool.slice(suite.name.length + 1);
  const controls = Object.fromEntries(
    Object.entries(CONTROLS).map(([name, make]) => [
      name,
      replayed(suite, consequence, ({ calls }) =>
        stageOf(make({ manifests, nameOf, solution: new Set(calls.map(({ tool }) => tool)) })),
      ),
    ]),
  );
  return {
    suite,
    manifests,
    ...replay,
    recordedHonest: byTask(suite, runs),
    plainHonest: byTask(
      suite,
      runs.filter(({ run }) => !run.model.endsWith('-repeat_user_prompt')),
    ),
    recordedAttacks,
    adaptive,
    controls,
  };
}

function replayed(suite: Suite, consequence: Consequence, stageFor: (task: UserTask) => Stage): Replay {
  return {
    attacks: suite.pairs.map((pair) => attack(pair, stageFor(pair.user), consequence)),
    honest: new Map(
      suite.tasks.map((task) => [`${suite.name}/${task.id}`, [honest(stageFor(task), task, consequence)]]),
    ),
  };
}

function byTask(suite: Suite, runs: readonly { readonly run: Run; readonly outcome: Outcome }[]): Outcomes {
  const tasks = Map.groupBy(runs, ({ run }) => `${suite.name}/${run.task}`);
  return new Map([...tasks].map(([task, each]) => [task, each.map(({ outcome }) => outcome)]));
}
