/** What a charter does with data by confidence, place and direction: suspected data, labels, counts, and the strictest rule. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chatBody, OWNED, startTestGate, type TestGate } from '../support/gate.ts';
import { chat } from '../support/upstream.ts';

const SUSPECTED = 'badge BX-4471-77';
const detectors = [
  {
    id: 'badges',
    ...OWNED,
    class: 'badge_number',
    pattern: 'BX-[0-9]{4}-[0-9]{2}',
    confidence: 0.3,
    tests: { finds: ['BX-1234-56'], ignores: ['BX-12'] },
  },
];
const MODELS = ['plain', 'masked', 'labelled', 'counted', 'counted-and-denied', 'strict', 'tools'];
const model = (name: string) => ({ provider: 'upstream', model: name, retries: 0, max_output_tokens: 100 });
const rule = (id: string, more: object) => ({ id, ...OWNED, classes: ['badge_number'], ...more });

let gate: TestGate;
before(async () => {
  gate = await startTestGate({
    models: Object.fromEntries(MODELS.map((name) => [name, model(name)])),
    access: [
      { id: 'developers', ...OWNED, who: { roles: ['developer'] } },
      { id: 'no-badges', ...OWNED, effect: 'deny', models: ['labelled'], classes: ['badge_number'] },
      { id: 'no-mail', ...OWNED, effect: 'deny', models: ['counted-and-denied'], classes: ['email'] },
    ],
    data: [
      rule('mask-suspected', { models: ['masked'], confidence: 'unsure', do: 'mask' }),
      rule('label-suspected', { models: ['labelled'], confidence: 'unsure', do: 'label' }),
      rule('mask-found', { models: ['plain'], do: 'mask' }),
      { ...rule('count-mail', { models: ['counted*'], do: 'count' }), classes: ['email'] },
      { ...rule('mask-mail', { models: ['strict'], do: 'mask' }), classes: ['email'] },
      { ...rule('count-mail-too', { models: ['strict'], do: 'count' }), classes: ['email'] },
      {
        ...rule('block-mail-of-tools', { models: ['strict'], places: ['tool'], do: 'block' }),
        classes: ['email'],
      },
    ],
    more: { inspection: { detectors } },
  });
  gate.upstream.expect(chat('fine'));
});
after(() => gate?.close());

const sentBody = () => gate.upstream.calls.at(-1)?.body ?? '';

test('what is only suspected passes a rule about what is found, and is on record', async () => {
  const sent = await gate.send(chatBody('plain', SUSPECTED));
  assert.ok(sentBody().includes(SUSPECTED));
  const { inspection } = await gate.intent(sent.id);
  assert.deepEqual(inspection.suspected, { badge_number: 1 });
  assert.equal(inspection.findings.badge_number, undefined);
});

test('a rule for what is suspected covers it', async () => {
  const sent = await gate.send(chatBody('masked', SUSPECTED));
  assert.match(sentBody(), /badge \[BADGE_NUMBER\]/);
  assert.deepEqual((await gate.intent(sent.id)).inspection.masked, { badge_number: 1 });
});

test('what is labelled counts as found for every other rule', async () => {
  const refused = await gate.send(chatBody('labelled', SUSPECTED));
  assert.equal(refused.status, 403);
  assert.match(refused.text, /no-badges/);
  assert.equal((await gate.send(chatBody('labelled', 'no number here'))).status, 200);
});

test('what is counted goes on as it is, and lifts no denial', async () => {
  const sent = await gate.send(chatBody('counted', 'to ada@example.com'));
  assert.ok(sentBody().includes('ada@example.com'));
  const { inspection, policy } = await gate.intent(sent.id);
  assert.equal(inspection.findings.email, 1);
  assert.deepEqual(inspection.masked, {});
  assert.equal(policy.obligations[0]?.kind, 'count');
  assert.equal((await gate.send(chatBody('counted-and-denied', 'to ada@example.com'))).code, 'policy.denied');
});

test('of several rules about the same data the strictest wins, place by place', async () => {
  await gate.send(chatBody('strict', 'to ada@example.com'));
  assert.match(sentBody(), /to \[EMAIL\]/);
  const call = { id: 'c1', type: 'function', function: { name: 'find', arguments: '{}' } };
  const messages = [
    { role: 'user', content: 'find' },
    { role: 'assistant', content: null, tool_calls: [call] },
    { role: 'tool', tool_call_id: 'c1', content: 'it is ada@example.com' },
  ];
  assert.equal((await gate.send({ model: 'strict', messages })).code, 'inspection.blocked');
});
