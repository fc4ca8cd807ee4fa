/** Access reviews: begun with what everybody has, answered by owners, and carried out where that is in our hands. */
import { KEY_PREFIX } from '../../identity/key-format.ts';
import type { KeyOffice } from '../../identity/key-office.ts';
import type { Chance } from '../../kernel/effects.ts';
import { type Fault, fault } from '../../kernel/faults.ts';
import { base32 } from '../../kernel/ids.ts';
import { covers } from '../../kernel/pattern.ts';
import type { Actor } from '../../kernel/principal.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { Mandate, Mandates } from '../../mandate/mandates.ts';
import {
  type AskedItem,
  type CharterChange,
  changeFor,
  type Review,
  type ReviewItem,
  type ReviewName,
  type ReviewStore,
  type ReviewSummary,
  type StoredItem,
} from '../../policy/reviews.ts';
import { permissionsOf, ruleName, type SeeingParts } from './permissions.ts';
import { endorsementItem, grantItem, keyItem, mandateItem, ruleItems } from './review-items.ts';

export interface ReviewParts extends SeeingParts {
  readonly store: ReviewStore;
  /** INVARIANT: these three record each act before it takes effect. */
  readonly keys: Pick<KeyOffice, 'list' | 'revoke'>;
  readonly mandates: Pick<Mandates, 'list' | 'revoke'>;
  readonly grants: {
    list(tenant: string): Promise<Result<readonly { readonly subject: Actor; readonly server: string }[]>>;
    forget(tenant: string, who: Actor, server: string): Promise<Result<void>>;
  };
  /** Makes an act durable; with a fault it is not done. */
  readonly record: (act: {
    readonly tenant: string;
    readonly actor: string;
    readonly act: string;
    readonly subject: string;
    readonly detail: Readonly<Record<string, string>>;
  }) => Promise<Result<void>>;
  readonly chance: Chance;
}

/** Whoever answers: the operator of the machine, or a person in their own name. */
export interface Reviewer {
  readonly id: string;
  readonly operator: boolean;
}

export interface ReviewWithItems {
  readonly review: Review;
  readonly items: readonly StoredItem[];
}

export interface Answered {
  readonly item: StoredItem;
  /** What is left for people to change of the charter. */
  readonly change: CharterChange | undefined;
  /** Whether something ended by this answer. */
  readonly ended: boolean;
}

export interface Reviews {
  start(asked: {
    readonly tenant: string;
    readonly who: readonly string[];
    readonly dueAtMs: number;
    readonly by: Reviewer;
  }): Promise<Result<ReviewWithItems>>;
  /** Newest first; a person sees what is asked of them. */
  list(tenant: string, by: Reviewer): Promise<Result<readonly ReviewSummary[]>>;
  find(name: ReviewName, by: Reviewer): Promise<Result<ReviewWithItems>>;
  answer(
    item: ReviewName & { readonly number: number },
    answer: { readonly answer: 'keep' | 'revoke'; readonly reason: string },
    by: Reviewer,
  ): Promise<Result<Answered>>;
}

const ID_BYTES = 16;
const DAY_MS = 86_400_000;
const REVIEW_DAYS = 90;
/** What more would be is no review that anybody answers. */
const PRINCIPALS_MAX = 2_000;
const ITEMS_MAX = 10_000;

export function createReviews(parts: ReviewParts): Reviews {
  const { store, clock } = parts;
  return {
    async start({ tenant, who, dueAtMs, by }) {
      const startedAtMs = clock.nowMs();
      if (dueAtMs <= startedAtMs) return failed(invalid('A review ends in the time to come.'));
      const found = await itemsOf(parts, tenant, who);
      if (!found.ok) return found;
      if (found.value.length === 0)
        return failed(invalid('There is nothing to review of whoever was named.'));
      const id = `rv_${base32(parts.chance.bytes(ID_BYTES))}`;
      const policyDigest = parts.charter().policy.digest;
      const review = { id, tenant, who, policyDigest, startedBy: by.id, startedAtMs, dueAtMs };
      const recorded = await parts.record({
        ...{ tenant, actor: by.id, act: 'review.start', subject: id },
        detail: {
          who: who.join(' '),
          due: iso(dueAtMs),
          items: String(found.value.length),
          policy: policyDigest,
        },
      });
      if (!recorded.ok) return recorded;
      const kept = await store.start(review, found.value);
      if (!kept.ok) return kept;
      const items = found.value.map((item, index) => ({ ...item, number: index + 1, answered: undefined }));
      return ok({ review, items });
    },
    list: (tenant, { id, operator }) => store.list(tenant, operator ? undefined : id),
    find: (name, by) => seen(parts, name, by),
    answer: (name, given, by) => answer(parts, { name, given, by }),
  };
}

