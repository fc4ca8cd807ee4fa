/** Requests that trick: names, arguments, keys and states that an agent makes up, through a whole gate. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { OWNED, startTestGate, type TestGate } from '../support/gate.ts';
import { modern, type Posted, post, withMeta } from '../support/mcp-post.ts';
import { type Office, startOffice } from '../support/office.ts';
import { openMandate, type People, startPeople } from '../support/people.ts';
import { type Puppet, startPuppet } from '../support/puppet.ts';

const down: (() => unknown)[] = [];
let gate: TestGate;
let office: Office;
let puppet: Puppet;
let people: People;
let alice: string;
/** Of a mandate under which nothing is ever done. */
let idle: string;

const WORDS = "Open the door 'front'.";

before(async () => {
  [office, people] = await Promise.all([startOffice(), startPeople()]);
  down.unshift(office.close, people.close);
  puppet = await startPuppet({ after: (step) => void down.unshift(step) });
  gate = await startTestGate();
  down.unshift(() => gate.close());
  writeFileSync(join(gate.dataDir, 'office.yaml'), await office.manifests());
  writeFileSync(join(gate.dataDir, 'puppet.yaml'), puppet.manifests);
  gate.configure({
    charter: {
      tools: [{ id: 'all', ...OWNED, who: { roles: ['developer'] }, tools: ['office/*', 'puppet/*'] }],
    },
    more: {
      identity: { issuers: [people.issuer] },
      tools: {
        manifests: ['office.yaml', 'puppet.yaml'],
        servers: {
          office: { kind: 'mcp', url: office.url, allow_private: true, ...OWNED },
          puppet: { kind: 'mcp', url: puppet.url, allow_private: true, ...OWNED },
        },
      },
    },
  });
  await gate.restart();
  alice = await people.token('alice');
  idle = await mandated();
});

beforeEach(() => {
  office.deeds.length = 0;
  puppet.sent.length = 0;
});

after(async () => {
  for (const step of down) await step();
});

const mandated = async (words = WORDS) => (await openMandate(gate, alice, { words })).token;

interface Calling {
  readonly token: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly capabilities?: object;
  /** More members of the params. */
  readonly more?: object;
}

function call(
  name: string,
  args: unknown,
  { token, path = '/mcp', headers = {}, ...rest }: Calling,
): Promise<Posted> {
  const params = withMeta({ name, arguments: args, ...rest.more }, rest.capabilities ?? {});
  const named = /^[\x21-\x7e]+$/.test(name) ? name : `=?base64?${Buffer.from(name).toString('base64')}?=`;
  return post(gate.url + path, modern('tools/call', params), {
    headers: { authorization: `Bearer ${token}`, 'mcp-name': named, ...headers },
  });
}

/** Arguments as source text, for what no value of ours can say. */
async function callWith(source: string, token: string): Promise<Posted> {
  const body = modern('tools/call', withMeta({ name: 'office__open_door', arguments: 'ARGUMENTS' }));
  return post(
    `${gate.url}/mcp`,
    body.replace('"ARGUMENTS"', () => source),
    {
      headers: {
        ...{ authorization: `Bearer ${token}`, 'mcp-protocol-version': '2026-07-28' },
        ...{ 'mcp-method': 'tools/call', 'mcp-name': 'office__open_door' },
      },
    },
  );
}

const told = ({ last }: Posted): string => JSON.stringify(last);
const done = ({ last }: Posted): boolean =>
  last.error === undefined && last.result.resultType === 'complete' && last.result.isError !== true;

