/** Grants that are kept for as long as one program runs. */
import { ok } from '../../packages/gatehouse/src/kernel/result.ts';
import type { GrantHolder, GrantStore } from '../../packages/gatehouse/src/tools/credentials/grant-store.ts';

export function heldGrants(): GrantStore {
  const texts = new Map<string, string>();
  const requests = new Map<string, string>();
  const claimed = new Set<string>();
  const key = (holder: GrantHolder) => JSON.stringify(holder);
  return {
    read: async (holder) => ok(texts.get(key(holder))),
    async write(holder, text) {
      texts.set(key(holder), text);
      return ok(undefined);
    },
    async rewrite(holder, text) {
      const kept = texts.has(key(holder));
      if (kept) texts.set(key(holder), text);
      return ok(kept);
    },
    async claim(holder) {
      const free = !claimed.has(key(holder));
      claimed.add(key(holder));
      return ok(free);
    },
    async release(holder) {
      claimed.delete(key(holder));
      return ok(undefined);
    },
    async keepRequest(_tenant, state, { text }) {
      requests.set(state, text);
      return ok(undefined);
    },
    async takeRequest(_tenant, state) {
      const text = requests.get(state);
      requests.delete(state);
      return ok(text);
    },
    async forgetSubject() {
      texts.clear();
      return ok(undefined);
    },
  };
}
