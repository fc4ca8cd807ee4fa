/** Proposes a manifest for a definition, for a person to accept: whatever nothing speaks against being bad, is bad. */
import { type Effect, type ToolManifest, UNKNOWN_TOOL } from '../../kernel/manifest.ts';
import type { ToolDefinition } from '../transport.ts';
import {
  ACTING_SENTENCE,
  ADDING,
  CHANGING,
  MAIL,
  OUTSIDE,
  READING,
  SENDING,
  singular,
  TELLING_NAMED,
  THINGS,
  UNDOABLE,
  wordsOf,
} from './lexicon.ts';
import { proposeArguments } from './propose-arguments.ts';
import { proposeResult } from './propose-result.ts';

export interface Proposal {
  readonly manifest: ToolManifest;
  /** Why, in sentences for the person who accepts it. */
  readonly reasons: readonly string[];
}

/**
 * INVARIANT: only names loosen. A description and annotations tighten, or agree; with names that say nothing the tool
 * is unknown, all its arguments are control, and all of its result is outsiders'.
 */
export function propose(definition: ToolDefinition): Proposal {
  const words = wordsOf(definition.name);
  const named = effectByName(words);
  const guarded = tightened(named, definition);
  const told = proposeArguments(definition.inputSchema, {
    effect: guarded.effect,
    isOutside: isOutside(definition, words),
    isMail: words.some((word) => MAIL.has(word)),
    kind: named === undefined ? undefined : kindNamed(words),
  });
  const reaches = told.fetches && guarded.effect !== 'send';
  const effect: Effect =
    reaches || (told.hasRecipients && guarded.effect === 'write') ? 'send' : guarded.effect;
  const reasons = [
    ...guarded.reasons,
    ...(reaches ? ['It sends: it fetches an address that the caller names.'] : []),
    ...(effect === 'send' && guarded.effect === 'write'
      ? ['It sends: an argument names people who would learn of it.']
      : []),
    ...told.reasons,
  ];
  if (named === undefined) return { manifest: { ...UNKNOWN_TOOL, arguments: told.arguments }, reasons };
  const kind = kindNamed(words);
  const isReversible = effect === 'write' && canBeUndone(words, definition);
  const result = proposeResult(definition.outputSchema, kind);
  const readers = readersOf(effect, words, told.hasRecipients);
  return {
    manifest: {
      ...{ effect, reversible: effect === 'read' || isReversible, readers },
      ...(kind === undefined ? {} : { of: kind }),
      ...{ arguments: told.arguments, result: result.fields },
    },
    reasons: [...reasons, ...result.reasons],
  };
}

/** What the name says; undefined when it says nothing. */
function effectByName(words: readonly string[]): Effect | undefined {
  const [first = '', ...rest] = words;
  const isVerb = READING.has(first) || CHANGING.has(first) || SENDING.has(first);
  const acts = [first, ...rest.filter((word) => !isVerb || !THINGS.has(word))];
  if (acts.some((word) => SENDING.has(word))) return 'send';
  if (acts.some((word) => CHANGING.has(word))) return 'write';
  if (!READING.has(first)) return undefined;
  // WHY: what comes after it is a second act, and its word is not known.
  return rest.some((word) => word === 'and' || word === 'or' || word === 'then') ? undefined : 'read';
}

function tightened(
  named: Effect | undefined,
  { description, annotations = {} }: ToolDefinition,
): { readonly effect: Effect; readonly reasons: readonly string[] } {
  if (named === undefined)
    return { effect: 'send', reasons: ['Its name says nothing that is known, so it may do anything.'] };
  if (named !== 'read') return { effect: named, reasons: [`It is a ${named} by its name.`] };
  if (annotations.readOnlyHint === false || annotations.destructiveHint === true) {
    return { effect: 'write', reasons: ['Its server says that it does not only read.'] };
  }
  if (ACTING_SENTENCE.test(description)) {
    return { effect: 'send', reasons: ['Its name says that it reads, its description that it acts.'] };
  }
  return { effect: 'read', reasons: ['It reads by its name, and nothing contradicts that.'] };
}

function isOutside({ annotations, description }: ToolDefinition, words: readonly string[]): boolean {
  if (annotations?.openWorldHint === true) return true;
  return [...words, ...wordsOf(description)].some((word) => OUTSIDE.has(word));
}

/** WHY the hint counts here: it agrees with a name that only adds. */
function canBeUndone(words: readonly string[], { annotations }: ToolDefinition): boolean {
  if (annotations?.destructiveHint === true) return false;
  if (words.some((word) => UNDOABLE.has(word))) return true;
  return annotations?.destructiveHint === false && words.some((word) => ADDING.has(word));
}

/** WHY never its user alone for what is written: where it ends up, no name says. */
function readersOf(
  effect: Effect,
  words: readonly string[],
  hasRecipients: boolean,
): ToolManifest['readers'] {
  if (effect === 'read') return 'subject';
  const isNamed = hasRecipients && words.some((word) => TELLING_NAMED.has(word));
  return isNamed && !words.some((word) => OUTSIDE.has(word) || word === 'channel') ? 'named' : 'public';
}

const PREPOSITIONS = new Set(['by', 'in', 'for', 'from', 'to', 'of', 'with', 'at', 'on', 'all']);
const KIND = /^[a-z][a-z0-9_-]{0,31}$/;

/** The kind of thing that a name is about: `get_unread_emails` is about an `email`. */
function kindNamed(words: readonly string[]): string | undefined {
  const end = words.findIndex((word, index) => index > 1 && PREPOSITIONS.has(word));
  const last = words.slice(1, end < 0 ? undefined : end).at(-1);
  if (last === undefined || PREPOSITIONS.has(last)) return undefined;
  const kind = singular(last);
  return KIND.test(kind) ? kind : undefined;
}
