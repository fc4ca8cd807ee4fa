/** Signed requests and two processes on real PostgreSQL: each signature counts once, and only before it is too old. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Target } from '../../src/identity/proof.ts';
import { createSigners, type Signer, type Signers } from '../../src/identity/signers.ts';
import { openDatabase } from '../../src/stores/postgres/connect.ts';
import type { Database } from '../../src/stores/postgres/database.ts';
import { createReplayStore } from '../../src/stores/postgres/replay.ts';
import { chance, type FreshDatabase, freshDatabase } from '../support/database.ts';
import { movingClock } from '../support/moving-clock.ts';
import { type Signing, signedHeaders, signingClient } from '../support/signing.ts';

const URL = 'https://gate.example/openai/v1/models?limit=1';
const client = signingClient('robot');
const clock = movingClock();
let fresh: FreshDatabase;
let second: Database;

before(async () => {
  fresh = await freshDatabase();
  const opened = await openDatabase({ url: fresh.url, secret: fresh.secret, chance });
  assert.ok(opened.ok);
  second = opened.value;
});
after(async () => {
  await second?.close();
  await fresh?.close();
});

/** One process. */
function instance({ app }: Pick<Database, 'app'>): Signers {
  const signer: Signer = {
    ...{ id: 'robot', principal: 'robot', tenant: 'acme', attributes: {} },
    kind: 'workload',
    ...{ roles: [], teams: [], purposes: [], models: ['*'], components: [], key: client.publicKey },
  };
  return createSigners({ signers: [signer], replay: createReplayStore(app), clock });
}

/** INVARIANT: every request has a target of its own. */
const target = (url = URL): Target => ({ method: 'GET', url });

async function raw(signing: Partial<Signing> = {}): Promise<readonly string[]> {
  const created = Math.floor(clock.nowMs() / 1_000);
  return Object.entries(await signedHeaders(client, { method: 'GET', url: URL, created, ...signing })).flat();
}

test('of two processes one believes a signature, once; a request that is identified twice is one request', async () => {
  const [one, two] = [instance(fresh.database), instance(second)];
  const headers = await raw();
  const mine = target();
  const answers = await Promise.all([
    one.verify(headers, mine),
    one.verify(headers, mine),
    two.verify(headers, target()),
    one.verify(headers, target()),
  ]);
  const believed = answers.map(({ ok }) => ok);
  assert.equal(believed[0], believed[1]);
  assert.equal(new Set([believed[0], believed[2], believed[3]]).size, 2);
  assert.equal(believed.slice(1).filter((ok) => ok).length, 1);
});

test('a signature that was used stays used, and one that waited is too old', async () => {
  const one = instance(fresh.database);
  const [used, waiting] = [await raw(), await raw()];
  assert.equal((await one.verify(used, target())).ok, true);
  clock.advance(59_000);
  assert.equal((await instance(second).verify(used, target())).ok, false);
  clock.advance(12_000);
  assert.equal((await one.verify(waiting, target())).ok, false);
  await createReplayStore(fresh.database.app).forget(clock.nowMs());
  assert.equal((await one.verify(used, target())).ok, false);
});

test('an address that is not known proves nothing, nor does a signature without one', async () => {
  const one = instance(fresh.database);
  assert.equal((await one.verify(await raw(), undefined)).ok, false);
  assert.equal((await one.verify(await raw(), target('https://gate.example/openai/v1/models'))).ok, false);
});

test('while nobody can say whether it was used, nobody is believed', async () => {
  const away = instance({ app: () => Promise.reject(new Error('away')) });
  const answer = await away.verify(await raw(), target());
  assert.equal(answer.ok ? 'in' : answer.fault.code, 'identity.unavailable');
});