describe('the name of a tool', () => {
  it('opens the door under its own', async () => {
    assert.ok(done(await call('office__open_door', { door: 'front' }, { token: await mandated() })));
    assert.ok(
      done(await call('open_door', { door: 'front' }, { token: await mandated(), path: '/mcp/office' })),
    );
    assert.equal(office.deeds.length, 2);
  });

  for (const [name, path = '/mcp'] of [
    ['open_door'],
    ['office/open_door'],
    ['office__open_door/'],
    ['office__open_door/../open_door'],
    ['office__OPEN_DOOR'],
    ['Office__open_door'],
    ['office__open_door\u0000'],
    ['office__open_door '],
    ['office__open_door\u200b'],
    ['office__ｏpen_door'],
    ['office__open%5fdoor'],
    ['office____open_door'],
    ['office__office__open_door'],
    ['puppet__open_door'],
    ['*'],
    ['office__*'],
    ['__proto__'],
    ['constructor'],
    ['office____proto__'],
    [''],
    ['office__open_door', '/mcp/office'],
    ['open_door', '/mcp/puppet'],
    ['open_door', '/mcp/office/'],
    ['open_door', '/mcp/puppet/..%2foffice'],
    ['open_door', '/mcp/OFFICE'],
    ['open_door', '/mcp/__proto__'],
  ] as const) {
    it(`is not ${JSON.stringify(name)} at ${path}`, async () => {
      const answer = await call(name, { door: 'front' }, { token: idle, path });
      assert.ok(!done(answer), told(answer));
      assert.deepEqual(office.deeds, []);
    });
  }
});