/** INVARIANT: a review, or a part of one, that somebody is not asked about is, for them, none. */
async function seen(
  { store }: ReviewParts,
  name: ReviewName,
  by: Reviewer,
): Promise<Result<ReviewWithItems>> {
  const found = await store.find(name);
  if (!found.ok) return found;
  const items = found.value?.items.filter((item) => isAskedOf(item, by)) ?? [];
  if (found.value === undefined || items.length === 0) return failed(NOT_FOUND);
  return ok({ review: found.value.review, items });
}

function isAskedOf({ reviewer }: AskedItem, { id, operator }: Reviewer): boolean {
  return operator || reviewer === id;
}

async function answer(
  parts: ReviewParts,
  asked: {
    readonly name: ReviewName & { readonly number: number };
    readonly given: { readonly answer: 'keep' | 'revoke'; readonly reason: string };
    readonly by: Reviewer;
  },
): Promise<Result<Answered>> {
  const { name, given, by } = asked;
  const found = await seen(parts, name, by);
  if (!found.ok) return found;
  const item = found.value.items.find(({ number }) => number === name.number);
  if (item === undefined) return failed(NOT_FOUND);
  if (item.answered !== undefined) return failed(ANSWERED);
  if (!by.operator && isAbout(item.item, by)) return failed(OWN);
  const answered = { ...given, by: by.id, atMs: parts.clock.nowMs() };
  const revokes = given.answer === 'revoke';
  const kept = await parts.store.answer(name, answered, async () => {
    const recorded = await parts.record({
      ...{ tenant: name.tenant, actor: by.id, act: `review.${given.answer}`, subject: name.id },
      detail: { item: String(item.number), ...detailOf(item.item) },
    });
    return recorded.ok && revokes ? carryOut(parts, name.tenant, item.item) : recorded;
  });
  if (!kept.ok) return kept;
  if (!kept.value) return failed(ANSWERED);
  const change = revokes ? changeOf(parts, name, item) : undefined;
  return ok({ item: { ...item, answered }, change, ended: revokes && change === undefined });
}

/** WHY not about oneself: nobody keeps what they have by saying so themselves. */
function isAbout(item: ReviewItem, { id }: Reviewer): boolean {
  return item.kind === 'rule' && item.who.kind === 'person' && item.who.id === id;
}

/** Ends what lies in our hands; what stands in the charter is for people to change. */
async function carryOut(parts: ReviewParts, tenant: string, item: ReviewItem): Promise<Result<void>> {
  switch (item.kind) {
    case 'key': {
      const ended = await parts.keys.revoke({ tenant, id: item.key.id.replace(KEY_PREFIX, '') });
      return ended.ok ? ok(undefined) : ended;
    }
    case 'mandate': {
      const ended = await parts.mandates.revoke({ tenant, id: item.mandate.id });
      return ended.ok ? ok(undefined) : ended;
    }
    case 'grant':
      return parts.grants.forget(tenant, item.who, item.server);
    case 'rule':
    case 'endorsement':
      return ok(undefined);
  }
}

function changeOf(
  { charter, clock }: ReviewParts,
  { tenant, id }: ReviewName,
  { item, reviewer, number }: StoredItem,
): CharterChange | undefined {
  const nowMs = clock.nowMs();
  const who = item.kind === 'rule' ? item.who : { kind: 'agent' as const, id: '' };
  return changeFor(charter().settings.charter, {
    ...{ tenant, reviewer, item, reason: `Revoked in the access review ${id}.` },
    name: `${ruleName('revoked', { tenant, ...who }, nowMs)}-${number}`,
    review: iso(nowMs + REVIEW_DAYS * DAY_MS).slice(0, 10),
  });
}

