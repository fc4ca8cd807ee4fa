/** Takes recorded calls through a decider, one after the other, as an agent would make them. */
import { type ToolManifest, UNKNOWN_TOOL } from '../../../packages/gatehouse/src/kernel/manifest.ts';
import type { Flow, Json, Step, ToolCall } from '../../../packages/gatehouse/src/mandate/flow.ts';
import { pieces, scalars } from '../../../packages/gatehouse/src/mandate/laundering.ts';
import type { Played } from '../corpus/suite.ts';
import type { Decider, Judgement } from '../deciders/decider.ts';

export interface Stage {
  readonly decider: Decider;
  readonly server: string;
  readonly self: readonly string[];
  readonly tools: readonly string[];
  readonly manifestOf: (tool: string) => ToolManifest | undefined;
  /** Pieces that other mandates of the tenant wrote with an untrusted origin. */
  readonly written?: ReadonlySet<string>;
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
  return { tools, accepted: [], self: stage.self, steps: [{ kind: 'words', text: words }] };
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
    flow = {
      ...flow,
      steps: [...flow.steps, ...stepsOf(stage, flow, { played, call, uses: judgement.uses })],
    };
  }
  return { flow, told };
}

/** What a call leaves in the flow, as the gate records it: that it was let through, and what came of it. */
function stepsOf(
  { manifestOf, written }: Stage,
  flow: Flow,
  {
    played,
    call,
    uses,
  }: { readonly played: Played; readonly call: ToolCall; readonly uses: readonly string[] },
): readonly Step[] {
  const manifest = manifestOf(played.tool) ?? UNKNOWN_TOOL;
  const { value, succeeded } = played;
  const laundered = written === undefined ? [] : piecesIn(value).filter((piece) => written.has(piece));
  const known = laundered.length > 0 ? { laundered } : {};
  const used = succeeded ? uses : [];
  const result = { kind: 'result', call, manifest, value, succeeded, used, ...known } as const;
  if (manifest.effect === 'read') return [result];
  return [
    { kind: 'called', call, manifest, used: uses },
    { ...result, of: flow.steps.length },
  ];
}

/** By which the gate knows again what an agent wrote. */
function piecesIn(value: Json): readonly string[] {
  return [...scalars(value, '$')].flatMap(({ text }) =>
    (['text', 'amount', 'time'] as const).flatMap((role) => pieces(text, role)),
  );
}
