/** A question as the control plane shows it: everything that an answer is about, in parts that any output can show. */
import { z } from 'zod';
import type { Viewer } from '../../approval/answering.ts';
import type { KeptAnswer, KeptDeputy, Question, QuestionRow } from '../../approval/hold-store.ts';
import { type Part, partsOf } from '../../approval/parts.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import { tenantOf } from './fields.ts';
import type { ControlParts } from './parts.ts';

export const idField = { id: z.string().min(1).max(64).describe('Of the question, or of one of its calls.') };

export const summaryShape = z.object({
  id: z.string(),
  tenant: z.string(),
  mandate: z.string(),
  agent: z.string().describe('Who acts: its kind and id.'),
  subject: z.string().describe('For whom: kind and id.'),
  tool: z.string(),
  calls: z.int(),
  state: z.enum(['waiting', 'approved', 'denied', 'expired']),
  requestedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().describe('When the question is void, or the yes.'),
});

const partShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), text: z.string() }),
  z.object({ kind: z.literal('line'), text: z.string() }),
  z.object({
    kind: z.literal('quote'),
    quote: z.object({
      text: z.string().describe('Text of others: one line of visible characters; the rest is written out.'),
      rest: z.object({ characters: z.int(), sha256: z.string() }).readonly().optional(),
    }),
  }),
]);

export const questionShape = summaryShape.extend({
  shown: z.string().describe('Names exactly this; an answer has to send it back.'),
  held: z.array(z.object({ id: z.string(), crossing: z.string(), usedAt: z.iso.datetime().optional() })),
  answers: z.array(
    z.object({
      person: z.string(),
      standsFor: z.string(),
      yes: z.boolean(),
      grantsValues: z.boolean(),
      reason: z.string(),
      via: z.string(),
      at: z.iso.datetime(),
    }),
  ),
  parts: z.array(partShape).describe('What people are shown: our words, and quotes of the words of others.'),
});

export const deputyShape = z.object({
  id: z.string(),
  person: z.string(),
  deputy: z.string(),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
});

export function summaryOf(row: QuestionRow): z.input<typeof summaryShape> {
  const { id, tenant, mandate, agent, tool, calls, state, asked } = row;
  return {
    ...{ id, tenant, mandate, agent, tool, calls, state },
    subject: `${asked.subject.kind} ${asked.subject.id}`,
    requestedAt: time(row.requestedAtMs),
    expiresAt: time(row.expiresAtMs),
  };
}

export function questionOf(
  question: Question,
  { also, useWithinMinutes }: { readonly also: readonly QuestionRow[]; readonly useWithinMinutes: number },
): z.input<typeof questionShape> {
  return {
    ...summaryOf(question),
    shown: question.shown,
    held: question.held.map(({ id, crossing, usedAtMs }) => ({
      ...{ id, crossing },
      ...(usedAtMs === undefined ? {} : { usedAt: time(usedAtMs) }),
    })),
    answers: question.answers.map(answerOf),
    parts: partsOf({ question, also, useWithinMinutes }).map(partOf),
  };
}

export function deputyOf({ id, person, deputy, fromMs, untilMs }: KeptDeputy): z.input<typeof deputyShape> {
  return { id, person, deputy, from: time(fromMs), until: time(untilMs) };
}

/** The tenant of a person is their own, whatever is named; the operator says which. */
export function tenantFor(parts: ControlParts, caller: Viewer, named: string | undefined): Result<string> {
  if ('operator' in caller) return tenantOf(parts, named);
  const { tenant } = caller.person;
  if (named === undefined || named === tenant) return ok(tenant);
  return failed(fault('control.forbidden', 'This is another tenant than the one that your token is of.'));
}

function answerOf({ person, standsFor, yes, grants, reason, via, atMs }: KeptAnswer) {
  return { person, standsFor, yes, grantsValues: grants, reason, via, at: time(atMs) };
}

function partOf(part: Part): z.input<typeof partShape> {
  return part.kind === 'quote' ? { kind: 'quote', quote: { ...part.quote } } : { ...part };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
