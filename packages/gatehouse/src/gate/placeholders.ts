/** Whose placeholders a crossing may use: its own principal's, within the conversation that it named. */
import { PLACEHOLDER_FORM } from '../inspection/placeholder.ts';
import type { VaultScope } from '../inspection/vault.ts';
import type { Passage, Role } from '../kernel/passage.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Arriving, Crossing } from './crossing.ts';
import type { Gate } from './gate.ts';

export function vaultScope({ principal, notes }: Crossing<Arriving>): VaultScope {
  const { tenant, kind, id } = principal;
  return { tenant, holder: JSON.stringify([kind, id, notes.conversation]) };
}

const PLACEHOLDER = new RegExp(PLACEHOLDER_FORM, 'g');
/** WHY not tools and documents: whoever wrote those could have data restored that nobody has mentioned. */
const OWN_WORDS: readonly Role[] = ['system', 'user', 'assistant'];
/** More than this in one request is no conversation. */
const RECALLED_MAX = 256;

/**
 * The values behind placeholders that the caller's own words hold: a history that was never restored. Foreign and
 * invented ones stay what they are: text.
 */
export async function recallPlaceholders(
  gate: Gate,
  crossing: Crossing<Arriving>,
  passages: readonly Passage[],
): Promise<Result<ReadonlyMap<string, string>>> {
  const held = new Set<string>();
  for (const { text, role } of passages) {
    if (!OWN_WORDS.includes(role) || !text.includes('<')) continue;
    for (const [placeholder] of text.matchAll(PLACEHOLDER)) held.add(placeholder);
  }
  if (held.size === 0) return ok(new Map());
  return gate.vault.recall(vaultScope(crossing), [...held].slice(0, RECALLED_MAX));
}
