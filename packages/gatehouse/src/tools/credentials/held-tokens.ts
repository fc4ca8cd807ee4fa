/** A credential of tokens that are obtained when they are needed, and held in memory until they end or are refused. */
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { OnBehalfOf, ToolCredential } from './credential.ts';
import type { Obtained } from './token-client.ts';

export interface HeldTokensOptions {
  /** Whether each subject has its own. */
  readonly personal: boolean;
  readonly obtain: (onBehalfOf: OnBehalfOf) => Promise<Result<Obtained>>;
  readonly elapsedMs: () => number;
}

interface Held {
  readonly token: Result<Obtained>;
  readonly atMs: number;
}

/** Beyond this many the one that was obtained first is forgotten. */
const TOKENS_MAX = 10_000;
/** Where the server does not say how long a token lives. */
const SECONDS = 300;
const LEEWAY_MS = 30_000;
/** A token that is refused although it is this young will not be replaced by a better one. */
const YOUNG_MS = 5_000;

export function heldTokens({ personal, obtain, elapsedMs }: HeldTokensOptions): ToolCredential {
  const held = new Map<string, Promise<Held>>();
  const keyOf = ({ tenant, subject }: OnBehalfOf) => (personal ? JSON.stringify([tenant, subject]) : '');

  async function current(key: string, onBehalfOf: OnBehalfOf): Promise<Held> {
    const known = held.get(key);
    if (known !== undefined && !isOver(await known)) return known;
    // WHY looked up again: while it was awaited, another call may have begun to obtain the next one.
    const begun = held.get(key);
    if (begun !== undefined && begun !== known) return begun;
    const next = obtain(onBehalfOf).then((token) => ({ token, atMs: elapsedMs() }));
    held.set(key, next);
    const [oldest] = held.keys();
    if (held.size > TOKENS_MAX && oldest !== undefined) held.delete(oldest);
    return next;
  }

  function isOver({ token, atMs }: Held): boolean {
    if (!token.ok) return true;
    const livesMs = (token.value.seconds ?? SECONDS) * 1_000;
    return elapsedMs() - atMs > Math.max(livesMs / 2, livesMs - LEEWAY_MS);
  }

  return {
    personal,
    async headersFor(onBehalfOf) {
      const { token } = await current(keyOf(onBehalfOf), onBehalfOf);
      return token.ok ? ok({ authorization: `Bearer ${token.value.token}` }) : token;
    },
    async refused(onBehalfOf, { status }) {
      const key = keyOf(onBehalfOf);
      const known = await held.get(key);
      if (status === 403 || known === undefined || elapsedMs() - known.atMs < YOUNG_MS)
        return failed(REFUSED);
      held.delete(key);
      return ok(undefined);
    },
  };
}

const REFUSED = fault('tool.credential', 'The tool does not accept the token that the gate has for it.');
