/** Calls in PostgreSQL: begun by one of all that try, with everything that they change, and ended with what was learned. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CallStart } from '../../src/mandate/calls.ts';
import type { Step } from '../../src/mandate/flow.ts';
import type { Mandate } from '../../src/mandate/mandates.ts';
import { createCalls } from '../../src/stores/postgres/calls.ts';
import { createFlows } from '../../src/stores/postgres/flows.ts';
import { createTaintedValues } from '../../src/stores/postgres/tainted-values.ts';
import { chance } from '../support/database.ts';
import { HOUR_MS, type MandateRoom, mandateRoom } from '../support/mandates.ts';

let room: MandateRoom;

before(async () => {
  room = await mandateRoom();
});
after(() => room.close());

/** One process. */
function counter() {
  const { database, keyOf, clock } = room;
  const tainted = createTaintedValues({ database, keyOf, clock, keepMs: () => HOUR_MS });
  const flows = createFlows({ chance });
  return { tainted, calls: createCalls({ database, keyOf, clock, chance, flows, tainted }) };
}

const seen = (text: string): Step => ({ kind: 'seen', text });
const nameOf = ({ id, root }: Mandate) => ({ tenant: 'acme', id, root });
const callOf = ({ root }: Mandate, key: string) => ({ tenant: 'acme', holder: root, key });

function startOf(mandate: Mandate, more: Partial<CallStart> & { readonly key: string }): CallStart {
  const { key, ...changes } = more;
  return {
    ...{ mandate: nameOf(mandate), version: 1, steps: [seen('called')], written: [] },
    call: { name: callOf(mandate, key), digest: 'd' },
    ...changes,
  };
}

async function textsIn(mandate: Mandate): Promise<readonly string[]> {
  const flow = await room.another().flow(nameOf(mandate));
  assert.ok(flow.ok);
  return flow.value.flow.steps.map((step) => ('text' in step ? step.text : step.kind));
}

test('one of all that try at once begins a call, and nothing of the others stays', async () => {
  const mandate = await room.open();
  const counters = [counter(), counter(), counter()];
  const begun = await Promise.all(
    Array.from({ length: 6 }, (_, index) => {
      const { calls } = counters[index % 3] ?? counter();
      return calls.begin(startOf(mandate, { key: 'k', written: [`value ${index}`] }));
    }),
  );
  const kinds = begun.map((result) => (result.ok ? result.value.kind : result.fault.code));
  assert.equal(kinds.filter((kind) => kind === 'appended').length, 1);
  assert.ok(kinds.every((kind) => ['appended', 'conflict', 'taken'].includes(kind)));
  assert.equal((await textsIn(mandate)).length, 2);
  assert.equal((await room.superuser('select from gatehouse.tainted_value')).length, 1);
});

test('a call that was begun is taken, also on the newest flow, and the flow does not grow by it', async () => {
  const mandate = await room.open();
  const { calls } = counter();
  assert.deepEqual(await calls.begin(startOf(mandate, { key: 'k' })), {
    ...{ ok: true, value: { kind: 'appended', version: 2 } },
  });
  const again = await calls.begin(startOf(mandate, { key: 'k', version: 2 }));
  assert.deepEqual(again, { ok: true, value: { kind: 'taken' } });
  assert.equal((await textsIn(mandate)).length, 2);
});

test('a call that was judged on an older flow is not begun: neither its name nor its values are there', async () => {
  const mandate = await room.open();
  const { calls, tainted } = counter();
  const start = startOf(mandate, { key: 'k', version: 0, written: ['text:written in vain'] });
  assert.deepEqual(await calls.begin(start), { ok: true, value: { kind: 'conflict' } });
  assert.deepEqual(await calls.find(callOf(mandate, 'k')), { ok: true, value: undefined });
  const known = await tainted.known('acme', ['text:written in vain']);
  assert.ok(known.ok && known.value.size === 0);
});

test('what was learned is added wherever the flow stands by then, and the answer is kept with it', async () => {
  const mandate = await room.open();
  const [{ calls }, other] = [counter(), counter()];
  await calls.begin(startOf(mandate, { key: 'k' }));
  const end = (text: string, key: string | undefined) => ({
    ...{ mandate: nameOf(mandate), version: 2, steps: [seen(text)] },
    call: key === undefined ? undefined : { name: callOf(mandate, key), answer: { body: text } },
  });
  const ended = await Promise.all([
    calls.finish(end('one', 'k')),
    other.calls.finish(end('two', undefined)),
    other.calls.finish(end('three', undefined)),
  ]);
  assert.ok(ended.every((result) => result.ok));
  assert.deepEqual(
    (await textsIn(mandate)).toSorted(),
    ['called', 'one', 'three', 'two', 'Pay the invoice.'].sort(),
  );
  const found = await other.calls.find(callOf(mandate, 'k'));
  assert.deepEqual(found.ok && found.value?.answer, { body: 'one' });
});

test('without an answer the name is free again', async () => {
  const mandate = await room.open();
  const { calls } = counter();
  await calls.begin(startOf(mandate, { key: 'k' }));
  const name = callOf(mandate, 'k');
  const end = { mandate: nameOf(mandate), version: 2, steps: [] };
  assert.ok((await calls.finish({ ...end, call: { name, answer: undefined } })).ok);
  assert.deepEqual(await calls.find(name), { ok: true, value: undefined });
});

test('where the mandate is gone, no answer is kept that its flow does not know', async () => {
  const mandate = await room.open();
  const { calls } = counter();
  await calls.begin(startOf(mandate, { key: 'k' }));
  await room.superuser('delete from gatehouse.mandate where id = $1', [mandate.id]);
  const name = callOf(mandate, 'k');
  const end = { mandate: nameOf(mandate), version: 2, steps: [seen('late')] };
  const ended = await calls.finish({ ...end, call: { name, answer: { body: 'late' } } });
  assert.equal(!ended.ok && ended.fault.code, 'mandate.unknown');
  const found = await calls.find(name);
  assert.ok(found.ok && found.value !== undefined && found.value.answer === undefined);
});
