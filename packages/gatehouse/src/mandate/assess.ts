/** Judges a call that an agent wants to make, by everything that its mandate knows. */
import { type ToolManifest, UNKNOWN_ARGUMENT } from '../kernel/manifest.ts';
import type { Assessment, Traced } from '../kernel/origins.ts';
import type { Flow, Json, ToolCall } from './flow.ts';

/** Where every value of the call came from, what it could reveal, and whether the mandate covers it. */
export function assess(flow: Flow, call: ToolCall, manifest: ToolManifest): Assessment {
  const words = flow.steps.flatMap((step) => (step.kind === 'words' ? [step.text] : []));
  const traced =
    manifest.effect === 'read'
      ? []
      : Object.entries(call.arguments).flatMap(([name, value]) => traceAll(words, manifest, name, value));
  const beyond = flow.tools.includes(call.tool)
    ? []
    : [{ reason: 'tool' as const, how: 'the mandate was not opened for this tool' }];
  return {
    traced,
    leaks: [],
    beyond,
    uses: [],
    tainted: flow.steps.some((step) => step.kind === 'result' || step.kind === 'seen'),
  };
}

/** Whether a person must look at the call before it is made. */
export function needsPerson(assessment: Assessment): boolean {
  return (
    assessment.beyond.length > 0 ||
    assessment.leaks.length > 0 ||
    assessment.traced.some((value) => !value.founded)
  );
}

function traceAll(words: readonly string[], manifest: ToolManifest, argument: string, value: Json): Traced[] {
  const kind = (manifest.arguments[argument] ?? UNKNOWN_ARGUMENT).kind;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const founded = words.some((word) => word.includes(`'${text}'`));
  const origin = founded
    ? { kind: 'words' as const, how: 'stands in the words' }
    : { kind: 'unknown' as const, how: 'stands nowhere' };
  return [{ kind, place: `$.${argument}`, argument, value: text, origin, founded }];
}
