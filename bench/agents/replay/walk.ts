/** Takes recorded calls through a decider, one after the other, as an agent would make them. */
import { type ToolManifest, UNKNOWN_TOOL } from '../../../packages/gatehouse/src/kernel/manifest.ts';
import type { Flow, Laundered, Step } from '../../../packages/gatehouse/src/mandate/flow.ts';
import type { Played } from '../corpus/suite.ts';
import type { Decider, Judgement } from '../deciders/decider.ts';

export interface Stage {
  readonly decider: Decider;
  readonly server: string;
  readonly tools: readonly string[];
  readonly manifestOf: (tool: string) => ToolManifest | undefined;
  readonly laundered?: Laundered;
}

/** A call and what was said to it. */
export interface Told extends Judgement {
  readonly tool: string;
}

export interface Walk {
  readonly flow: Flow;
  readonly told: readonly Told[];
}

export function opened(stage: Stage, words: string): Flow {
  const tools = stage.tools.map((tool) => `${stage.server}/${tool}`);
  const { laundered } = stage;
  return {
    tools,
    accepted: [],
    steps: [{ kind: 'words', text: words }],
    ...(laundered ? { laundered } : {}),
  };
}

/** `approves`: whether the person who is asked says yes. What is refused is not done, and the agent goes on. */
export function walk(
  stage: Stage,
  start: Flow,
  { calls, approves }: { readonly calls: readonly Played[]; readonly approves: boolean },
): Walk {
  const told: Told[] = [];
  let flow = start;
  for (const played of calls) {
    const call = { tool: `${stage.server}/${played.tool}`, arguments: played.arguments };
    const judgement = stage.decider.judge(flow, call);
    told.push({ ...judgement, tool: played.tool });
    if (judgement.verdict === 'deny' || (judgement.verdict === 'ask' && !approves)) continue;
    const step: Step = {
      kind: 'result',
      call,
      manifest: stage.manifestOf(played.tool) ?? UNKNOWN_TOOL,
      value: played.value,
      succeeded: played.succeeded,
      // WHY not for a failed call: nothing was done, so the words still ask for it.
      used: played.succeeded ? judgement.uses : [],
    };
    flow = { ...flow, steps: [...flow.steps, step] };
  }
  return { flow, told };
}
