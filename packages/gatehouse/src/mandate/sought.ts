/** A value that steers a call, as its origin is looked for, and what was found. */
import type { ArgumentRole } from '../kernel/manifest.ts';
import type { Origin } from '../kernel/origins.ts';
import type { Field } from './fields.ts';
import type { Scope } from './scope.ts';
import { occurrences, type Words } from './words.ts';

/** A value, with what it is for. */
export interface Sought {
  readonly tool: string;
  readonly argument: string;
  readonly role: ArgumentRole;
  readonly of: string | undefined;
  readonly value: string;
  /** Values of the same call, by the role of their argument. */
  readonly call: readonly {
    readonly argument: string;
    readonly role: ArgumentRole;
    readonly of: string | undefined;
    readonly value: string;
  }[];
  /** What the mandate's subject is called. */
  readonly self: readonly string[];
}

export interface Found {
  readonly origin: Origin;
  /** The place in the words that it stands on; the grant that is used up. */
  readonly at: string;
}

export function isTarget(role: ArgumentRole): boolean {
  return role === 'recipient' || role === 'account';
}

/**
 * WHY: what stands in the words is judged by where it stands; that records hold it as well must not put it in a clause
 * that means something else.
 */
export function isSaidElsewhere(scope: Scope, { role, value }: Sought): boolean {
  return isTarget(role) && scope.words.some((words) => occurrences(words, value).length > 0);
}

/** Where a value stands in a record. */
export function quoteField(field: Field): NonNullable<Origin['source']> {
  return { step: field.step, place: field.place, excerpt: field.raw.slice(0, EXCERPT) };
}

/** Where a value stands in the words. */
export function quoteWords(words: Words, at: number): NonNullable<Origin['source']> {
  const start = Math.max(0, at - EXCERPT / 4);
  return { step: words.step, place: `$[${at}]`, excerpt: words.text.slice(start, start + EXCERPT) };
}

const EXCERPT = 160;
