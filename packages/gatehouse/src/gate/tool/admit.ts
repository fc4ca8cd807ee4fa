/** Station 2 for tools, admit: the call is understood, its tool is the accepted one, its mandate lives, its cost is reserved. */
import { fault } from '../../kernel/faults.ts';
import { covers } from '../../kernel/pattern.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { CallName } from '../../mandate/calls.ts';
import type { Mandate } from '../../mandate/mandates.ts';
import type { ToolAction } from '../../policy/decision.ts';
import { get, type JsonDocument, stringValue } from '../../protocols/json/document.ts';
import { applyEdits } from '../../protocols/json/edit.ts';
import { parseJson } from '../../protocols/json/parse.ts';
import type { OfferKind, ToolAnswer, ToolMethod } from '../../tools/transport.ts';
import { reserve, statedConversation, statedPurpose } from '../admit.ts';
import type { KnownTool } from '../catalogue.ts';
import type { Gate } from '../gate.ts';
import { mandateOf } from '../mandate.ts';
import { admissible } from './params.ts';
import type { Admitted, ToolCrossing } from './stations.ts';

interface Meaning {
  readonly kind: OfferKind;
  readonly action: ToolAction;
}

export const METHODS: Readonly<Record<ToolMethod, Meaning>> = {
  'tools/call': { kind: 'tools', action: 'tool.call' },
  'resources/read': { kind: 'resources', action: 'resource.read' },
  'prompts/get': { kind: 'prompts', action: 'prompt.get' },
  'completion/complete': { kind: 'prompts', action: 'prompt.get' },
};

export async function admit(gate: Gate, crossing: ToolCrossing): Promise<Result<Admitted>> {
  const { arrival, charter, notes } = crossing;
  const { call, from } = arrival;
  const mandate = await mandateOf(gate, crossing);
  if (!mandate.ok) return mandate;
  notes.mandate = mandate.value.id;
  const purpose = purposeOf(crossing, mandate.value);
  if (!purpose.ok) return purpose;
  notes.purpose = purpose.value;
  const conversation = statedConversation(crossing);
  if (!conversation.ok) return conversation;
  notes.conversation = conversation.value;

  const document = parseJson(call.params, { depthMax: charter.settings.limits.depth });
  if (!document.ok) return document;
  const { kind, action } = METHODS[call.method];
  const tool = await charter.catalogue.find(kind, from.server, call.name);
  if (!tool.ok) return tool;
  // WHY only now: before, the name is the client's text, and text could be content.
  if (action === 'tool.call') notes.asked = tool.value.qualified;
  const asks = (tool.value.transport.asks ?? []).length > 0;
  const own = admissible(document.value, { method: call.method, asks });
  if (!own.ok) return own;
  const renamed = underOwnName(own.value, tool.value, kind);
  if (!renamed.ok) return renamed;
  const within = withinToken(crossing, tool.value);
  if (!within.ok) return within;
  const valid = action === 'tool.call' ? validated(tool.value, renamed.value) : ok(undefined);
  if (!valid.ok) return valid;

  const repeated = await repeatOf(gate, crossing, {
    ...{ tool: tool.value, mandate: mandate.value },
    asked: argumentsText(renamed.value),
  });
  if (!repeated.ok) return repeated;
  const reserved = await reserve(crossing, ONE_REQUEST, mandate.value.accounts);
  if (!reserved.ok) return reserved;
  return ok({
    ...repeated.value,
    ...{ tool: tool.value, action, mandate: mandate.value, document: renamed.value },
  });
}

/** WHY nothing else: what a tool costs is not known to the gate. */
const ONE_REQUEST = { requests: 1, tokens: 0, microUsd: 0 };

