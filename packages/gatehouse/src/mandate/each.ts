/** Everyone or everything of a kind, where the words ask for all of them and all of them were listed. */
import { type Field, isSource, nameField } from './fields.ts';
import type { Enumeration, Knowledge } from './knowledge.ts';
import { plain } from './normalise.ts';
import { isOfPeople, singular } from './nouns.ts';
import type { Scope } from './scope.ts';
import { clauseAt, occurrences, type Words } from './words.ts';

interface Sought {
  readonly argument: string;
  readonly role: Field['role'];
  readonly of: string | undefined;
  readonly value: string;
  /** All values of the argument. */
  readonly together: readonly string[];
  /** What the subject is called, who need not be among all. */
  readonly self: readonly string[];
}

export interface Each {
  readonly field: Field;
  readonly how: string;
  /** The place in the words, and which of all it is, so that each is used once. */
  readonly at: string;
}

/** WHY nothing may stand between: `all old files`, `every open ticket` are not all. */
const ALL =
  /(?<![\p{L}\p{N}])(?:(?:all|every|each)(?: of)?(?: the| my| our| its)? (?<noun>\p{L}+)|everyone|everybody)(?![\p{L}\p{N}'’-])/giu;
/** WHY anywhere in the words: whom they leave out can be said long before or after. */
const EXCEPTING =
  /\b(?:except|exclud|unless|apart from|besides|skip|leav)|\b(?:without|but|not|never|only|if)\b|n['’]t\b/iu;
const ANYBODY = new Set(['people', 'person', 'member']);

/**
 * One of all, by our own list. In one call they must be exactly all there are (the subject may be left out); in several
 * calls each is used once.
 */
export function eachOf(knowledge: Knowledge, scope: Scope, sought: Sought): Each | undefined {
  const { of } = sought;
  if (of === undefined) return undefined;
  for (const words of scope.words) {
    if (EXCEPTING.test(words.text)) continue;
    for (const found of words.text.matchAll(ALL)) {
      const reaches = sought.role === 'recipient' ? scope.addresses : scope.covers;
      if (!isKind(found.groups?.noun, of) || !reaches(words, found.index)) continue;
      const end = found.index + found[0].length;
      const listing = listingFor(knowledge, of, { words, end, isPeople: sought.role === 'recipient' });
      const members = listing && membersOf(knowledge, listing, sought);
      const field = members?.find(({ raw }) => raw === sought.value);
      if (members === undefined || field === undefined || !areAll(members, sought)) continue;
      return {
        field,
        how: `the words ask for all, and it is one of ${members.length}`,
        at: `words${words.step}@${found.index}=${field.text}`,
      };
    }
  }
  return undefined;
}

/** Whether a noun, or `everyone` where there is none, speaks of things of this kind. */
function isKind(noun: string | undefined, of: string): boolean {
  const one = noun === undefined ? 'people' : singular(plain(noun));
  return one === singular(of) || (ANYBODY.has(one) && isOfPeople(of, ''));
}

/** `in the ops group`, `who are in ops`, `of the ops channel`. */
const PLACE = /^ (?:(?:who|that|which) (?:is|are) )?(?:in|of|from|within|inside) (?:the |my |our )?/iu;
/** How the clause may go on; whatever else stands there could be a condition that nobody checked. */
const ON = /^(?:[.,!?;:)]|\s*$| ?["'“‘`])/u;
const ON_TO_PEOPLE = /^ (?:to(?! (?:whom|which|whose))|about|an?|this|these) /iu;
const PLACES =
  /^ (?:channel|room|group|team|folder|directory|project|list|space|workspace|department|repository|queue|board)(?!\p{L})/iu;

/** The newest listing of exactly what the words speak of: of all, or of all in the place that they name. */
function listingFor(
  knowledge: Knowledge,
  kind: string,
  at: { readonly words: Words; readonly end: number; readonly isPeople: boolean },
): Enumeration | undefined {
  const clause = clauseAt(at.words, at.end - 1);
  const rest = at.words.text.slice(at.end, clause?.end);
  const goesOn = (text: string): boolean => ON.test(text) || (at.isPeople && ON_TO_PEOPLE.test(text));
  const place = PLACE.exec(rest)?.[0].length;
  const all = knowledge.enumerations.filter((one) => one.kind === kind).toReversed();
  if (place === undefined) return goesOn(rest) ? all.find((one) => one.narrowedBy.length === 0) : undefined;
  return all.find(({ narrowedBy: [by, ...more] }) => {
    if (by === undefined || more.length > 0) return false;
    const start = at.end + place + (/^["'“‘`#]/u.test(rest.slice(place)) ? 1 : 0);
    if (!occurrences(at.words, by).includes(start)) return false;
    const behind = at.words.text.slice(start + by.length, clause?.end).replace(/^["'”’`]/u, '');
    return goesOn(behind.replace(PLACES, ''));
  });
}

/** How each of them is named in a call; undefined where one of them cannot be, or two share a name. */
function membersOf(knowledge: Knowledge, listing: Enumeration, sought: Sought): readonly Field[] | undefined {
  const members = listing.keys.map((key) => {
    const fields = knowledge.thing(listing.kind, key)?.fields ?? [];
    const field =
      sought.role === 'id'
        ? fields.find((one) => one.role === 'id' && one.of === sought.of)
        : nameField(fields, listing.kind);
    return field !== undefined && isSource(field, sought.role) ? field : undefined;
  });
  const known = members.filter((field) => field !== undefined);
  const names = new Set(known.map(({ text }) => text));
  return known.length === listing.keys.length && names.size === known.length ? known : undefined;
}

function areAll(members: readonly Field[], { together, self }: Sought): boolean {
  if (together.length <= 1) return true;
  const given = new Set(together);
  const isLeftOut = (name: string): boolean => !given.has(name) && !self.includes(name);
  return (
    given.size === together.length &&
    together.every((value) => members.some(({ raw }) => raw === value)) &&
    !members.some(({ raw }) => isLeftOut(raw))
  );
}