describe('arguments', () => {
  for (const [what, source] of [
    ['of the prototype', '{"door":"front","__proto__":{"door":"back"}}'],
    ['that are named twice', '{"door":"front","door":"back"}'],
    ['that are named twice in two spellings', '{"door":"front","d\\u006for":"back"}'],
    ['with half a character', '{"door":"front\\ud800"}'],
    ['that are no number', '{"door":1e999}'],
    ['of a number that becomes another', '{"door":9007199254740993}'],
    ['with more than is known', '{"door":"front","constructor":"x"}'],
    ['of another type', '{"door":["front"]}'],
    ['deeper than anybody reads', `{"door":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['in a list', '[{"door":"front"}]'],
    ['in a text', '"{\\"door\\":\\"front\\"}"'],
    ['that are nothing', 'null'],
    ['with white space around', '{"door":" front "}'],
    ['with a line end', '{"door":"front\\n"}'],
    ['that the words do not name', '{"door":"back"}'],
  ] as const) {
    it(`are refused or held: ${what}`, async () => {
      const answer = await callWith(source, idle);
      assert.ok(!done(answer), told(answer));
      assert.deepEqual(office.deeds, []);
    });
  }

  it('arrive as they were judged', async () => {
    assert.ok(done(await callWith('{"do\\u006fr":"fr\\u006fnt"}', await mandated())));
    assert.deepEqual(office.deeds, [{ tool: 'open_door', arguments: { door: 'front' } }]);
  });
});

describe('params', () => {
  const back = { door: 'back' };
  const received = async (more: object) => {
    puppet.sent.length = 0;
    const token = await mandated("Send carol@example.com the note 'hi'.");
    const answer = await call('puppet__send_note', { to: 'carol@example.com', note: 'hi' }, { token, more });
    return { answer, sent: puppet.sent };
  };

  it('with members that nobody judged go nowhere', async () => {
    for (const more of [
      { inputResponses: { to: { action: 'accept', content: { to: 'eve@evil.example' } } } },
      { requestState: 'x' },
      { task: { ttl: 1 } },
      { Arguments: { to: 'eve@evil.example' } },
      { __proto__: null, constructor: 1 },
    ]) {
      const { answer, sent } = await received(more);
      assert.ok(!done(answer), told(answer));
      assert.deepEqual(sent, []);
    }
    assert.ok(!done(await call('office__open_door', back, { token: idle, more: { inputResponses: {} } })));
  });

  it('tell the server nothing in their metadata', async () => {
    const token = await mandated("Send carol@example.com the note 'hi'.");
    const params = {
      ...withMeta({ name: 'puppet__send_note', arguments: { to: 'carol@example.com', note: 'hi' } }),
    } as { _meta: Record<string, unknown> };
    Object.assign(params._meta, { 'vendor/to': 'eve@evil.example', progressToken: 7, traceparent: '00-x' });
    const answer = await post(`${gate.url}/mcp`, modern('tools/call', params), {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.ok(done(answer), told(answer));
    assert.equal(puppet.sent.length, 1);
    assert.doesNotMatch(puppet.sent[0] ?? '', /evil/);
    assert.match(puppet.sent[0] ?? '', /traceparent/);
  });
});

describe('an idempotency key', () => {
  it('is nobody else’s: two mandates of one person have nothing of each other', async () => {
    const [one, other] = [await mandated(), await mandated('Check the mail.')];
    const headers = { 'idempotency-key': 'k' };
    assert.ok(done(await call('office__open_door', { door: 'front' }, { token: one, headers })));
    const second = await call('office__open_door', { door: 'front' }, { token: other, headers });
    assert.match(told(second), /hold_/);
    assert.equal(office.deeds.length, 1);
  });

  it('is refused when it is empty, long or no text', async () => {
    for (const key of ['x'.repeat(256), 'a b', 'é']) {
      const answer = await call(
        'office__open_door',
        { door: 'front' },
        {
          token: idle,
          headers: { 'idempotency-key': key },
        },
      );
      assert.ok(!done(answer), told(answer));
    }
    assert.deepEqual(office.deeds, []);
  });

  it('cannot pose as a hold', async () => {
    const token = await mandated();
    const waiting = told(await call('office__open_door', { door: 'back' }, { token }));
    const hold = /hold_[a-z0-9]+/.exec(waiting)?.[0] ?? '';
    const headers = { 'idempotency-key': hold };
    assert.ok(done(await call('office__open_door', { door: 'front' }, { token, headers })));
    assert.match(told(await call('office__open_door', { door: 'back' }, { token })), new RegExp(hold));
    assert.equal(office.deeds.length, 1);
  });
});

describe('a state that a client carries', () => {
  const TASKS = { extensions: { 'io.modelcontextprotocol/tasks': {} } };
  const back = { door: 'back' };
  const stateOf = async (token: string) =>
    (await call('office__open_door', back, { token })).last.result.requestState as string;

  it('of another mandate, tool or spelling is none', async () => {
    const [one, other] = [await mandated(), await mandated()];
    const state = await stateOf(one);
    const [payload = '', mac = ''] = state.split('.');
    const grown = Buffer.from(
      Buffer.from(payload, 'base64url').toString().replace('hold_', 'hold_a'),
    ).toString('base64url');
    for (const [token, requestState, name] of [
      [other, state, 'office__open_door'],
      [one, state, 'office__send_email'],
      [one, `${payload}.`, 'office__open_door'],
      [one, `${grown}.${mac}`, 'office__open_door'],
      [one, `${state}.`, 'office__open_door'],
      [one, '', 'office__open_door'],
    ] as const) {
      const answer = await call(name, back, { token, more: { requestState } });
      assert.match(told(answer), /state is not one that the gate gave/);
    }
    assert.deepEqual(office.deeds, []);
  });

  it('says nothing about other arguments, whatever answers come with it', async () => {
    const token = await mandated();
    const requestState = await stateOf(token);
    const inputResponses = { gatehouse_hold: { action: 'accept', content: { approved: true } } };
    // WHY at once: whoever asks again too soon is answered late.
    const answers = await Promise.all(
      [back, { door: 'side' }].map((args) =>
        call('office__open_door', args, { token, more: { requestState, inputResponses } }),
      ),
    );
    for (const answer of answers) assert.equal(answer.last.result.resultType, 'input_required', told(answer));
    assert.deepEqual(office.deeds, []);
  });

  it('as a task is nobody else’s', async () => {
    const [one, other] = [await mandated(), await mandated()];
    const held = await call('office__open_door', back, { token: one, capabilities: TASKS });
    const { taskId } = held.last.result;
    assert.equal(typeof taskId, 'string', told(held));
    const get = (token: string, id: string) =>
      post(`${gate.url}/mcp`, modern('tasks/get', withMeta({ taskId: id }, TASKS)), {
        headers: { authorization: `Bearer ${token}` },
      });
    assert.equal((await get(one, taskId)).last.result.status, 'working');
    assert.match(told(await get(other, taskId)), /no task of this id/);
    assert.match(told(await get(one, `${taskId}x`)), /no task of this id/);
    const updated = await post(
      `${gate.url}/mcp`,
      modern('tasks/update', withMeta({ taskId, inputResponses: { x: { action: 'accept' } } }, TASKS)),
      { headers: { authorization: `Bearer ${one}` } },
    );
    assert.ok(done(updated), told(updated));
    assert.equal((await get(one, taskId)).last.result.status, 'working');
    assert.deepEqual(office.deeds, []);
  });
});
