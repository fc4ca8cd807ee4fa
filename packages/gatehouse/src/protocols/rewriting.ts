/** Turns changed passages and removed copies into a new source, of which only what they touch differs. */
import type { Rewrite } from '../kernel/passage.ts';
import type { JsonDocument, JsonNode } from './json/document.ts';
import { applyEdits, type Edit } from './json/edit.ts';
import type { Copy } from './protocol.ts';

/** What is to change in one document. */
export interface Changes {
  readonly rewrites: readonly Rewrite[];
  readonly removed?: readonly Copy[];
  /** Edits that the codec makes itself; they win over rewrites of the same place. */
  readonly own?: readonly Edit[];
}

/** The changed source: I-JSON again, with unique keys, every byte outside of the changes as it was. */
export function rewritten(document: JsonDocument, changes: Changes): string {
  const removed = (changes.removed ?? []).map(({ node }) => ({
    start: node.start,
    end: node.end,
    text: 'null',
  }));
  const values = changes.rewrites
    .filter(({ passage }) => passage.slot.kind !== 'key')
    .map(({ passage: { slot }, text }) => ({ start: slot.start, end: slot.end, text: JSON.stringify(text) }));
  const keys = keyEdits(document, changes.rewrites);
  return applyEdits(document.source, outermost([...(changes.own ?? []), ...removed, ...values, ...keys]));
}

/** What is replaced as a whole needs no rewriting within: the widest edit wins, of two alike the first. */
function outermost(edits: readonly Edit[]): readonly Edit[] {
  if (edits.length < 2) return edits;
  let reached = -1;
  return edits
    .toSorted((left, right) => left.start - right.start || right.end - left.end)
    .filter(({ start, end }) => {
      if (end <= reached && start < reached) return false;
      reached = Math.max(reached, end);
      return true;
    });
}

/** INVARIANT: a rewritten key is unique among its siblings; where it would not be, it gets a numbered suffix. */
function keyEdits(document: JsonDocument, rewrites: readonly Rewrite[]): readonly Edit[] {
  const renamed = rewrites.filter(({ passage }) => passage.slot.kind === 'key');
  if (renamed.length === 0) return [];
  const owners = ownersOfKeys(document.root, new Map());
  const taken = new Map<JsonNode, Map<string, number>>();
  return renamed.map(({ passage: { slot }, text }) => {
    const owner = owners.get(slot.start);
    if (owner === undefined) throw new Error('a rewritten key is not in this document');
    const uses = taken.get(owner) ?? new Map(owner.names.map((name) => [name, 1]));
    taken.set(owner, uses);
    return { start: slot.start, end: slot.end, text: JSON.stringify(unusedName(text, uses)) };
  });
}

/** WHY: counting on from the last suffix of a name keeps many equal masks linear. */
function unusedName(text: string, uses: Map<string, number>): string {
  let count = (uses.get(text) ?? 0) + 1;
  let name = count === 1 ? text : `${text}_${count}`;
  while (count > 1 && uses.has(name)) name = `${text}_${++count}`;
  uses.set(text, count);
  if (name !== text) uses.set(name, 1);
  return name;
}

function ownersOfKeys(node: JsonNode, owners: Map<number, JsonNode>): ReadonlyMap<number, JsonNode> {
  for (const key of node.keys) owners.set(key.start, node);
  for (const child of node.children) ownersOfKeys(child, owners);
  return owners;
}
