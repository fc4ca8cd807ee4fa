/** Seals what a client must carry back to us unchanged: the state of a call that is not over (2026-07-28, MRTR). */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { fault } from '../../../kernel/faults.ts';
import { failed, ok, type Result } from '../../../kernel/result.ts';

/** What a call waits for. It names things; it allows nothing. */
export interface CarriedState {
  /** The hold that the call waits for. */
  readonly hold?: string;
  /** The call that stands still in one process, until what its server asked is answered. */
  readonly suspended?: string;
  /** Before this, asking again is answered slowly. */
  readonly notBeforeMs?: number;
  /** The `requestState` that the server behind gave, and the source text of the answers that were with the call. */
  readonly server?: string;
  readonly responses?: string;
  readonly createdMs: number;
  readonly expiresAtMs: number;
}

/** What a state is good for. INVARIANT: under any other owner, method or name it does not open. */
export interface Binding {
  readonly owner: string;
  readonly method: string;
  readonly name: string;
}

export interface Seal {
  seal(state: CarriedState, binding: Binding): Result<string>;
  open(sealed: string, binding: Binding, nowMs: number): Result<CarriedState>;
}

const KEY_BYTES_MIN = 32;
const LENGTH_MAX = 65_536;

export function createSeal(key: Uint8Array): Seal {
  if (key.byteLength < KEY_BYTES_MIN)
    throw new Error(`a key to seal with has at least ${KEY_BYTES_MIN} bytes`);
  const macOf = (payload: string, { owner, method, name }: Binding) =>
    createHmac('sha256', key)
      .update(JSON.stringify(['gatehouse mcp state 1', owner, method, name, payload]))
      .digest();
  return {
    seal(state, binding) {
      const payload = Buffer.from(JSON.stringify(state), 'utf8').toString('base64url');
      if (payload.length > LENGTH_MAX) {
        return failed(fault('tool.too_large', 'The server wants the client to carry more than the limit.'));
      }
      return ok(`${payload}.${macOf(payload, binding).toString('base64url')}`);
    },
    open(sealed, binding, nowMs) {
      const [payload = '', mac = '', more] = sealed.split('.');
      const given = Buffer.from(mac, 'base64url');
      const wanted = macOf(payload, binding);
      // WHY the text too: base64url has spellings that decode alike, and one state has one text.
      const isOurs =
        more === undefined && mac === wanted.toString('base64url') && timingSafeEqual(given, wanted);
      if (!isOurs)
        return failed(fault('request.shape', 'The state is not one that the gate gave for this call.'));
      const state = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as CarriedState;
      if (state.expiresAtMs > nowMs) return ok(state);
      return failed(fault('request.shape', 'The state has expired; make the call again from the beginning.'));
    },
  };
}
