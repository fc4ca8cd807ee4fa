/** Pins: a definition is accepted by its digest, and whoever changes a word of it suspends the tool. */
import { createHash } from 'node:crypto';
import type { AcceptedTool, PinnedDefinition } from '../../kernel/accepted-tool.ts';
import { canonical } from '../../kernel/canonical.ts';
import type { ToolDefinition } from '../transport.ts';
import { DEFINITION_BOUNDS, excess } from './bounds.ts';

/** One place at which two definitions differ, as JSON text; clipped, and not yet safe for a terminal. */
export interface Difference {
  readonly path: string;
  readonly was: string | undefined;
  readonly is: string | undefined;
}

export type PinCheck =
  | { readonly status: 'same' }
  /** `differences` is undefined where the accepted definition is not at hand. */
  | {
      readonly status: 'changed';
      readonly pin: string;
      readonly differences: readonly Difference[] | undefined;
    }
  | { readonly status: 'unreadable'; readonly why: string };

export function checkPin(accepted: AcceptedTool, definition: ToolDefinition): PinCheck {
  const pinned = pinOf(definition);
  if ('unreadable' in pinned) return { status: 'unreadable', why: pinned.unreadable };
  if (pinned.pin === accepted.pin) return { status: 'same' };
  const before = accepted.definition;
  const differences = before === undefined ? undefined : differencesOf(before, pinned.definition);
  return { status: 'changed', pin: pinned.pin, differences };
}

export type Pinned =
  | { readonly pin: string; readonly definition: PinnedDefinition }
  | { readonly unreadable: string };

/**
 * The pinned part of a definition and its digest: all that a client is shown of it, and nothing else is shown.
 * WHY the annotations as they were sent: they may say more than the hints that we know.
 */
export function pinOf({ raw, ...typed }: ToolDefinition): Pinned {
  const annotations = raw.annotations ?? typed.annotations;
  const { name, title, description, inputSchema, outputSchema } = typed;
  const shown = { name, title, description, inputSchema, outputSchema, annotations };
  const exceeded = excess(shown, DEFINITION_BOUNDS);
  if (exceeded !== undefined) return { unreadable: TOO_MUCH[exceeded] };
  try {
    const text = canonical(shown);
    return { pin: digestOf(text), definition: JSON.parse(text) as PinnedDefinition };
  } catch (error) {
    if (error instanceof TypeError) return { unreadable: 'It holds text or numbers that JSON cannot hold.' };
    throw error;
  }
}

/** The digest of a definition that was kept, for comparing it with its pin. */
export function pinOfKept(definition: PinnedDefinition): string | undefined {
  if (excess(definition, DEFINITION_BOUNDS) !== undefined) return undefined;
  return digestOf(canonical(definition));
}

const TOO_MUCH = {
  depth: 'It is nested too deeply.',
  values: 'It holds too many values.',
  characters: 'It is too long.',
} as const;

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

const DIFFERENCES_MAX = 200;
const SHOWN_MAX = 400;

/** Leaf by leaf, in the order of paths. */
function differencesOf(before: PinnedDefinition, after: PinnedDefinition): readonly Difference[] {
  const was = leavesOf(before);
  const is = leavesOf(after);
  const paths = [...new Set([...was.keys(), ...is.keys()])].sort();
  return paths
    .filter((path) => was.get(path) !== is.get(path))
    .slice(0, DIFFERENCES_MAX)
    .map((path) => ({ path, was: clip(was.get(path)), is: clip(is.get(path)) }));
}

function leavesOf(definition: PinnedDefinition): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  const open: [string, unknown][] = [['', definition]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [path, value] = next;
    const children = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    if (children.length === 0) leaves.set(path, JSON.stringify(value));
    const isList = Array.isArray(value);
    for (const [key, child] of children) {
      if (child !== undefined)
        open.push([isList ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`, child]);
    }
  }
  return leaves;
}

function clip(text: string | undefined): string | undefined {
  return text === undefined || text.length <= SHOWN_MAX ? text : `${text.slice(0, SHOWN_MAX)}…`;
}
