/** Sessions that wait for the next call: never two calls in one, never more than allowed, and nobody is forgotten. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSessionPool } from '../../src/tools/sql/pool.ts';
import type { SqlSession } from '../../src/tools/sql/session.ts';

const PATIENT = new AbortController().signal;

/** Sessions that remember whether they live, and how many there are. */
function sessions() {
  const all: SqlSession[] = [];
  const open = async (): Promise<SqlSession> => {
    let isAlive = true;
    const session: SqlSession = {
      run: () => Promise.reject(new Error('nothing is run here')),
      alive: () => isAlive,
      destroy: () => {
        isAlive = false;
      },
    };
    all.push(session);
    return session;
  };
  return { all, open };
}

test('however calls end or leave, no session is shared, the limit holds and every other call comes to its turn', async () => {
  const ending = fc.constantFrom('ends', 'fails', 'leaves', 'dies');
  await fc.assert(
    fc.asyncProperty(
      fc.array(ending, { maxLength: 30 }),
      fc.integer({ min: 1, max: 4 }),
      async (endings, most) => {
        const { all, open } = sessions();
        const pool = createSessionPool(open, most);
        const busy = new Set<SqlSession>();
        const calls = endings.map(async (how) => {
          const left = new AbortController();
          const work = pool.use(left.signal, async (session) => {
            assert.ok(!busy.has(session) && session.alive());
            busy.add(session);
            assert.ok(busy.size <= most);
            await new Promise(setImmediate);
            busy.delete(session);
            if (how === 'dies') session.destroy();
            if (how === 'fails') throw new Error('it failed');
            return how;
          });
          if (how === 'leaves') left.abort();
          return work;
        });
        const ended = await Promise.allSettled(calls);
        for (const [index, { status }] of ended.entries()) {
          const how = endings[index];
          if (how === 'ends' || how === 'dies') assert.equal(status, 'fulfilled');
          if (how === 'fails') assert.equal(status, 'rejected');
        }
        assert.equal(await pool.use(PATIENT, async () => 'after'), 'after');
        pool.close();
        assert.ok(all.every((session) => !session.alive()));
      },
    ),
  );
});

test('a session that is alive is used again, one that failed is not', async () => {
  const { all, open } = sessions();
  const pool = createSessionPool(open, 1);
  const first = await pool.use(PATIENT, async (session) => session);
  assert.equal(await pool.use(PATIENT, async (session) => session), first);
  await assert.rejects(pool.use(PATIENT, () => Promise.reject(new Error('it failed'))));
  assert.notEqual(await pool.use(PATIENT, async (session) => session), first);
  assert.equal(all.length, 2);
  pool.close();
});

test('a session that cannot be opened gives its place back', async () => {
  const pool = createSessionPool(() => Promise.reject(new Error('away')), 1);
  for (let tries = 0; tries < 3; tries++)
    await assert.rejects(
      pool.use(PATIENT, async () => 1),
      /away/,
    );
});
