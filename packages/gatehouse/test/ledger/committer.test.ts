/** The group committer against a store that can be told to fail, for what a real one does only rarely. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createCommitter, type Recording, type Written } from '../../src/ledger/committer.ts';
import { clock, intent, newId, outcome, until } from './samples.ts';

type Script = (batch: readonly Recording[], call: number) => Written | Promise<Written>;

const committed: Written = { state: 'committed', differing: [] };

/** WHY: not a mock of the database, but the port's own contract, played by a script. */
function scripted(script: Script, limits = {}) {
  const batches: (readonly Recording[])[] = [];
  const writer = {
    record: async (batch: readonly Recording[]) => {
      batches.push(batch);
      return script(batch, batches.length);
    },
  };
  const nowMs = clock.nowMs;
  return {
    batches,
    committer: createCommitter({ writer, nowMs, pause: async () => setImmediatePassed(), limits }),
  };
}

test('entries that arrive together share one transaction, and one is in flight at a time', async () => {
  let inFlight = 0;
  const { batches, committer } = scripted(async () => {
    inFlight += 1;
    assert.equal(inFlight, 1);
    await setImmediatePassed();
    inFlight -= 1;
    return committed;
  });
  const first = Array.from({ length: 3 }, () => committer.append(intent(newId())));
  await setImmediatePassed();
  const second = Array.from({ length: 5 }, () => committer.append(intent(newId())));
  for (const result of await Promise.all([...first, ...second])) assert.ok(result.ok);
  assert.deepEqual(
    batches.map((batch) => batch.length),
    [3, 5],
  );
});

test('a batch is limited in entries and in bytes, but one entry always fits', async () => {
  const { batches, committer } = scripted(() => committed, { batchEntries: 4, batchBytes: 3_500 });
  const results = await Promise.all(Array.from({ length: 9 }, () => committer.append(intent(newId()))));
  assert.ok(results.every(({ ok }) => ok));
  const bytes = (batch: readonly Recording[]) => batch.reduce((sum, { entry }) => sum + entry.body.length, 0);
  assert.ok(batches.every((batch) => batch.length === 1 || (batch.length <= 4 && bytes(batch) <= 3_500)));
});

test('of a refused batch exactly the bad entries fail', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), async (bad) => {
      const badIds = new Set<string>();
      const { committer } = scripted((batch) =>
        batch.some(({ entry }) => badIds.has(entry.crossing))
          ? { state: 'refused', cause: 'bad' }
          : committed,
      );
      const results = bad.map((isBad) => {
        const id = newId();
        if (isBad) badIds.add(id);
        return committer.append(intent(id));
      });
      assert.deepEqual(
        (await Promise.all(results)).map(({ ok }) => !ok),
        bad,
      );
    }),
    { numRuns: 30 },
  );
});

test('while the database is away an intent fails at once, and an outcome is tried until it is durable', async () => {
  const { batches, committer } = scripted((_, call) =>
    call < 5 ? { state: 'away', cause: 'gone' } : committed,
  );
  const id = newId();
  const [refused, durable] = await Promise.all([
    committer.append(intent(newId())),
    committer.append(outcome(id)),
  ]);
  assert.ok(!refused.ok && refused.fault.code === 'evidence.unavailable' && refused.fault.cause === 'gone');
  assert.ok(durable.ok);
  assert.ok(batches.slice(1).every((batch) => batch.every(({ entry }) => entry.crossing === id)));
});

test('an outcome that is given up is still written, with its charges, once the database is back', async () => {
  let back = false;
  const { batches, committer } = scripted(() => (back ? committed : { state: 'away', cause: 'gone' }), {
    outcomeRetryMs: 0,
  });
  const charges = { tenant: 'acme', charges: [] };
  const given = await committer.append(outcome(newId()), charges);
  assert.ok(!given.ok);
  back = true;
  await committer.drain();
  const last = batches.at(-1)?.[0];
  assert.equal(last?.onlyIfOpen, true);
  assert.equal(last?.charges, charges);
});

test('an intent of which nobody knows whether it was written is closed as one under which nothing left', async () => {
  const { batches, committer } = scripted((_, call) =>
    call === 1 ? { state: 'unknown', cause: 'lost' } : committed,
  );
  const id = newId();
  assert.ok(!(await committer.append(intent(id))).ok);
  await until(() => batches.length === 2);
  const closing = batches[1]?.[0];
  assert.equal(closing?.onlyIfOpen, true);
  const { crossing, kind, ending, usage } = JSON.parse(closing?.entry.body ?? '');
  assert.deepEqual([crossing, kind, ending, usage.basis], [id, 'outcome', 'failed', 'none']);
});

test('a full queue refuses at once, but leaves room for outcomes', async () => {
  let open = (_: Written): void => undefined;
  const { committer } = scripted(() => new Promise<Written>((resolve) => (open = resolve)), { waiting: 2 });
  const waiting = [committer.append(intent(newId())), committer.append(intent(newId()))];
  const refused = await committer.append(intent(newId()));
  assert.ok(!refused.ok && refused.fault.code === 'evidence.unavailable');
  waiting.push(committer.append(outcome(newId())), committer.append(outcome(newId())));
  assert.ok(!(await committer.append(outcome(newId()))).ok);
  const settled = Promise.all(waiting);
  await until(() => {
    open(committed);
    return Promise.race([settled.then(() => true), setImmediatePassed().then(() => false)]);
  });
  for (const result of await settled) assert.ok(result.ok);
});

test('a body that no log can hold is refused before it is sent', async () => {
  const { batches, committer } = scripted(() => committed);
  const huge = { ...intent(newId()), body: `"${'é'.repeat(32_767)}"` };
  assert.ok(!(await committer.append(huge)).ok);
  assert.ok((await committer.append({ ...huge, body: `"${'é'.repeat(32_766)}"` })).ok);
  assert.equal(batches.length, 1);
});

test('draining waits for everything that has no answer yet', async () => {
  const { committer } = scripted(async () => {
    await setImmediatePassed();
    return committed;
  });
  let answered = false;
  const appended = committer.append(intent(newId())).then(() => {
    answered = true;
  });
  await committer.drain();
  await appended;
  assert.ok(answered);
  await committer.drain();
});

function setImmediatePassed(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
