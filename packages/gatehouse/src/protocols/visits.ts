/** The small visits that codecs put their tables together from. */
import type { Opaque, Role } from '../kernel/passage.ts';
import { bytesInBase64, isBase64 } from './encodings.ts';
import type { Fields, Leaves, Spot, Visit, Voice } from './leaves.ts';

export function voiceOf(role: Role): Voice {
  return VOICES[role];
}

/** Takes everything below in another voice. */
export function as(role: Role): Visit<Leaves> {
  return (leaves, spot) => leaves.take({ ...spot, voice: VOICES[role] });
}

/** Takes each item of an array with `visit`. */
export function each<L extends Leaves>(visit: Visit<L>): Visit<L> {
  return (leaves, spot) => leaves.takeItems(spot, visit);
}

/** Takes an object with the rows given. */
export function fields<L extends Leaves>(rows: Readonly<Record<string, Visit<L>>>): Visit<L> {
  const table = rowsOf(rows);
  return (leaves, spot) => leaves.takeFields(spot, table);
}

/** Takes everything below, with a row for every field of its name at any depth. */
export function deep<L extends Leaves>(rows: Readonly<Record<string, Visit<L>>>): Visit<L> {
  const table = rowsOf(rows);
  const visit: Visit<L> = (leaves, spot) => {
    const { kind } = spot.node;
    if (kind === 'array') leaves.takeItems(spot, visit);
    else if (kind === 'object')
      leaves.eachField(spot, (name, inner) => (table.get(name) ?? visit)(leaves, inner));
    else leaves.take(spot);
  };
  return visit;
}

/** A table that a key such as `__proto__` cannot reach behind. */
export function rowsOf<L extends Leaves>(rows: Readonly<Record<string, Visit<L>>>): Fields<L> {
  return new Map(Object.entries(rows));
}

/** A string that holds JSON source; where an object stands instead, its leaves are read as they are. */
export function jsonSource(leaves: Leaves, spot: Spot): void {
  leaves.take(spot.node.kind === 'string' ? { ...spot, voice: { ...spot.voice, view: 'json' } } : spot);
}

/** Takes everything below as signed: rewriting it would break what the provider signed. */
export function signed(leaves: Leaves, spot: Spot): void {
  leaves.take(signedSpot(spot));
}

export function signedSpot(spot: Spot): Spot {
  return { ...spot, voice: { ...spot.voice, signed: true } };
}

/** A string at the protocol's place for base64 bytes; what is no base64 is read like any other text. */
export function base64As(kind: Opaque['kind']): Visit<Leaves> {
  return (leaves, spot) => {
    const text = leaves.text(spot.node);
    if (text !== undefined && isBase64(text)) leaves.unreadable(spot, kind, bytesInBase64(text.length));
    else leaves.take(spot);
  };
}

/** Ciphertext that only the provider can read. */
export const encrypted: Visit<Leaves> = base64As('encrypted_reasoning');

const VOICES: Readonly<Record<Role, Voice>> = {
  system: plain('system'),
  user: plain('user'),
  assistant: plain('assistant'),
  tool: plain('tool'),
  document: plain('document'),
  definition: plain('definition'),
  metadata: plain('metadata'),
  error: plain('error'),
};

function plain(role: Role): Voice {
  return { role, view: 'text', signed: false };
}
