/** The frame: everything that an approver sees of a held call, said by us, with the words of others in quotes. */
import type { ArgumentKind, ToolManifest } from '../kernel/manifest.ts';
import type { OriginKind, Traced } from '../kernel/origins.ts';
import type { Actor } from '../kernel/principal.ts';
import type { HoldRequest } from './approvals.ts';
import { nameOf, type Quote, quote } from './quote.ts';

/** What is the same for all calls of one question. */
export interface AskerFrame {
  readonly asker: Actor;
  /** On whose behalf it acts, nearest first. */
  readonly chain: readonly Actor[];
  readonly subject: Actor;
  readonly mandate: string;
  readonly purpose: Quote;
  readonly words: readonly Quote[];
  readonly wordsLeftOut: number;
  readonly rules: readonly { readonly id: string; readonly reason: Quote }[];
}

/** One call, as it is shown. */
export interface CallFrame {
  readonly tool: string;
  readonly effect: ToolManifest['effect'];
  readonly reversible: boolean;
  readonly readers: ToolManifest['readers'];
  /** Source text of the arguments. */
  readonly exact: Quote;
  /** Values without a founded origin come first, so that others cannot crowd them out. */
  readonly values: readonly ShownValue[];
  readonly valuesLeftOut: number;
  readonly leaks: readonly ShownLeak[];
  readonly leaksLeftOut: number;
  readonly beyond: readonly Quote[];
}

export interface ShownValue {
  readonly argument: string;
  readonly place: string;
  /** Whether it steers, is carried along, or neither. */
  readonly kind: ArgumentKind;
  readonly value: Quote;
  readonly origin: OriginKind;
  readonly founded: boolean;
  readonly how: Quote;
  /** The text that it came from. */
  readonly from?: { readonly step: number; readonly place: string; readonly excerpt: Quote };
}

export interface ShownLeak {
  readonly step: number;
  readonly place: string;
  readonly classes: readonly string[];
  readonly how: Quote;
}

/** How much of each text and list is shown; the rest is counted, and bound by digest with everything else. */
const MAX = {
  purpose: 300,
  words: 600,
  wordsCount: 6,
  exact: 2_000,
  value: 400,
  how: 200,
  excerpt: 300,
  values: 24,
  leaks: 12,
  beyond: 5,
  rules: 8,
};

export function askerFrame({ principal, subject, mandate, purpose, words, policy }: HoldRequest): AskerFrame {
  // WHY without the subject behind its chain: it is named as the one for whom all of this happens.
  const own = principal.kind === subject.kind && principal.id === subject.id;
  const actors = own && principal.chain.length > 0 ? principal.chain : [...principal.chain, principal];
  return {
    asker: shownActor(actors[0] ?? principal),
    chain: actors.slice(1).map(shownActor),
    subject: shownActor(subject),
    mandate: nameOf(mandate),
    purpose: quote(purpose, MAX.purpose),
    words: words.slice(0, MAX.wordsCount).map((text) => quote(text, MAX.words)),
    wordsLeftOut: Math.max(0, words.length - MAX.wordsCount),
    rules: policy.rules
      .slice(0, MAX.rules)
      .map(({ id, reason }) => ({ id: nameOf(id), reason: quote(reason, MAX.how) })),
  };
}

export function callFrame({ call, assessment }: HoldRequest): CallFrame {
  const { effect, reversible, readers } = call.manifest;
  const traced = assessment.traced.toSorted((left, right) => Number(left.founded) - Number(right.founded));
  return {
    ...{ tool: nameOf(call.tool), effect, reversible, readers },
    exact: quote(call.arguments, MAX.exact),
    values: traced.slice(0, MAX.values).map(shownValue),
    valuesLeftOut: Math.max(0, traced.length - MAX.values),
    leaks: assessment.leaks.slice(0, MAX.leaks).map(({ step, place, classes, how }) => ({
      ...{ step, place: nameOf(place), classes: classes.slice(0, MAX.leaks).map(nameOf) },
      how: quote(how, MAX.how),
    })),
    leaksLeftOut: Math.max(0, assessment.leaks.length - MAX.leaks),
    beyond: assessment.beyond.slice(0, MAX.beyond).map(({ how }) => quote(how, MAX.how)),
  };
}

function shownValue({ argument, place, kind: role, value, origin, founded }: Traced): ShownValue {
  const { kind, how, source } = origin;
  return {
    ...{ argument: nameOf(argument), place: nameOf(place), kind: role, value: quote(value, MAX.value) },
    ...{ origin: kind, founded, how: quote(how, MAX.how) },
    ...(source === undefined
      ? {}
      : {
          from: {
            step: source.step,
            place: nameOf(source.place),
            excerpt: quote(source.excerpt, MAX.excerpt),
          },
        }),
  };
}

function shownActor({ kind, id }: Actor): Actor {
  return { kind, id: nameOf(id) };
}
