/** What a client carries back to the front: its session and the state of its calls are its own, and allow nothing. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startFront } from '../../support/mcp-front.ts';
import { modern, openSession, post, withMeta } from '../../support/mcp-post.ts';
import { heldBack, said } from '../../support/scripted-broker.ts';
import { scriptedFront } from '../../support/scripted-front.ts';

const at = scriptedFront({ bodyBytesMax: 100_000, clientWriteMs: 400 });

describe('a session', () => {
  const PING = JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'ping' });

  it('is unknown to any other principal, at any other address, and once it was deleted', async () => {
    const session = await openSession(at.url);
    assert.equal((await post(at.url, PING, { headers: session })).status, 200);
    const others = { ...session, authorization: 'Bearer eve' };
    assert.equal((await post(at.url, PING, { headers: others })).status, 404);
    assert.equal((await post(`${at.url}/files`, PING, { headers: session })).status, 404);
    assert.equal((await fetch(at.url, { method: 'DELETE', headers: others })).status, 404);
    assert.equal((await post(at.url, PING, { headers: session })).status, 200);
    assert.equal((await fetch(at.url, { method: 'DELETE', headers: session })).status, 204);
    assert.equal((await post(at.url, PING, { headers: session })).status, 404);
  });

  it('is refused when it is missing, repeated or of another process', async () => {
    const session = await openSession(at.url);
    assert.equal(
      (await post(at.url, PING, { headers: { ...session, 'mcp-session-id': undefined } })).status,
      400,
    );
    const twice = `${session['mcp-session-id']}, ${session['mcp-session-id']}`;
    assert.equal(
      (await post(at.url, PING, { headers: { ...session, 'mcp-session-id': twice } })).status,
      404,
    );
    const replica = await startFront(at.broker);
    const { status, last } = await post(`${replica.url}/mcp`, PING, { headers: session });
    await replica.close();
    assert.deepEqual([status, last.error.data.code], [404, 'session.unknown']);
  });

  it('holds no authority: a credential that was revoked is refused in it', async () => {
    const session = await openSession(at.url);
    const { status } = await post(at.url, PING, { headers: { ...session, authorization: 'Bearer revoked' } });
    assert.equal(status, 401);
  });

  it('takes no answer of another session to what it was asked', async () => {
    const asked = Promise.withResolvers<unknown>();
    at.script.cross = async ({ ask, notify }) => {
      notify({ method: 'notifications/message', params: { level: 'info', data: 'asking' } });
      asked.resolve(await ask?.({ method: 'elicitation/create', params: { message: 'Sure?' } }));
      return said('asked');
    };
    const capabilities = { elicitation: {} };
    const [ada, eve] = await Promise.all([
      openSession(at.url, { capabilities }),
      openSession(at.url, { capabilities, key: 'eve' }),
    ]);
    const call = JSON.stringify({ jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'echo' } });
    const { accept, ...rest } = {
      accept: 'text/event-stream, application/json',
      'content-type': 'application/json',
    };
    const response = await fetch(at.url, {
      method: 'POST',
      body: call,
      headers: { accept, ...rest, ...ada },
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('elicitation/create')) text += (await reader?.read())?.value ?? '';
    const id = /"id":"(gatehouse-[^"]+)"/.exec(text)?.[1];
    const answer = (action: string) => JSON.stringify({ jsonrpc: '2.0', id, result: { action } });
    assert.equal((await post(at.url, answer('accept'), { headers: eve })).status, 202);
    assert.equal((await post(at.url, answer('decline'), { headers: ada })).status, 202);
    assert.deepEqual(await asked.promise, { ok: true, value: { action: 'decline' } });
    await reader?.cancel();
  });

  it('does not push out those of others, however many are opened', async () => {
    const ada = await openSession(at.url);
    for (let count = 0; count < 70; count += 1) await openSession(at.url, { key: 'eve' });
    assert.equal((await post(at.url, PING, { headers: ada })).status, 200);
  });
});

describe('a state that a client carries back', () => {
  const HELD = modern('tools/call', withMeta({ name: 'echo', arguments: { amount: 5 } }));
  const again = (requestState: string, more: object = {}, name = 'echo') =>
    modern('tools/call', withMeta({ name, arguments: { amount: 5 }, requestState, ...more }));

  async function held(): Promise<string> {
    at.script.cross = ({ holdId }) => (holdId === undefined ? heldBack() : said(holdId));
    const { last } = await post(at.url, HELD);
    assert.equal(last.result.resultType, 'input_required');
    return last.result.requestState;
  }

  it('opens for the call that it was given for, and is no answer: what comes with it goes no further', async () => {
    const state = await held();
    const inputResponses = { gatehouse_hold: { action: 'accept', content: { approved: true } } };
    const { last } = await post(at.url, again(state, { inputResponses }));
    assert.equal(last.result.content[0].text, 'hold_1');
    const [, second] = at.broker.calls;
    const { _meta, ...params } = JSON.parse(second?.params ?? '');
    assert.deepEqual(params, { name: 'echo', arguments: { amount: 5 } });
  });

  it('is refused for another principal, another tool, in another spelling, and when it was changed', async () => {
    const state = await held();
    const [payload = '', mac = ''] = state.split('.');
    const forged = Buffer.from(JSON.stringify({ hold: 'hold_2', createdMs: 0, expiresAtMs: 4e12 }));
    const attempts = [
      post(at.url, again(state), { headers: { authorization: 'Bearer eve' } }),
      post(at.url, again(state, {}, 'other')),
      post(at.url, again(`${state}=`)),
      post(at.url, again(`${payload}.${mac.slice(0, -1)}`)),
      post(at.url, again(`${forged.toString('base64url')}.${mac}`)),
      post(at.url, again(`${payload}.`)),
      post(at.url, again('')),
      post(at.url, again('a.b.c')),
    ];
    for (const { last } of await Promise.all(attempts)) assert.equal(last.error.code, -32602);
    assert.equal(at.broker.calls.length, 1);
  });

  it('opens at every replica that has the key, and at no other', async () => {
    const key = Buffer.alloc(32, 7);
    at.script.cross = ({ holdId }) => (holdId === undefined ? heldBack() : said('taken up'));
    const fronts = await Promise.all(
      [key, key, Buffer.alloc(32, 8)].map((stateKey) => startFront(at.broker, { stateKey })),
    );
    const [first = '', second = '', third = ''] = fronts.map((running) => `${running.url}/mcp`);
    const state = (await post(first, HELD)).last.result.requestState;
    assert.equal((await post(second, again(state))).last.result.content[0].text, 'taken up');
    assert.equal((await post(third, again(state))).last.error.code, -32602);
    await Promise.all(fronts.map((running) => running.close()));
  });
});
