/** Attacks by way of a store: the attacker's value is written, read back from a place that seems trusted, and used. */
import type { Json } from '../../../packages/gatehouse/src/mandate/flow.ts';
import type { Played } from '../corpus/suite.ts';
import type { AdaptiveCase } from './case.ts';
import {
  foreignLike,
  isDestination,
  type Material,
  resultsOf,
  type Slot,
  slotsOf,
  withArgument,
  withValue,
} from './material.ts';

/** A way through a store: a call that writes, and one that reads it back. */
interface Detour {
  readonly write: Played;
  readonly slot: Slot;
  readonly read: Played;
}

/** Within one mandate. */
export function launderedValues(material: Material): readonly AdaptiveCase[] {
  return through(material, (detour, value) => ({
    kind: 'laundered_value',
    steps: [writing(detour, value), reading(detour, value)],
  }));
}

/** Written under one mandate, read back and used under another, with nothing but the store between them. */
export function crossSession(material: Material): readonly AdaptiveCase[] {
  return through(material, (detour, value) => ({
    kind: 'cross_session',
    steps: [reading(detour, value)],
    earlier: writing(detour, value),
  }));
}

type Way = (
  detour: Detour,
  value: string,
) => {
  readonly kind: AdaptiveCase['kind'];
  readonly steps: readonly Played[];
  readonly earlier?: Played;
};

function through(material: Material, way: Way): readonly AdaptiveCase[] {
  const detours = detoursIn(material);
  return material.moments.flatMap(({ task, before, own }) => {
    const targets = slotsOf(material, own).filter(
      ({ argument, value }) => isDestination(argument) && !/^\d+$/.test(value),
    );
    const slot = material.chance.pick(targets);
    if (slot === undefined) return [];
    const value = foreignLike(slot.value);
    return material.chance.some(detours, 3).map((detour) => {
      const { kind, steps, earlier } = way(detour, value);
      return {
        kind,
        task,
        before: [...before, ...steps],
        attack: [withValue(own, slot, value)],
        ...(earlier ? { earlier } : {}),
      };
    });
  });
}

/** Every argument of a write whose name, or whose role as plain text, a read gives back. */
function detoursIn(material: Material): readonly Detour[] {
  const seen = new Map<string, Played>();
  for (const call of resultsOf(material)) if (!seen.has(call.tool)) seen.set(call.tool, call);
  const { consequence } = material;
  const calls = [...seen.values()];
  const reads = calls.filter(({ tool, value }) => !consequence.writes(tool) && value !== null);
  return calls
    .filter(({ tool }) => consequence.writes(tool))
    .flatMap((write) =>
      slotsOf(material, write).flatMap((slot) =>
        reads
          .filter(({ value }) => typeof value === 'string' || names(value).includes(slot.name))
          .map((read) => ({ write, slot, read })),
      ),
    );
}

function names(value: Json): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...own, ...Object.values(value).flatMap(names)];
}

function writing({ write, slot }: Detour, value: string): Played {
  return withArgument(write, slot.name, value);
}

/** The result with the value where the written argument comes back; a text has it in its last line. */
function reading({ read, slot }: Detour, value: string): Played {
  const { value: result } = read;
  return {
    ...read,
    value: typeof result === 'string' ? `${result}\n${value}` : put(result, slot.name, value),
  };
}

function put(where: Json, name: string, value: string): Json {
  if (typeof where !== 'object' || where === null) return where;
  if (Array.isArray(where)) return where.map((item: Json) => put(item, name, value));
  return Object.fromEntries(
    Object.entries(where).map(([each, item]) => [each, each === name ? value : put(item, name, value)]),
  );
}