/** The params with the name by which the server itself knows what is called; every other byte as it came. */
function underOwnName(document: JsonDocument, { name }: KnownTool, kind: OfferKind): Result<JsonDocument> {
  const node = get(document.root, 'name');
  if (kind === 'resources' || node === undefined || stringValue(document, node) === name) return ok(document);
  const edit = { start: node.start, end: node.end, text: JSON.stringify(name) };
  return parseJson(applyEdits(document.source, [edit]), { depthMax: DEPTH_MAX });
}

/** WHY no limit of its own: the document was read within the configured one. */
const DEPTH_MAX = 512;

/** The purpose of a mandate is fixed; a crossing cannot state another. */
function purposeOf(crossing: ToolCrossing, { purpose, wordless }: Mandate): Result<string> {
  const stated = statedPurpose(crossing);
  if (!stated.ok || wordless || purpose === undefined || stated.value === purpose) return stated;
  if (crossing.arrival.headers['x-gatehouse-purpose'] === undefined) return ok(purpose);
  return failed(fault('policy.purpose', `The mandate was opened for the purpose ${purpose}.`));
}

function withinToken({ principal }: ToolCrossing, { qualified }: KnownTool): Result<void> {
  const { mandate } = principal;
  if (mandate === undefined || mandate.tools.some((pattern) => covers(pattern, qualified)))
    return ok(undefined);
  return failed(fault('identity.scope', `The mandate was not opened for the tool ${qualified}.`));
}

function validated(tool: KnownTool, { source, root }: JsonDocument): Result<void> {
  const node = get(root, 'arguments');
  if (node === undefined) return tool.validate({});
  if (node.kind !== 'object')
    return failed(fault('tool.arguments', 'The arguments of a call are an object.'));
  return tool.validate(JSON.parse(source.slice(node.start, node.end)) as Record<string, unknown>);
}

interface Repeat {
  readonly name: CallName | undefined;
  readonly digest: string;
  readonly repeat: ToolAnswer | undefined;
}

/**
 * What is known of this very call. INVARIANT: a call that was begun and has no answer is never made again: it may have
 * been done.
 */
async function repeatOf(
  gate: Gate,
  { arrival, principal, charter }: ToolCrossing,
  { tool, mandate, asked }: { readonly tool: KnownTool; readonly mandate: Mandate; readonly asked: string },
): Promise<Result<Repeat>> {
  const { idempotencyKey, holdId } = arrival.call;
  // WHY the arguments alone: a client that repeats a call numbers its request and its progress anew.
  const digest = gate.digests.of(principal.tenant, JSON.stringify(['call', tool.qualified, asked]));
  const key = idempotencyKey === undefined ? holdId : `key:${idempotencyKey}`;
  if (key === undefined) return ok({ name: undefined, digest, repeat: undefined });
  const name = callName(principal.tenant, mandate, key);
  const known = await gate.calls.find(name);
  if (!known.ok) return known;
  if (known.value === undefined) return ok({ name, digest, repeat: undefined });
  const { answer, begunAtMs, digest: before } = known.value;
  if (before !== digest) {
    const message = 'Another call was made under this idempotency key; every call needs one of its own.';
    return failed(fault('call.mismatch', message));
  }
  if (answer !== undefined) return ok({ name, digest, repeat: answer });
  const underWay = gate.clock.nowMs() - begunAtMs < charter.settings.timeouts.total_ms;
  return failed(
    underWay
      ? fault('call.under_way', 'This very call is under way; ask again for its answer.', {
          retryAfterSeconds: 5,
        })
      : fault(
          'call.unknown',
          'This very call was begun and never answered, so it may have been done. It is not made again; look at its effect, and use another key to repeat it.',
        ),
  );
}

/** Source text of the arguments, as they came; of the whole params where a method has none. */
export function argumentsText({ source, root }: JsonDocument): string {
  const node = get(root, 'arguments');
  return node === undefined ? source : source.slice(node.start, node.end);
}

/** Answers belong to the mandate under which they were given. */
export function callName(tenant: string, mandate: Pick<Mandate, 'root'>, key: string): CallName {
  return { tenant, holder: mandate.root, key };
}