function detailOf(item: ReviewItem): Readonly<Record<string, string>> {
  if (item.kind === 'endorsement') return { kind: item.kind, rule: item.endorsement.id };
  const who = `${item.who.kind} ${item.who.id}`;
  if (item.kind === 'rule') return { kind: item.kind, who, rule: item.rule.id };
  if (item.kind === 'key') return { kind: item.kind, who, key: item.key.id };
  if (item.kind === 'grant') return { kind: item.kind, who, server: item.server };
  return { kind: item.kind, who, of: item.mandate.id };
}

/** Everything that those whom the patterns name have now. */
async function itemsOf(
  parts: ReviewParts,
  tenant: string,
  patterns: readonly string[],
): Promise<Result<readonly AskedItem[]>> {
  const [keys, mandates, grants, actors] = [
    await parts.keys.list(tenant),
    await parts.mandates.list(tenant, { living: true }),
    await parts.grants.list(tenant),
    await actorsOf(parts, tenant),
  ];
  if (!keys.ok) return keys;
  if (!mandates.ok) return mandates;
  if (!grants.ok) return grants;
  if (!actors.ok) return actors;
  const isMeant = ({ kind, id }: Actor) => patterns.some((pattern) => covers(pattern, `${kind}:${id}`));
  const living = keys.value.flatMap((key) =>
    keyItem(key, parts.clock.nowMs()).map((item) => ({ key, item })),
  );
  const known = [
    ...living.map(({ key }) => ({ kind: key.kind, id: key.principal })),
    ...mandates.value.flatMap(partiesOf),
    ...grants.value.map(({ subject }) => subject),
    ...actors.value,
  ].filter(isMeant);
  const people = [...new Map(known.map(({ kind, id }) => [`${kind} ${id}`, { kind, id }])).values()];
  if (people.length > PRINCIPALS_MAX) return failed(TOO_MANY);
  // WHY once: what is the same for everybody is not read again for each of them.
  const shared = { ...parts, keys: { list: async () => keys }, mandates: { list: async () => mandates } };
  const items: AskedItem[] = [];
  for (const { kind, id } of people) {
    const has = await permissionsOf(shared, { tenant, kind, id }, { unusedDays: REVIEW_DAYS });
    if (!has.ok) return has;
    items.push(...ruleItems(has.value));
  }
  items.push(
    ...living.flatMap(({ key, item }) => (isMeant({ kind: key.kind, id: key.principal }) ? [item] : [])),
    ...mandates.value.filter((mandate) => partiesOf(mandate).some(isMeant)).flatMap(mandateItem),
    ...grants.value.filter(({ subject }) => isMeant(subject)).map(grantItem),
    // WHY only then: an endorsement is about many, so it is reviewed where everybody is.
    ...(patterns.includes('*') ? parts.charter().settings.charter.endorsements.map(endorsementItem) : []),
  );
  return items.length > ITEMS_MAX ? failed(TOO_MANY) : ok(items);
}

function partiesOf({ principal: { kind, id, chain } }: Mandate): readonly Actor[] {
  return [{ kind, id }, ...chain];
}

async function actorsOf({ usage }: ReviewParts, tenant: string): Promise<Result<readonly Actor[]>> {
  try {
    return ok(await usage.actors(tenant, PRINCIPALS_MAX + 1));
  } catch (cause) {
    const message = 'The record of use cannot be read right now. Try again.';
    return failed(fault('evidence.unavailable', message, { cause, retryAfterSeconds: 1 }));
  }
}

const NOT_FOUND = fault('control.not_found', 'There is no such review, or nothing in it is asked of you.');
const ANSWERED = fault('control.invalid', 'This was answered already; an answer is final.');
const OWN = fault('control.forbidden', 'Nobody answers for what they have themselves. The operator can.');
const TOO_MANY = invalid(
  `More than ${PRINCIPALS_MAX} principals or ${ITEMS_MAX} items are no review. Name fewer with patterns such as agent:*.`,
);

function invalid(message: string): Fault {
  return fault('control.invalid', message);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
