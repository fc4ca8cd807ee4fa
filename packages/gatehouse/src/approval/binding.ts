/** Binding: what makes two asked calls the very same one, so that a yes to one is no yes to another. */
import { canonical } from '../kernel/canonical.ts';
import type { Actor } from '../kernel/principal.ts';
import type { HoldRequest } from './approvals.ts';
import { askerFrame, callFrame } from './frame.ts';

/** Texts that are equal only for equal things. They hold content: a store keeps keyed digests of them. */
export interface Binding {
  /** INVARIANT: everything that the yes is about: who, for whom, the exact call, its definition, the policy, the frame. */
  readonly call: string;
  /** What calls must have in common to be shown as one question. */
  readonly question: string;
}

export function bindingOf(request: HoldRequest): Binding {
  const { tenant, mandate, principal, subject, purpose, words, call, policy } = request;
  const needs = request.needs.map(({ by, role }) => [by, role ?? '']);
  const { credential } = principal;
  // WHY arrays of strings: none can pose as another, and `JSON.stringify` also tells lone surrogates apart.
  const question = JSON.stringify([
    'gatehouse hold 1',
    ...[tenant, mandate, actor(principal), principal.chain.map(actor), [credential.kind, credential.id]],
    ...[actor(subject), purpose, words, needs],
    ...[call.tool, call.definitionDigest, policy.digest, canonical(askerFrame(request))],
    // WHY: one yes is for all of a question, so a call that is asked about for another reason never stands among them.
    unfoundedOf(request),
  ]);
  const { traced, leaks, beyond } = request.assessment;
  return {
    question,
    call: JSON.stringify([
      question,
      call.arguments,
      canonical(callFrame(request)),
      traced.map(({ place, argument, kind, value, origin, founded }) => [
        ...[place, argument, kind, value, origin.kind, founded, origin.how],
        origin.source === undefined ? '' : [origin.source.step, origin.source.place, origin.source.excerpt],
      ]),
      leaks.map(({ step, place, classes, how }) => [step, place, classes, how]),
      beyond.map(({ reason, how }) => [reason, how]),
    ]),
  };
}

/** What of the call is asked about: arguments and kinds of origin, never values. */
function unfoundedOf({ assessment: { traced } }: HoldRequest): readonly string[] {
  const open = traced.filter(({ founded }) => !founded);
  return [...new Set(open.map(({ argument, origin }) => `${argument}:${origin.kind}`))].sort();
}

function actor({ kind, id }: Actor): readonly string[] {
  return [kind, id];
}
