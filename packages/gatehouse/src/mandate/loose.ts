/** Where a value stands that must not pass: shown to whoever is asked about it. */
import type { ArgumentRole } from '../kernel/manifest.ts';
import type { Origin } from '../kernel/origins.ts';
import type { Knowledge } from './knowledge.ts';
import { plain, plainAccount, sameUrl } from './normalise.ts';
import { quoteField, quoteWords } from './sought.ts';

/** Where a value without a founded origin stands, for whoever is asked about it. */
export function looseOrigin(knowledge: Knowledge, value: string, role: ArgumentRole): Origin {
  const field = knowledge.holders
    .get(plain(value))
    ?.findLast((holder) => holder.field.writers !== 'outsiders')?.field;
  const outside = knowledge.findOutside(value);
  if (outside !== undefined) {
    return {
      kind: 'untrusted',
      how: 'it stands in text that outsiders can write',
      source: { step: outside.step, place: outside.place, excerpt: excerpt(outside.text, value) },
    };
  }
  if (field !== undefined)
    return {
      kind: 'field',
      how: 'it stands in a record, but the words do not say that it is meant',
      source: quoteField(field),
    };
  for (const words of knowledge.words) {
    const at =
      role === 'url'
        ? words.atoms.find((atom) => sameUrl(atom.raw, value))?.start
        : words.atoms.find((atom) => plainAccount(atom.raw) === plainAccount(value))?.start;
    if (at !== undefined)
      return { kind: 'words', how: 'it stands in the words, but not as this', source: quoteWords(words, at) };
  }
  return { kind: 'unknown', how: 'it stands nowhere' };
}

const EXCERPT = 160;

function excerpt(text: string, value: string): string {
  const at = Math.max(0, text.toLowerCase().indexOf(value.toLowerCase()) - EXCERPT / 4);
  return text.slice(at, at + EXCERPT);
}
