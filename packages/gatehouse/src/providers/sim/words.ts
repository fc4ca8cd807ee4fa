/** Cuts an answer into pieces as the vendors' streams do, and makes ids out of digests. */
import { createHash } from 'node:crypto';
import type { Json } from './prompt.ts';

/** Words with the space before them; put together they are the text again. */
export function wordsOf(text: string): readonly string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}

/** Pieces of fixed size, for JSON that streams as text; never inside a surrogate pair. */
export function piecesOf(text: string): readonly string[] {
  return text.match(/.{1,8}/gsu) ?? [];
}

/** The beginning of a text, never ending inside a surrogate pair. */
export function beginningOf(text: string, length: number): string {
  const end = Math.min(text.length, length);
  const code = text.charCodeAt(end - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? end - 1 : end);
}

/** What the ids of an answer are made from: the request, however its answer was to be delivered. */
export function seedOf({ stream: _stream, stream_options: _options, ...asked }: Json): string {
  return JSON.stringify(asked);
}

/** An id that depends on nothing but its parts. */
export function idOf(prefix: string, ...parts: readonly string[]): string {
  return `${prefix}${createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 24)}`;
}

/** The time that every answer of the sim was made: output depends only on input. 2026-01-01T00:00:00Z, in seconds. */
export const SIM_EPOCH_SECONDS = 1_767_225_600;
