/** Where a text to try comes from, in the words of the command line, and the role that detectors read it in. */
import type { Passage, Role } from '../kernel/passage.ts';

const NAMED = {
  user: 'user',
  system: 'system',
  tool_result: 'tool',
  document: 'document',
  output: 'assistant',
  tool_definition: 'definition',
  metadata: 'metadata',
} as const satisfies Readonly<Record<string, Role>>;

export type Place = keyof typeof NAMED;

export const PLACES = Object.keys(NAMED) as readonly Place[];

/** Programs may name the role itself as well. */
const BY_ROLE = new Map<string, Place>(Object.entries(NAMED).map(([place, role]) => [role, place as Place]));

/** The place of that name; undefined when there is none. */
export function placeOf(name: unknown): Place | undefined {
  if (typeof name !== 'string') return undefined;
  return PLACES.find((place) => place === name) ?? BY_ROLE.get(name);
}

/** The tenant under which texts are remembered: nobody else's are in this process. */
export const TENANT = 'inspect';

/** A text that is no part of a message. */
export function passageOf(text: string, place: Place): Passage {
  return {
    place: '$',
    role: NAMED[place],
    view: 'text',
    text,
    slot: { start: 0, end: 0, kind: 'string' },
    signed: false,
  };
}
