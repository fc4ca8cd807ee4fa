/** A key store in which nothing changes before the ledger knows of it. */
import { KEY_PREFIX } from '../../identity/key-format.ts';
import type { KeyName, KeyRecord, KeyStore } from '../../identity/keys.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { type Acts, OPERATOR } from './acts.ts';

/** WHY around the store and not in the routes: whatever makes, renews or ends a key goes through here. */
export function recordedKeys(store: KeyStore, acts: Acts): KeyStore {
  const record = (key: KeyName, actor: string, what: { act: string; detail: Record<string, string> }) =>
    acts.record({ tenant: key.tenant, actor, subject: KEY_PREFIX + key.id, ...what });

  return {
    ...store,
    async insert(key, digest) {
      const recorded = await record(key, key.createdBy, { act: 'key.create', detail: grantOf(key) });
      return recorded.ok ? store.insert(key, digest) : recorded;
    },
    async rotate(key, rotation) {
      const found = await find(store, key);
      if (!found.ok) return found;
      if (found.value === undefined || found.value.revokedAtMs !== undefined) return ok(undefined);
      const { expiresAtMs, previousUntilMs } = rotation;
      const overlap = previousUntilMs === undefined ? {} : { overlap_until: time(previousUntilMs) };
      const detail = { expires: time(expiresAtMs), ...overlap };
      const recorded = await record(key, OPERATOR, { act: 'key.rotate', detail });
      return recorded.ok ? store.rotate(key, rotation) : recorded;
    },
    async revoke(key, atMs) {
      const found = await find(store, key);
      // WHY: what changes nothing is not recorded.
      if (!found.ok || found.value === undefined || found.value.revokedAtMs !== undefined) return found;
      const recorded = await record(key, OPERATOR, { act: 'key.revoke', detail: {} });
      return recorded.ok ? store.revoke(key, atMs) : recorded;
    },
  };
}

async function find(store: KeyStore, { tenant, id }: KeyName): Promise<Result<KeyRecord | undefined>> {
  const keys = await store.list(tenant);
  return keys.ok ? ok(keys.value.find((key) => key.id === id)) : keys;
}

function grantOf(key: KeyRecord): Record<string, string> {
  return {
    name: key.name,
    kind: key.kind,
    principal: key.principal,
    roles: key.roles.join(', '),
    teams: key.teams.join(', '),
    purposes: key.purposes.join(', '),
    models: key.models.join(', '),
    attributes: JSON.stringify(key.attributes),
    expires: time(key.expiresAtMs),
  };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
