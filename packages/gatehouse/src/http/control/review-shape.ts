/** Access reviews as the control plane shows them, and who looks at them. */
import { z } from 'zod';
import type { Reviewer, ReviewWithItems } from '../../gate/seeing/reviews.ts';
import type { CharterChange, Review, ReviewItem, ReviewSummary, StoredItem } from '../../policy/reviews.ts';
import { charterText, writtenRule } from './charter-text.ts';
import type { Caller } from './parts.ts';

const party = z.object({ kind: z.enum(['person', 'workload', 'agent']), id: z.string() });

const about = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rule'),
    who: party,
    rule: z.object({ id: z.string(), reason: z.string() }),
    part: z.enum(['access', 'tools']),
    holds: z.array(z.object({ name: z.string(), lastUsedAt: z.iso.datetime().optional() })),
  }),
  z.object({
    kind: z.literal('key'),
    who: party,
    key: z.object({ id: z.string(), name: z.string(), until: z.iso.datetime() }),
    roles: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('mandate'),
    who: party,
    mandate: z.object({ id: z.string(), until: z.iso.datetime() }),
    subject: party,
  }),
  z.object({ kind: z.literal('grant'), who: party, server: z.string() }),
  z.object({
    kind: z.literal('endorsement'),
    endorsement: z.object({ id: z.string(), reason: z.string(), expires: z.string() }),
    lifts: z.array(z.string()),
    tools: z.array(z.string()),
  }),
]);

export const itemShape = z.object({
  number: z.int(),
  reviewer: z.string().describe('The owner of the rule, whoever made the key, or the subject.'),
  about,
  overdue: z.boolean(),
  answered: z
    .object({
      answer: z.enum(['keep', 'revoke']),
      by: z.string(),
      reason: z.string(),
      at: z.iso.datetime(),
    })
    .optional(),
});

const opening = {
  id: z.string(),
  tenant: z.string(),
  who: z.array(z.string()),
  startedBy: z.string(),
  startedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  policyDigest: z.string(),
};

export const summaryShape = z.object({
  ...opening,
  kept: z.int(),
  revoked: z.int(),
  open: z.int(),
  overdue: z.int().describe('Items that nobody answered in time.'),
});

export const reviewShape = z.object({ ...opening, items: z.array(itemShape) });

export const changeShape = z.object({
  remove: z
    .object({ part: z.enum(['access', 'tools', 'endorsements']), id: z.string() })
    .optional()
    .describe('The rule to take out of this part of the charter.'),
  add: z
    .object({ access: z.array(writtenRule).optional(), tools: z.array(writtenRule).optional() })
    .optional(),
  text: z.string().describe('The change in words and YAML, for pasting.'),
});

export type ShownReview = z.output<typeof reviewShape>;
export type ShownItem = z.output<typeof itemShape>;

/** The operator sees and answers everything; a person what is asked of them. */
export function reviewerOf(caller: Caller): Reviewer {
  return 'operator' in caller
    ? { id: caller.operator, operator: true }
    : { id: caller.person.id, operator: false };
}

export function shownSummary(
  { review, kept, revoked, open }: ReviewSummary,
  nowMs: number,
): z.input<typeof summaryShape> {
  return { ...shownOpening(review), kept, revoked, open, overdue: nowMs > review.dueAtMs ? open : 0 };
}

export function shownReview({ review, items }: ReviewWithItems, nowMs: number): z.input<typeof reviewShape> {
  return { ...shownOpening(review), items: items.map((item) => shownItem(item, nowMs > review.dueAtMs)) };
}

function shownOpening({ startedAtMs, dueAtMs, who, ...review }: Review) {
  const { id, tenant, startedBy, policyDigest } = review;
  return {
    id,
    tenant,
    startedBy,
    policyDigest,
    who: [...who],
    startedAt: iso(startedAtMs),
    dueAt: iso(dueAtMs),
  };
}

export function shownItem(
  { number, reviewer, item, answered }: StoredItem,
  late: boolean,
): z.input<typeof itemShape> {
  return {
    ...{ number, reviewer, about: shownAbout(item), overdue: late && answered === undefined },
    ...(answered === undefined
      ? {}
      : {
          answered: {
            answer: answered.answer,
            by: answered.by,
            reason: answered.reason,
            at: iso(answered.atMs),
          },
        }),
  };
}

function shownAbout(item: ReviewItem): z.input<typeof about> {
  if (item.kind === 'rule') return { ...item, holds: item.holds.map((held) => ({ ...held })) };
  if (item.kind === 'key') return { ...item, roles: [...item.roles] };
  if (item.kind === 'endorsement') return { ...item, lifts: [...item.lifts], tools: [...item.tools] };
  return { ...item };
}

export function shownChange({ remove, add }: CharterChange): z.input<typeof changeShape> {
  const added = add === undefined ? undefined : charterText(add);
  const text =
    remove === undefined
      ? (added?.yaml ?? '')
      : `# Take the entry with the id "${remove.id}" out of charter.${remove.part}.\n`;
  return {
    ...(remove === undefined ? {} : { remove: { ...remove } }),
    ...(added === undefined ? {} : { add: added.addition }),
    text,
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
