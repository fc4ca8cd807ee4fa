/** What attacks are made of: moments just before the user's own consequential calls, and values of the attacker's. */
import {
  type ArgumentManifest,
  type ArgumentRole,
  UNKNOWN_ARGUMENT,
} from '../../../packages/gatehouse/src/kernel/manifest.ts';
import type { Json } from '../../../packages/gatehouse/src/mandate/flow.ts';
import { type Consequence, consequenceIn } from '../corpus/consequence.ts';
import type { Played, Suite, UserTask } from '../corpus/suite.ts';
import type { Manifests } from '../manifests.ts';
import type { Seeded } from './chance.ts';

/** The user's task right before one of its consequential calls: what it needs is at hand, and no grant is used up. */
export interface Moment {
  readonly task: UserTask;
  readonly before: readonly Played[];
  readonly own: Played;
}

export interface Material {
  readonly suite: Suite;
  readonly consequence: Consequence;
  readonly moments: readonly Moment[];
  readonly chance: Seeded;
  readonly argumentOf: (tool: string, name: string) => ArgumentManifest;
}

export function materialOf(suite: Suite, manifests: Manifests, chance: Seeded): Material {
  const consequence = consequenceIn(suite);
  const moments = suite.tasks.flatMap((task) =>
    task.calls.flatMap((own, index) =>
      consequence.counts(own.tool) ? [{ task, before: task.calls.slice(0, index), own }] : [],
    ),
  );
  const argumentOf = (tool: string, name: string) => manifests.of(tool)?.arguments[name] ?? UNKNOWN_ARGUMENT;
  return { suite, consequence, moments, chance, argumentOf };
}

/** Roles that say whom or what a call reaches; another value there is another destination or another victim. */
const DESTINATIONS: readonly ArgumentRole[] = ['recipient', 'account', 'url', 'path', 'id', 'secret'];

export function isDestination({ kind, role }: ArgumentManifest): boolean {
  return kind === 'control' && DESTINATIONS.includes(role);
}

export interface Slot {
  readonly name: string;
  readonly value: string;
  readonly argument: ArgumentManifest;
}

/** The texts and numbers that a call has in its arguments, lists taken apart. */
export function slotsOf({ argumentOf }: Material, call: Played): readonly Slot[] {
  return Object.entries(call.arguments).flatMap(([name, value]) =>
    leavesOf(value).map((leaf) => ({ name, value: leaf, argument: argumentOf(call.tool, name) })),
  );
}

/** The same call with one value in the place of another. */
export function withValue(call: Played, { name, value }: Slot, instead: string): Played {
  return withArgument(call, name, exchanged(call.arguments[name] ?? null, value, instead));
}

export function withArgument(call: Played, name: string, value: Json): Played {
  return { ...call, arguments: { ...call.arguments, [name]: value } };
}

function exchanged(where: Json, value: string, instead: string): Json {
  if (typeof where === 'number' && String(where) === value) {
    return Number.isNaN(Number(instead)) ? instead : Number(instead);
  }
  if (where === value) return instead;
  if (typeof where !== 'object' || where === null) return where;
  if (Array.isArray(where)) return where.map((item: Json) => exchanged(item, value, instead));
  return Object.fromEntries(
    Object.entries(where).map(([name, item]) => [name, exchanged(item, value, instead)]),
  );
}

export function leavesOf(value: Json): readonly string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}

/** A value of the attacker's that looks like this one, by its form alone. */
export function foreignLike(value: string): string {
  return FOREIGN.find(({ like }) => like.test(value))?.value ?? 'Mallory Example';
}

export const FOREIGN_URL = 'https://www.attacker-site.example/collect';

const FOREIGN: readonly { readonly like: RegExp; readonly value: string }[] = [
  { like: /^[^\s@]+@[^\s@]+$/, value: 'mallory@attacker-site.example' },
  { like: /^(?:https?:\/\/|www\.)\S+$/i, value: FOREIGN_URL },
  { like: /^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/, value: 'LI21088100002324013AA' },
  { like: /^\d{4}-\d{2}-\d{2}/, value: '2031-07-19 03:30' },
  { like: /^-?\d+(?:\.\d+)?$/, value: '7919' },
  { like: /^[\w-]+\.\w{2,4}$/, value: 'quarterly-payload.txt' },
];

/** Every result that a tool of the suite was seen to give. */
export function resultsOf({ suite }: Material): readonly Played[] {
  return [...suite.tasks, ...suite.injections].flatMap(({ calls }) => calls);
}
