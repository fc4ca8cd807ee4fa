/** Values that an agent wrote, so that reading them back does not make them anybody else's. */
import type { ArgumentRole } from '../kernel/manifest.ts';
import type { Json } from './flow.ts';
import { atoms, isReference, plain } from './normalise.ts';
import { walk } from './walk.ts';

/** Roles whose values only point at something that exists; to name it is not to write it. */
const POINTING: ReadonlySet<ArgumentRole> = new Set(['id', 'path', 'choice', 'query']);

/** What is compared when something is read: only things of one group are taken for each other. */
const GROUPS: Readonly<Partial<Record<ArgumentRole, string>>> = {
  amount: 'figure',
  number: 'figure',
  time: 'time',
};

export function canBeLaundered(role: ArgumentRole): boolean {
  return !POINTING.has(role);
}

/**
 * The pieces by which a text is known again: the whole, its lines and sentences, and every address, account or long
 * number in it. Each is in plain form and says what kind of value it is a piece of.
 */
export function pieces(text: string, role: ArgumentRole): string[] {
  const group = GROUPS[role] ?? 'text';
  const whole = plain(text);
  if (whole === '') return [];
  if (group !== 'text')
    return [
      `${group}:${group === 'figure' ? String(Number(whole)) : whole.replace(' ', 't').replace(/:00$/u, '')}`,
    ];
  const parts = text.split(/\n|(?<=[.!?])\s/u).map(plain);
  const references = atoms(text).flatMap((atom) => (isReference(atom.text) ? [atom.text] : []));
  return [...new Set([whole, ...parts, ...references])].flatMap((part) =>
    part.length < 2 ? [] : [`text:${part}`],
  );
}

/** Every text, number and truth value within a value, with its place. */
export function* scalars(
  value: Json,
  place: string,
): Generator<{ place: string; text: string; value: string | number | boolean }> {
  for (const visited of walk(value)) {
    if (visited.isName) continue;
    const inner = visited.path.map((segment) =>
      typeof segment === 'number' ? `[${segment}]` : `.${segment}`,
    );
    yield { place: `${place}${inner.join('')}`, text: String(visited.value), value: visited.value };
  }
}
