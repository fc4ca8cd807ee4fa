/** Texts that are nearly well-formed: samples of a reader, cut, doubled, crossed with each other and sprinkled with oddities. */
import type { Chance } from '../texts/chance.ts';
import { ODD } from './inputs.ts';

const SIGNS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  '\\',
  '\n',
  ' ',
  '&',
  '=',
  '%',
  "'",
  '>',
  '`',
  '#',
  '$',
  '-',
] as const;
const VALUES = [
  ...['null', 'true', '""', '[]', '{}', '-0', '1e999', '9007199254740993', '"\\ud800"', '"__proto__"'],
  ...['"constructor":1', '"$ref":"#"', '&a [*a]', '!!js/function x', '%FF', '%00', '1.5e3', '"\\u0000"'],
] as const;

type Change = (text: string, chance: Chance) => string;

const CHANGES: readonly [Change, ...Change[]] = [
  (text, chance) => at(text, chance, () => chance.pick(SIGNS)),
  (text, chance) => at(text, chance, () => chance.pick(VALUES as readonly [string, ...string[]])),
  (text, chance) => at(text, chance, () => chance.pick(ODD)),
  (text, chance) => at(text, chance, (cut) => cut + cut),
  (text, chance) => at(text, chance, (cut) => cut.repeat(1 + chance.below(12))),
  (text, chance) => at(text, chance, () => ''),
  (text, chance) =>
    text.replace(/"[^"]*"|\d+/, (found) => (chance.below(2) === 0 ? '0' : JSON.stringify(found))),
  (text, chance) => text.slice(0, chance.below(text.length + 1)),
];

export function nearly(samples: readonly string[], chance: Chance): string {
  const pick = () => samples[chance.below(samples.length)] ?? '';
  let text = pick();
  if (chance.below(6) === 0) {
    const other = pick();
    text = text.slice(0, chance.below(text.length + 1)) + other.slice(chance.below(other.length + 1));
  }
  for (let rounds = chance.below(5); rounds > 0; rounds -= 1) text = chance.pick(CHANGES)(text, chance);
  return text.slice(0, 8_000);
}

function at(text: string, chance: Chance, change: (cut: string) => string): string {
  const start = chance.below(text.length + 1);
  const end = Math.min(text.length, start + chance.below(24));
  return text.slice(0, start) + change(text.slice(start, end)) + text.slice(end);
}
