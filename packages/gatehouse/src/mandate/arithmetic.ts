/** Amounts that follow from the records of one counterparty by the arithmetic that the words call for. */
import { choose } from './choice.ts';
import type { Knowledge, Thing } from './knowledge.ts';
import { plain, plainNumber } from './normalise.ts';
import type { Scope } from './scope.ts';

interface Operation {
  /** The words that call for it. */
  readonly calledBy: RegExp;
  /** What may come out, from an amount on record and the numbers and percentages that the words state. */
  readonly results: (
    amount: number,
    numbers: readonly number[],
    percents: readonly number[],
  ) => readonly number[];
}

const OPERATIONS: readonly Operation[] = [
  {
    calledBy: /\b(?:difference|remainder|rest|too much|too little|change)\b/iu,
    results: (amount, numbers) => numbers.map((number) => Math.abs(amount - number)),
  },
  {
    // Somebody's share of what two people spent.
    calledBy: /\b(?:share|split|half|halves)\b/iu,
    results: (amount, numbers) => [
      amount / 2,
      ...numbers.flatMap((number) => [number / 2, Math.abs(amount - number / 2)]),
    ],
  },
  {
    calledBy: /%|\bpercent\b/iu,
    results: (amount, numbers, percents) =>
      percents.flatMap((percent) => {
        const part = (amount * percent) / 100;
        return [part, amount + part, amount - part, ...numbers.map((number) => part + number)];
      }),
  },
  {
    calledBy: /\b(?:plus|fee|additional|extra|more|added|increased?)\b|\+/iu,
    results: (amount, numbers) => numbers.map((number) => amount + number),
  },
  {
    calledBy: /\b(?:minus|less|discount|deduct|reduced?|decreased?)\b/iu,
    results: (amount, numbers) => numbers.map((number) => amount - number),
  },
  { calledBy: /\b(?:double|twice)\b/iu, results: (amount) => [amount * 2] },
];

/** What somebody sent to the subject, and what the subject paid somebody. */
const INCOMING =
  /\b(?:sent|paid|gave|transferred) (?:it )?(?:to )?me\b|\b(?:got|received|refund|reimburse|return|back)\b/iu;
const DIRECTIONS: readonly { readonly incoming: boolean; readonly fields: ReadonlySet<string> }[] = [
  { incoming: true, fields: new Set(['sender', 'from', 'payer', 'debtor', 'source']) },
  { incoming: false, fields: new Set(['recipient', 'to', 'payee', 'creditor', 'destination', 'receiver']) },
];

/** Fields of a record that can hold the counterparty, going by what the words say of the direction. */
export function isCounterparty(name: string, scope: Scope): boolean {
  const incoming = scope.asking.some(({ words, clause }) =>
    INCOMING.test(words.text.slice(clause.start, clause.end)),
  );
  return DIRECTIONS.some((row) => row.incoming === incoming && row.fields.has(name));
}

export interface Counted {
  readonly how: string;
  readonly thing: Thing;
}

/** How the amount follows from records, if it does; undefined where these allow for more than one amount. */
export function counted(
  knowledge: Knowledge,
  scope: Scope,
  sought: { readonly value: string; readonly counterparties: readonly string[] },
): Counted | undefined {
  const value = plainNumber(sought.value);
  if (value === undefined || value <= 0) return undefined;
  const bases = basesOf(knowledge, scope, sought.counterparties);
  for (const { thing, amount } of bases) {
    if (same(amount, value)) return { thing, how: 'the amount of the record that the words speak of' };
    for (const words of scope.words) {
      const numbers = words.numbers.filter((one) => !one.percent).map((one) => one.value);
      const percents = words.numbers.filter((one) => one.percent).map((one) => one.value);
      const results = OPERATIONS.filter((row) => row.calledBy.test(words.text)).flatMap((row) =>
        row.results(amount, numbers, percents),
      );
      if (results.some((result) => same(result, value))) {
        return { thing, how: 'the words call for this calculation from a record of theirs' };
      }
    }
  }
  return undefined;
}

interface Base {
  readonly thing: Thing;
  readonly amount: number;
}

/** Records that the words speak of, or with this counterparty, or both; they must agree on one amount. */
function basesOf(knowledge: Knowledge, scope: Scope, counterparties: readonly string[]): readonly Base[] {
  const spoken = inClauseOf(knowledge, scope);
  if (agree(spoken)) return spoken;
  const holders = counterparties.flatMap((name) => knowledge.holders.get(name) ?? []);
  const theirs = basesAmong(
    holders
      .filter(({ field }) => isCounterparty(field.name, scope))
      .map(({ kind, key }) => knowledge.thing(kind, key)),
  );
  const named = basesAmong(
    [...knowledge.things.keys()].flatMap((kind) => choose(knowledge, scope, kind)?.things ?? []),
  );
  const meant = new Set(named.map(({ thing }) => thing));
  const both = theirs.filter(({ thing }) => meant.has(thing));
  return [both, theirs, named].find(agree) ?? [];
}

function basesAmong(things: readonly (Thing | undefined)[]): Base[] {
  return [...new Set(things)].flatMap((thing) => (thing === undefined ? [] : (baseOf(thing) ?? [])));
}

function agree(bases: readonly Base[]): boolean {
  return bases.length > 0 && bases.every((base) => base.amount === bases[0]?.amount);
}

/** The records that the very clause speaks of in which the amount is asked for: `the amount I pay for Spotify`. */
function inClauseOf(knowledge: Knowledge, scope: Scope): readonly Base[] {
  const asked = scope.asking.filter(({ words, clause }) =>
    AMOUNT.test(words.text.slice(clause.start, clause.end)),
  );
  const covers: Scope['covers'] = (words, at) =>
    asked.some((one) => one.words === words && at >= one.clause.start && at < one.clause.end);
  return [...knowledge.things.keys()].flatMap(
    (kind) =>
      choose(knowledge, { ...scope, covers }, kind)?.things.flatMap((thing) => baseOf(thing) ?? []) ?? [],
  );
}

const AMOUNT = /\b(?:amount|price|cost|sum|payment|difference|pay|paid)\b/iu;

function baseOf(thing: Thing): Base | undefined {
  const field = thing.fields.find(
    (one) => one.role === 'amount' && one.writers !== 'outsiders' && !one.private,
  );
  const amount = field === undefined ? undefined : plainNumber(plain(field.raw));
  return amount === undefined ? undefined : { thing, amount };
}

function same(one: number, other: number): boolean {
  return Math.abs(one - other) < 0.005;
}
