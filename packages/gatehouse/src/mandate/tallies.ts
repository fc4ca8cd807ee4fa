/** Extremes of numbers that nobody states but that can be counted: the channel with the most users, who wrote most. */
import { nameField } from './fields.ts';
import type { Enumeration, Knowledge, Thing } from './knowledge.ts';
import { plain } from './normalise.ts';
import { singular } from './nouns.ts';
import type { Scope } from './scope.ts';
import type { Words } from './words.ts';

export interface Tally {
  readonly thing: Thing | undefined;
  /** In plain form. */
  readonly name: string;
  readonly how: string;
  readonly at: string;
}

const MOST =
  /\b(?:the )?(?:(most|(?:largest|highest|greatest|biggest) number of)|(fewest|least|(?:smallest|lowest) number of)) (\p{L}+(?: \p{L}+){0,3})/giu;

/** The one of a kind of which the words ask most or fewest, where everything that must be counted was listed. */
export function tallied(knowledge: Knowledge, scope: Scope, kind: string): Tally | undefined {
  for (const words of scope.words) {
    for (const found of words.text.matchAll(MOST)) {
      const counted = countedKind(knowledge, found[3] ?? '');
      if (counted === undefined || !scope.covers(words, found.index)) continue;
      const highest = found[1] !== undefined;
      const counts = within(knowledge, kind, counted) ?? (highest ? by(knowledge, kind, counted) : undefined);
      const name = extremeOf(counts, highest);
      if (name === undefined) continue;
      return { ...answer(knowledge, kind, name), ...place(words, found.index, counted) };
    }
  }
  return undefined;
}

function answer(
  knowledge: Knowledge,
  kind: string,
  name: string,
): { thing: Thing | undefined; name: string } {
  const things = [...(knowledge.things.get(kind)?.values() ?? [])];
  return { thing: things.find((thing) => nameField(thing.fields, kind)?.text === name), name };
}

function place(words: Words, at: number, counted: string): { how: string; at: string } {
  return { how: `counted over every ${counted} there is`, at: `words${words.step}@${at}` };
}

/** The kind of thing that the words behind `most` name: `channel messages` are messages. */
function countedKind(knowledge: Knowledge, phrase: string): string | undefined {
  const kinds = new Set(knowledge.enumerations.map((one) => one.kind));
  return plain(phrase)
    .split(' ')
    .map(singular)
    .findLast((noun) => kinds.has(noun));
}

/** How many things each one of a kind holds; undefined unless every one of them was looked into. */
function within(
  knowledge: Knowledge,
  kind: string,
  counted: string,
): ReadonlyMap<string, number> | undefined {
  const all = knowledge.enumerations.findLast((one) => one.kind === kind && one.narrowedBy.length === 0);
  const names = all === undefined ? [] : namesOf(knowledge, all);
  const counts = new Map<string, number>();
  for (const name of names) {
    const listing = listingOf(knowledge, counted, name);
    if (listing === undefined) return undefined;
    counts.set(name, listing.keys.length);
  }
  return names.length === 0 ? undefined : counts;
}

/** How many things each one of a kind wrote; undefined unless every place of them was looked into. */
function by(knowledge: Knowledge, kind: string, counted: string): ReadonlyMap<string, number> | undefined {
  const listings = placesOf(knowledge, counted);
  if (listings === undefined) return undefined;
  const counts = new Map<string, number>();
  for (const key of new Set(listings.flatMap((one) => one.keys))) {
    const writer = knowledge
      .thing(counted, key)
      ?.fields.find((field) => field.of === kind && field.writers === 'system');
    if (writer === undefined) return undefined;
    counts.set(writer.text, (counts.get(writer.text) ?? 0) + 1);
  }
  return counts;
}

/** The newest listing of a kind for every place that has been listed completely. */
function placesOf(knowledge: Knowledge, counted: string): readonly Enumeration[] | undefined {
  for (const places of knowledge.enumerations) {
    if (places.kind === counted || places.narrowedBy.length > 0) continue;
    const names = namesOf(knowledge, places);
    const listings = names.flatMap((name) => listingOf(knowledge, counted, name) ?? []);
    if (names.length > 0 && listings.length === names.length) return listings;
  }
  return undefined;
}

function listingOf(knowledge: Knowledge, counted: string, name: string): Enumeration | undefined {
  return knowledge.enumerations.findLast(
    (one) => one.kind === counted && one.narrowedBy.length === 1 && plain(one.narrowedBy[0] ?? '') === name,
  );
}

function namesOf(knowledge: Knowledge, listing: Enumeration): string[] {
  return listing.keys.flatMap((key) => {
    const thing = knowledge.thing(listing.kind, key);
    return (thing === undefined ? undefined : nameField(thing.fields, listing.kind)?.text) ?? [];
  });
}

function extremeOf(counts: ReadonlyMap<string, number> | undefined, highest: boolean): string | undefined {
  const ordered = [...(counts ?? [])].sort(([, one], [, other]) => (other - one) * (highest ? 1 : -1));
  return ordered[0]?.[1] === ordered[1]?.[1] ? undefined : ordered[0]?.[0];
}
