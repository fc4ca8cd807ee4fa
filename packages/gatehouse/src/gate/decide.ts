/** Station 4, decide: the charter says yes or no; what it demands is done, and the result is decided again. */
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { Decision } from '../policy/decision.ts';
import type { Bypass } from '../protocols/protocol.ts';
import { ask, demandsOf } from './ask.ts';
import type { Crossing } from './crossing.ts';
import { policyEvidence } from './evidence.ts';
import type { Candidate, Gate } from './gate.ts';
import { labelOf } from './label.ts';
import { recallPlaceholders } from './placeholders.ts';
import type { Decided, Walk } from './stations.ts';
import { treat } from './treat.ts';

const ROUTES_MAX = 3;

export async function decide(gate: Gate, crossing: Crossing, walk: Walk): Promise<Result<Decided>> {
  let target = walk.attempt.candidate;
  for (let routes = 0; routes <= ROUTES_MAX; routes += 1) {
    const decided = await decideFor(gate, crossing, { ...walk, target });
    if (!decided.ok || !('routeTo' in decided.value)) return decided as Result<Decided>;
    const next = crossing.charter.models.get(decided.value.routeTo);
    if (next === undefined) break;
    target = next;
  }
  return failed(
    fault('policy.obligation', 'The charter routes this crossing to a model that cannot take it.'),
  );
}

type Routed = { readonly routeTo: string };

async function decideFor(
  gate: Gate,
  crossing: Crossing,
  walk: Walk & { target: Candidate },
): Promise<Result<Decided | Routed>> {
  const { target, label, request } = walk;
  const scope = scopeOf(crossing, target);
  if (!scope.ok) return scope;
  const bypassed = refuseBypasses(crossing, walk);
  if (!bypassed.ok) return bypassed;
  const first = ask(crossing, { action: 'model.call', target, label, request });
  crossing.notes.policy = policyEvidence(first);
  const demands = demandsOf(first);
  if (!demands.ok) return demands;
  if (demands.value.routeTo !== undefined && demands.value.routeTo !== target.resource.name) {
    return ok({ routeTo: demands.value.routeTo });
  }

  const { treatments } = demands.value;
  const treated = await treat(gate, crossing, { sightings: walk.sightings, treatments });
  if (!treated.ok) return treated;
  const remaining = treatments.size === 0 ? label.classes : labelOf(treated.value.remaining, []).classes;
  const settled = treatments.size === 0 ? ok(first) : decideAgain(crossing, walk, remaining);
  if (!settled.ok) return settled;
  const { rewrites, masked, tokenised } = treated.value;
  const recalled = await recallPlaceholders(gate, crossing, request.passages);
  if (!recalled.ok) return recalled;
  const placeholders = new Map([...recalled.value, ...treated.value.placeholders]);
  const inspection = {
    ...walk.inspection,
    masked,
    ...(treated.value.placeholders.size === 0 ? {} : { tokenised }),
  };
  crossing.notes.inspection = inspection;
  return ok({
    ...walk,
    rewrites,
    placeholders,
    policy: policyEvidence(first),
    inspection,
    ...{ decision: first, remaining, holds: demands.value.holds },
  });
}

/** INVARIANT: what an obligation changed is decided again; the second time only a plain yes counts, or what waits for a person. */
function decideAgain(
  crossing: Crossing,
  walk: Walk & { target: Candidate },
  classes: readonly string[],
): Result<Decision> {
  const { target, request } = walk;
  const again = ask(crossing, { action: 'model.call', target, label: { ...walk.label, classes }, request });
  if (again.verdict === 'allow') return ok(again);
  const demands = demandsOf(again);
  if (demands.ok && again.obligations.every(({ kind }) => kind === 'hold')) return ok(again);
  return demands.ok ? failed(fault('policy.obligation', again.reason)) : demands;
}

function scopeOf(crossing: Crossing, target: Candidate): Result<void> {
  const { models } = crossing.principal.credential;
  if (models.includes('*') || models.includes(target.resource.name)) return ok(undefined);
  return failed(fault('identity.scope', `The credential is not scoped for model ${target.resource.name}.`));
}

/** What would go around the gate is refused by name; a tool that the provider runs itself may be allowed by name. */
function refuseBypasses(crossing: Crossing, walk: Walk & { target: Candidate }): Result<void> {
  // WHY the provider's name: an alias of the configuration must not hide what the model behind it does.
  const ofModel = crossing.arrival.protocol.bypassOfModel(walk.target.resource.providerModel);
  const bypasses = [...walk.request.bypasses, ...(ofModel === undefined ? [] : [ofModel])];
  if (bypasses.length > 0) crossing.notes.bypasses = bypasses.map(({ kind, name }) => `${kind}:${name}`);
  for (const bypass of bypasses) {
    const refused = refuseBypass(crossing, walk, bypass);
    if (!refused.ok) return refused;
  }
  return ok(undefined);
}

function refuseBypass(
  crossing: Crossing,
  { target, label, request }: Walk & { target: Candidate },
  { kind, name, place }: Bypass,
): Result<void> {
  if (kind === 'unknown_tool') {
    const message = `The tool type at ${place} is unknown, so it cannot be decided who would run it.`;
    return failed(fault('provider_tool.unknown', message));
  }
  if (kind === 'provider_state') {
    const message = `"${name}" at ${place} keeps or names state at the provider, which goes around the gate; send the content itself.`;
    return failed(fault('provider_state.denied', message));
  }
  const decision = ask(crossing, { action: 'provider_tool.run', target, label, request, tool: name });
  if (decision.verdict === 'allow') return ok(undefined);
  crossing.notes.policy = policyEvidence(decision);
  const message = `The provider would run "${name}" at ${place} itself, out of the gate's sight. ${decision.reason}`;
  return failed(fault(decision.error ? 'policy.error' : 'provider_tool.denied', message));
}
