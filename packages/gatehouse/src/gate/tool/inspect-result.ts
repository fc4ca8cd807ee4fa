/** Station 8 for tools, inspect the result: the same detectors, labels field by field, and what the mandate learns. */
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { InspectionEvidence, PolicyEvidence } from '../../ledger/evidence.ts';
import type { Step } from '../../mandate/flow.ts';
import type { JsonDocument } from '../../protocols/json/document.ts';
import { parseJson } from '../../protocols/json/parse.ts';
import { poses, withoutOurs } from '../../protocols/mcp/ours.ts';
import { inputRequestsOf, readResult, readServerError } from '../../protocols/mcp/passages.ts';
import { rewritten } from '../../protocols/rewriting.ts';
import { demandsOf } from '../ask.ts';
import { inspectionEvidence, policyEvidence } from '../evidence.ts';
import type { Gate } from '../gate.ts';
import { inspectReading } from '../inspect.ts';
import { labelOf } from '../label.ts';
import { treat } from '../treat.ts';
import { decideAsk } from './ask-client.ts';
import { judgeAnswer } from './judge.ts';
import type { Performed, ToolCrossing, ToolResult } from './stations.ts';
import { failedIn, saidBeside, saidIn } from './value.ts';

export async function inspectResult(
  gate: Gate,
  crossing: ToolCrossing,
  performed: Performed,
): Promise<ToolResult> {
  const { answer, cleared } = performed;
  const document = read(crossing, answer);
  if (!document.ok) return withheld(performed, document, stepsOf(crossing, performed, undefined));
  const seen: Seen = { policy: undefined, inspection: undefined };
  const body = await lookAndAsk(gate, crossing, { performed, document: document.value, seen });
  if (!body.ok)
    return { ...withheld(performed, body, stepsOf(crossing, performed, document.value)), ...seen };
  // WHY what was passed on, and not what came: an agent can only use what it has seen.
  const passed = parseJson(body.value, { depthMax: crossing.charter.settings.limits.depth });
  const learned = cleared.decided.repeat === undefined && passed.ok ? passed.value : undefined;
  const steps = learned === undefined ? [] : stepsOf(crossing, performed, learned);
  return { performed, body, ...seen, steps, asks: asksIn(document.value) };
}

/** What the server says for itself. What it says in the name of the gate is left out; an error that poses as ours is none. */
function read(crossing: ToolCrossing, { body, error }: Performed['answer']): Result<JsonDocument> {
  const { depth: depthMax } = crossing.charter.settings.limits;
  const document = parseJson(body, { depthMax });
  if (!document.ok || document.value.root.kind !== 'object') return failed(UNREADABLE);
  if (error === true) return poses(document.value) ? failed(UNREADABLE) : document;
  const own = withoutOurs(document.value);
  return own === body ? document : parseJson(own, { depthMax });
}

const UNREADABLE = fault('tool.protocol', 'The tool answered with something that is no result.');

interface Seen {
  policy: PolicyEvidence | undefined;
  inspection: InspectionEvidence | undefined;
}

/** INVARIANT: a result that asks the client something is decided on as any other question of a server. */
async function lookAndAsk(gate: Gate, crossing: ToolCrossing, what: Looking): Promise<Result<string>> {
  const { decided } = what.performed.cleared;
  for (const ask of inputRequestsOf(what.document) ?? []) {
    const allowed = await decideAsk(gate, crossing, { decided, ask });
    if (!allowed.ok) return allowed;
  }
  return look(gate, crossing, what);
}

interface Looking {
  readonly performed: Performed;
  readonly document: JsonDocument;
  readonly seen: Seen;
}

async function look(gate: Gate, crossing: ToolCrossing, what: Looking): Promise<Result<string>> {
  const { performed, document, seen } = what;
  const { decided } = performed.cleared;
  const { passages, opaque } = performed.answer.error ? readServerError(document) : readResult(document);
  const found = await inspectReading(crossing, { passages });
  if (!found.ok) return found;
  const sightings = found.value;
  const evidence = (more: object = {}) =>
    inspectionEvidence(crossing, { passages }, { sightings, opaque, ...more });
  seen.inspection = evidence();
  const label = labelOf(sightings, opaque);
  const given = { given: decided, opaque: label.opaque };
  const decision = judgeAnswer(gate, crossing, { ...given, classes: label.classes });
  seen.policy = policyEvidence(decision);
  const demands = demandsOf(decision);
  if (!demands.ok) return demands;
  if (demands.value.holds.length > 0) return failed(fault('policy.obligation', decision.reason));
  const { treatments } = demands.value;
  if (treatments.size === 0) return ok(document.source);
  const treated = await treat(gate, crossing, { sightings, treatments });
  if (!treated.ok) return treated;
  const { rewrites, masked, remaining } = treated.value;
  seen.inspection = evidence({ masked });
  const again = judgeAnswer(gate, crossing, { ...given, classes: labelOf(remaining, []).classes });
  if (again.verdict !== 'allow') return failed(fault('policy.obligation', again.reason));
  return ok(rewritten(document, { rewrites }));
}

function withheld(performed: Performed, body: Result<never>, steps: readonly Step[]): ToolResult {
  if (body.ok) throw new Error('INVARIANT: only a fault withholds');
  return { performed, body, policy: undefined, inspection: undefined, steps, asks: false };
}

/** What the mandate knows from now on. A result that is withheld leaves only that the call was made. */
function stepsOf(
  { id }: Pick<ToolCrossing, 'id'>,
  { cleared, answer }: Performed,
  document: JsonDocument | undefined,
): readonly Step[] {
  const { call, tool, assessment } = cleared.decided;
  const step = {
    ...{ kind: 'result' as const, call, manifest: tool.manifest, used: assessment.uses },
    ...{ crossing: id, value: document === undefined ? null : saidIn(document) },
    succeeded: answer.error !== true && !(document !== undefined && (failedIn(document) || asksIn(document))),
  };
  const beside = document === undefined ? [] : saidBeside(document);
  const seen = beside.map((text): Step => ({ kind: 'seen', text: text.slice(0, SEEN_MAX), crossing: id }));
  return [cleared.called === undefined ? step : { ...step, of: cleared.called }, ...seen];
}

/** As of what models are shown: longer texts are kept to here. */
const SEEN_MAX = 65_536;

/** Whether the server wants something of its client first: nothing was done yet, as far as it says. */
function asksIn(document: JsonDocument): boolean {
  return inputRequestsOf(document) !== undefined;
}
