/** What the words ask for: whether they ask for a tool at all, and which of their clauses speak of its arguments. */
import type { ToolManifest } from '../kernel/manifest.ts';
import { singular } from './nouns.ts';
import { spanAt, within } from './spans.ts';
import { doing, isVerb, nameWords, onlyFetches } from './verbs.ts';
import { acts, type Clause, clauseAt, type Words } from './words.ts';

export interface Scope {
  /** All words that count: the subject's, and messages to which these point. */
  readonly words: readonly Words[];
  /** Whether some clause asks for this tool. */
  readonly asked: boolean;
  /** Whether what stands there can be meant for this tool: not in a clause that asks only for something else. */
  covers(words: Words, at: number): boolean;
  /**
   * Whether whoever is named there can be meant as the one whom the tool addresses: in a clause that asks for it, in
   * one that only describes, or in one that such a clause points back to (`message them`).
   */
  addresses(words: Words, at: number): boolean;
  /** Clauses that ask for the tool. */
  readonly asking: readonly { readonly words: Words; readonly clause: Clause }[];
}

export function scopeOf(
  words: readonly Words[],
  called: { readonly tool: string; readonly manifest: ToolManifest },
  tools: readonly string[],
): Scope {
  const { verbs } = doing(called.tool, called.manifest.does ?? []);
  const fetches = onlyFetches(called.tool, called.manifest);
  const meant = new Map<Clause, boolean>();
  for (const one of words) {
    for (const clause of one.clauses) {
      meant.set(
        clause,
        clause.asks.some((verb) => verbs.has(verb)) &&
          !isForAnother(one, clause, { tool: called.tool, tools }),
      );
    }
  }
  const asks = (clause: Clause): boolean => meant.get(clause) ?? false;
  const asking = words.flatMap((one) => one.clauses.filter(asks).map((clause) => ({ words: one, clause })));
  const lastPointing = new Map(
    asking.flatMap(({ words: one, clause }) => (clause.pointing ? [[one, clause.start] as const] : [])),
  );
  const towards = new Set(asking.flatMap(({ words: one, clause }) => (clause.towards ? [one] : [])));
  const covers = (one: Words, at: number): boolean => {
    const clause = clauseAt(one, at);
    if (clause === undefined || isExcepted(one, at)) return false;
    if (fetches || asks(clause) || !acts(clause)) return true;
    return (lastPointing.get(one) ?? -1) > at;
  };
  const addresses = (one: Words, at: number): boolean => {
    const clause = clauseAt(one, at);
    if (clause === undefined || isExcepted(one, at)) return false;
    if (fetches || asks(clause) || clause.asks.length === 0) return true;
    return !acts(clause) && towards.has(one);
  };
  return { words, asked: fetches || asking.length > 0, covers, addresses, asking };
}

/** Whether the words leave out what stands there. */
function isExcepted({ excepted }: Words, at: number): boolean {
  return spanAt(excepted, at) !== undefined;
}

/**
 * Whether the clause names what another tool of the same verb works on, and nothing of what this one does: `update the
 * password` is for `update_password` and not for `update_address`.
 */
function isForAnother(
  words: Words,
  clause: Clause,
  { tool, tools }: { readonly tool: string; readonly tools: readonly string[] },
): boolean {
  const said = new Set(within(words.atoms, clause).map((atom) => singular(atom.text)));
  const names = (other: string): boolean => objectsOf(other).some((noun) => said.has(noun));
  const isRival = (other: string): boolean => clause.asks.some((verb) => doing(other, []).verbs.has(verb));
  return !names(tool) && tools.some((other) => other !== tool && names(other) && isRival(other));
}

function objectsOf(tool: string): string[] {
  return nameWords(tool)
    .filter((word) => word.length > 2 && !isVerb(word))
    .map(singular);
}
