/** The policy engine: validated before it exists, sharded, remembered, and total: whatever goes wrong is a denial. */
import { validate } from '@cedar-policy/cedar-wasm/nodejs';
import { type Fault, fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { CompiledCharter, CompiledPolicy } from './compiled.ts';
import type { Action, DecidingPolicy, Decision, PolicyEngine, Question } from './decision.ts';
import { keyOf, projectContext } from './facts.ts';
import { type Footprint, footprintOf } from './footprint.ts';
import { Memo } from './memo.ts';
import { openObligations } from './obligations.ts';
import { reasons } from './reason.ts';
import { type Evaluation, Shards } from './shards.ts';
import { refusals } from './validity.ts';
import { ACTIONS, CEDAR_SCHEMA } from './vocabulary.ts';

/** A decision as it is remembered; without a reason where that would name the principal. */
type Remembered = Omit<Decision, 'reason'> & { readonly reason: string | undefined };

const DECISIONS_MAX = 16_384;

/** Makes an engine, or says why these policies must not become active. */
export function createPolicyEngine(compiled: CompiledCharter): Result<PolicyEngine> {
  try {
    const fault = objectionTo(compiled.policies);
    return fault === undefined ? ok(new Engine(compiled)) : failed(fault);
  } catch (cause) {
    return failed(fault('config.invalid', 'The policies could not be read by the evaluator.', { cause }));
  }
}

class Engine implements PolicyEngine {
  readonly digest: string;
  readonly #compiled: CompiledCharter;
  readonly #shards: Shards;
  readonly #footprints: ReadonlyMap<Action, Footprint>;
  readonly #memo = new Memo<Remembered>(DECISIONS_MAX);

  constructor(compiled: CompiledCharter) {
    this.digest = compiled.digest;
    this.#compiled = compiled;
    this.#shards = new Shards(compiled.policies);
    this.#footprints = new Map(
      ACTIONS.map((action) => {
        const read = compiled.policies.filter((policy) => policy.actions.includes(action));
        return [action, footprintOf(read)];
      }),
    );
  }

  decide(question: Question): Decision {
    try {
      const footprint = this.#footprints.get(question.action);
      if (footprint === undefined) return this.#refusal([]);
      const key = keyOf(question, footprint);
      const known = this.#memo.get(key);
      if (known !== undefined) return this.#told(known, question);
      const evaluation = this.#shards.evaluate(question);
      // WHY not remembered: an error may pass, a denial for its sake must not outlive it.
      if (evaluation.failed.length > 0) return this.#refusal(evaluation.failed);
      const fresh = this.#conclude(question, evaluation, footprint);
      this.#memo.set(key, fresh);
      return this.#told(fresh, question);
    } catch {
      return this.#refusal([]);
    }
  }

  memo(): { readonly hits: number; readonly misses: number } {
    return { hits: this.#memo.hits, misses: this.#memo.misses };
  }

  #conclude(question: Question, evaluation: Evaluation, footprint: Footprint): Remembered {
    const { permits } = evaluation;
    // WHY: a rule that wants a person to look first is met once a person said yes to exactly this.
    const lifted = (policy: CompiledPolicy) =>
      policy.remedy?.kind === 'hold' && (question.approved ?? []).includes(policy.id);
    const forbids = evaluation.forbids.filter((policy) => !lifted(policy));
    const hard = forbids.filter((policy) => policy.remedy === undefined);
    const decided = (parts: Pick<Remembered, 'verdict' | 'reason'> & Partial<Remembered>): Remembered =>
      frozen({
        obligations: [],
        policies: [],
        error: false,
        policyDigest: this.digest,
        projected: projectContext(question, footprint),
        ...parts,
      });
    if (hard[0] !== undefined) {
      return decided({ verdict: 'deny', reason: reasons.forbidden(hard[0]), policies: describe(forbids) });
    }
    if (permits.length === 0) return decided({ verdict: 'deny', reason: undefined });
    const policies = describe([...forbids, ...permits]);
    const obligations = openObligations(
      [...forbids, ...permits.filter((policy) => !lifted(policy))],
      question,
    );
    if (obligations.length > 0) {
      const reason = reasons.conditional(obligations, policies);
      return decided({ verdict: 'conditional', reason, obligations, policies });
    }
    // INVARIANT: a forbid whose remedy is already met yet still holds is a forbid.
    if (forbids[0] !== undefined) {
      return decided({ verdict: 'deny', reason: reasons.forbidden(forbids[0]), policies: describe(forbids) });
    }
    return decided({ verdict: 'allow', reason: reasons.allowed(policies), policies });
  }

  #told(remembered: Remembered, question: Question): Decision {
    const { reason } = remembered;
    if (reason !== undefined) return remembered as Decision;
    return { ...remembered, reason: reasons.missing(this.#compiled.allowing, question) };
  }

  #refusal(policies: readonly string[]): Decision {
    const which = policies.length > 0 ? `Policy ${policies.join(', ')}` : 'A policy';
    return {
      verdict: 'deny',
      obligations: [],
      policies: [],
      reason: `${which} could not be evaluated, so this is refused.`,
      error: true,
      policyDigest: this.digest,
      projected: {},
    };
  }
}

function describe(policies: readonly CompiledPolicy[]): readonly DecidingPolicy[] {
  return policies.map(({ id, effect, reason, owner }) => ({ id, effect, reason, owner }));
}

function objectionTo(policies: readonly CompiledPolicy[]): Fault | undefined {
  const staticPolicies = Object.fromEntries(
    // WHY numbered: one rule can stand for several policies; its own id is in the message below.
    policies.map((policy, index) => [`${policy.id}#${index}`, policy.cedar]),
  );
  const [objection] = refusals(validate({ schema: CEDAR_SCHEMA, policies: { staticPolicies } }));
  return objection === undefined ? undefined : fault('config.invalid', `A policy was refused: ${objection}`);
}

/** Remembered decisions are shared, so nobody may change one. */
function frozen<Value extends object>(value: Value): Value {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) frozen(inner);
  return Object.freeze(value);
}
