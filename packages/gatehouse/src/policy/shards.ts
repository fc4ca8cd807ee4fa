/** Shards: policies parsed once, split by action, effect and anchor, and evaluated together as if they were one set. */
import {
  type AuthorizationAnswer,
  preparsePolicySet,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs';
import { anchorsFor } from './anchors.ts';
import type { CompiledPolicy } from './compiled.ts';
import type { Question } from './decision.ts';
import { requestOf } from './facts.ts';

/** What holds for a question. INVARIANT: meaningless when `failed` is not empty. */
export interface Evaluation {
  readonly permits: readonly CompiledPolicy[];
  readonly forbids: readonly CompiledPolicy[];
  /** Ids of policies that could not be evaluated. Cedar would skip them, and a skipped forbid lets through. */
  readonly failed: readonly string[];
}

interface Shard {
  readonly permit: string[];
  readonly forbid: string[];
}

const ALWAYS = '';
/** Fewer policies than this are evaluated in one go: a call costs more than they do. */
const SPLIT_FROM = 48;
let generations = 0;

/** Frees the parsed policies of an engine that nobody holds any more. */
const released = new FinalizationRegistry<readonly string[]>((names) => {
  for (const name of names) preparsePolicySet(name, { staticPolicies: {} });
});

/** WHY permits apart from forbids: Cedar tells only one side, and an obligation needs to know both. */
export class Shards {
  readonly #policies: ReadonlyMap<string, CompiledPolicy>;
  readonly #shards = new Map<string, Shard>();

  constructor(policies: readonly CompiledPolicy[]) {
    this.#policies = new Map(policies.map((policy) => [policy.id, policy]));
    generations += 1;
    const names: string[] = [];
    for (const effect of ['permit', 'forbid'] as const) {
      const side = policies.filter((policy) => policy.effect === effect);
      const slices = Map.groupBy(placesOf(side), ({ place }) => place);
      for (const [place, entries] of slices) {
        const name = `${generations}:${effect}:${place}`;
        const staticPolicies = Object.fromEntries(entries.map(({ policy }) => [policy.id, policy.cedar]));
        expectSuccess(preparsePolicySet(name, { staticPolicies }));
        names.push(name);
        const shard = this.#shards.get(place) ?? { permit: [], forbid: [] };
        shard[effect].push(name);
        this.#shards.set(place, shard);
      }
    }
    released.register(this, names);
  }

  /** Throws when the evaluator does not answer; the engine then denies. */
  evaluate(question: Question): Evaluation {
    const request = requestOf(question);
    const shards = [ALWAYS, ...anchorsFor(question)]
      .map((anchor) => this.#shards.get(placeOf(question.action, anchor)))
      .filter((shard) => shard !== undefined);
    const failed: string[] = [];
    const collect = (names: readonly string[]) => {
      const ids = names.flatMap((name) => {
        // WHY without the schema: requests are made to its shape by `requestOf`, and it is copied on every call.
        const answer = statefulIsAuthorized({ ...request, preparsedPolicySetId: name });
        const { reason, errors } = expectResponse(answer).diagnostics;
        failed.push(...errors.map((error) => error.policyId));
        return reason;
      });
      return [...new Set(ids)].sort().map((id) => this.#policy(id));
    };
    const permits = collect([...new Set(shards.flatMap((shard) => shard.permit))]);
    const forbids = collect([...new Set(shards.flatMap((shard) => shard.forbid))]);
    return { permits, forbids, failed };
  }

  #policy(id: string): CompiledPolicy {
    const policy = this.#policies.get(id);
    if (policy === undefined) throw new Error(`INVARIANT: policy ${id} is known`);
    return policy;
  }
}

/** Where each policy is looked for. */
function placesOf(policies: readonly CompiledPolicy[]): { place: string; policy: CompiledPolicy }[] {
  const split = policies.length >= SPLIT_FROM;
  return policies.flatMap((policy) => {
    const anchors = split && policy.anchors.length > 0 ? policy.anchors : [ALWAYS];
    return policy.actions.flatMap((action) =>
      [...new Set(anchors)].map((anchor) => ({ place: placeOf(action, anchor), policy })),
    );
  });
}

function placeOf(action: string, anchor: string): string {
  return `${action}:${anchor}`;
}

function expectResponse(answer: AuthorizationAnswer) {
  if (answer.type === 'success') return answer.response;
  throw new Error(answer.errors.map((error) => error.message).join('; '));
}

function expectSuccess(answer: ReturnType<typeof preparsePolicySet>): void {
  if (answer.type === 'failure') throw new Error(answer.errors.map((error) => error.message).join('; '));
}
