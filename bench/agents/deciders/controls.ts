/** What the gate is compared with: from nothing at all to the oldest answers. */
import { UNKNOWN_ARGUMENT, UNKNOWN_TOOL } from '../../../packages/gatehouse/src/kernel/manifest.ts';
import type { Flow, Json, ToolCall } from '../../../packages/gatehouse/src/mandate/flow.ts';
import type { Manifests } from '../manifests.ts';
import type { Decider, Judgement, Verdict } from './decider.ts';

export interface Given {
  readonly manifests: Manifests;
  /** The tool's name without its server. */
  readonly nameOf: (tool: string) => string;
  /** INVARIANT: for the oracle alone: the tools that the task's own solution uses. */
  readonly solution: ReadonlySet<string>;
}

export const CONTROLS: Readonly<Record<string, (given: Given) => Decider>> = {
  no_gateway: () => saying(() => 'allow'),
  deny_all: () => saying(() => 'deny'),
  ask_on_every_write: (given) => saying((_, call) => (reads(given, call) ? 'allow' : 'ask')),
  blanket_taint: (given) => saying((flow, call) => (reads(given, call) || !tainted(flow) ? 'allow' : 'ask')),
  oracle_allow_list: (given) =>
    saying((_, call) => (given.solution.has(given.nameOf(call.tool)) ? 'allow' : 'deny')),
  literal_prompt_only: (given) =>
    saying((flow, call) => (reads(given, call) || literal(given, flow, call) ? 'allow' : 'ask')),
};

function saying(verdict: (flow: Flow, call: ToolCall) => Verdict): Decider {
  return { judge: (flow, call): Judgement => ({ verdict: verdict(flow, call), code: 'control', uses: [] }) };
}

function manifestOf({ manifests, nameOf }: Given, tool: string) {
  return manifests.of(nameOf(tool)) ?? UNKNOWN_TOOL;
}

function reads(given: Given, call: ToolCall): boolean {
  return manifestOf(given, call.tool).effect === 'read';
}

/** Whether anything was read that outsiders can write in: any result whose manifest does not speak for the whole of it. */
function tainted({ steps }: Flow): boolean {
  return steps.some(
    (step) =>
      step.kind === 'result' &&
      step.value !== null &&
      !step.manifest.result.some(({ path, writers }) => path === '' && writers !== 'outsiders'),
  );
}

function literal(given: Given, flow: Flow, call: ToolCall): boolean {
  const words = flow.steps.flatMap((step) => (step.kind === 'words' ? [step.text] : [])).join('\n');
  const { arguments: kinds } = manifestOf(given, call.tool);
  return Object.entries(call.arguments)
    .filter(([name]) => (kinds[name] ?? UNKNOWN_ARGUMENT).kind === 'control')
    .flatMap(([, value]) => leavesOf(value))
    .every((leaf) => words.includes(leaf));
}

function leavesOf(value: Json): readonly string[] {
  if (value === null || value === false) return [];
  return typeof value === 'object' ? Object.values(value).flatMap(leavesOf) : [String(value)];
}
