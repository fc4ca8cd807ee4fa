/** Token exchange over real HTTP: official clients open mandates, and whoever may not gets nothing. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as client from 'openid-client';
import { comesTrue } from '../support/comes-true.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS = 'urn:ietf:params:oauth:token-type:access_token';

describe('token exchange', () => {
  let desk: Desk;
  let alice: string;
  let mailer: { readonly text: string; readonly id: string };
  before(async () => {
    desk = await openDesk();
    alice = await desk.person('alice');
    mailer = await desk.newKey({ principal: 'mailer' });
  });
  after(() => desk?.close());

  const form = (more: Record<string, string> = {}): Record<string, string> => ({
    grant_type: EXCHANGE,
    subject_token: alice,
    subject_token_type: ACCESS,
    actor_token: mailer.text,
    actor_token_type: ACCESS,
    words: 'Pay the invoice of Bob.',
    ...more,
  });
  const without = (...names: string[]) =>
    Object.fromEntries(Object.entries(form()).filter(([name]) => !names.includes(name)));
  const opened = async (more: Record<string, string> = {}) => {
    const { status, json } = await desk.post('/oauth/token', form(more));
    assert.equal(status, 200, JSON.stringify(json));
    return json;
  };
  const exchangeOf = (token: string, more: Record<string, string> = {}) =>
    desk.post('/oauth/token', {
      grant_type: EXCHANGE,
      subject_token: token,
      subject_token_type: ACCESS,
      ...more,
    });
  const whoami = (token: string, path = '/openai/v1/models', at: Pick<Desk, 'get'> = desk) =>
    at.get(path, { authorization: `Bearer ${token}` });
  const refusal = async (answer: Promise<{ status: number; json: { error?: string; code?: string } }>) => {
    const { status, json } = await answer;
    return `${status} ${json.error ?? json.code ?? 'in'}`;
  };
  const discovered = () =>
    client.discovery(new URL(desk.url), 'mailer', mailer.text, client.ClientSecretBasic(mailer.text), {
      execute: [client.allowInsecureRequests],
      algorithm: 'oauth2',
    });

  it('serves the official client: discovery, exchange, and the token where a key goes', async () => {
    const config = await discovered();
    const {
      actor_token: _none,
      actor_token_type: _neither,
      grant_type: _given,
      ...parameters
    } = form({
      scope: 'mail/* files/read bank/pay',
    });
    const answer = await client.genericGrantRequest(config, EXCHANGE, parameters);
    assert.deepEqual([answer.token_type, answer.scope], ['bearer', 'mail/*']);
    assert.ok((answer.expires_in ?? 0) > 880 && (answer.expires_in ?? 0) <= 900);
    for (const headers of [
      { authorization: `Bearer ${answer.access_token}` },
      { 'x-api-key': answer.access_token },
    ]) {
      const { status, json } = await desk.get('/anything', headers);
      assert.equal(status, 200);
      assert.deepEqual(
        [json.kind, json.id, json.roles, json.chain],
        ['person', 'alice', ['developer'], [{ kind: 'agent', id: 'mailer' }]],
      );
      assert.deepEqual([json.mandate.id, json.mandate.tools], [answer.mandate, ['mail/*']]);
    }
    const flow = await desk.mandates.flow({ tenant: 'acme', id: String(answer.mandate) });
    assert.deepEqual(flow.ok && flow.value.flow.steps, [{ kind: 'words', text: 'Pay the invoice of Bob.' }]);
  });

  it('puts on record who opened what for whom, and none of the words', async () => {
    const { mandate: _id } = await opened({ scope: 'mail/send' });
    const act = desk.acts.at(-1);
    assert.deepEqual(
      [act?.act, act?.actor, act?.subject, act?.detail.tools, act?.detail.chain],
      ['mandate.open', 'mailer', 'person alice', 'mail/send', 'agent mailer'],
    );
    assert.doesNotMatch(JSON.stringify(desk.acts), /invoice/);
  });

  it('gives what person, agent and policy allow alike, and nothing where that is nothing', async () => {
    const all = await opened();
    assert.deepEqual(all.scope.split(' '), ['bank/read', 'mail/*']);
    assert.equal(
      await refusal(desk.post('/oauth/token', form({ scope: 'files/read' }))),
      '400 invalid_scope',
    );
  });

  it('lets a person open a mandate alone, by its own token or key', async () => {
    const { status, json } = await desk.post('/oauth/token', without('actor_token', 'actor_token_type'));
    assert.equal(status, 200);
    assert.deepEqual((await whoami(json.access_token)).json.chain, []);
    const own = await desk.newKey({ principal: 'alice', kind: 'person' });
    const byKey = { ...without('actor_token', 'actor_token_type'), subject_token: own.text };
    assert.equal((await desk.post('/oauth/token', byKey)).status, 200);
  });

  it('lets nobody speak for a person without a rule, nor with a credential of another tenant', async () => {
    const stranger = await desk.newKey({ principal: 'stranger' });
    const foreign = await desk.newKey({ principal: 'mailer', tenant: 'globex' });
    for (const { text } of [stranger, foreign]) {
      assert.equal(
        await refusal(desk.post('/oauth/token', form({ actor_token: text }))),
        '400 unauthorized_client',
      );
    }
  });

  it('takes no agent for a subject, and nobody who only acts for one', async () => {
    const self = { ...without('actor_token', 'actor_token_type'), subject_token: mailer.text };
    assert.equal(await refusal(desk.post('/oauth/token', self)), '400 unauthorized_client');
    const { access_token: token } = await opened();
    assert.equal(await refusal(desk.post('/oauth/token', form({ actor_token: token }))), '400 invalid_grant');
    const words = { subject_token: token, subject_token_type: ACCESS, words: 'Pay Mallory.' };
    assert.equal(
      await refusal(desk.post('/oauth/token', { grant_type: EXCHANGE, ...words })),
      '400 unauthorized_client',
    );
  });

  it('adds later words only for who may speak for the subject', async () => {
    const { mandate, access_token: token } = await opened();
    const say = (more: Record<string, string>) =>
      desk.post('/oauth/words', form({ mandate, words: 'And Carol.', ...more }));
    assert.equal((await say({})).status, 200);
    assert.equal(await refusal(say({ subject_token: token })), '400 invalid_grant');
    assert.equal(await refusal(say({ subject_token: mailer.text })), '400 unauthorized_client');
    const bob = await desk.person('bob');
    assert.equal(await refusal(say({ subject_token: bob })), '400 invalid_grant');
    const flow = await desk.mandates.flow({ tenant: 'acme', id: mandate });
    assert.deepEqual(flow.ok && flow.value.flow.steps.map((step) => 'text' in step && step.text), [
      'Pay the invoice of Bob.',
      'And Carol.',
    ]);
  });

  it('narrows for a sub-agent and never widens: tools, budget, time and audience', async () => {
    const helper = await desk.newKey({ principal: 'helper' });
    const actor = { actor_token: helper.text, actor_token_type: ACCESS };
    const parent = await opened({ scope: 'mail/*', budget_usd: '2', lifetime: '600' });
    const { status, json } = await exchangeOf(parent.access_token, {
      ...{ ...actor, scope: 'mail/read bank/read', budget_usd: '9', lifetime: '86400' },
    });
    assert.deepEqual([status, json.scope], [200, 'mail/read']);
    const { json: who } = await whoami(json.access_token);
    assert.deepEqual(who.chain, [
      { kind: 'agent', id: 'helper' },
      { kind: 'agent', id: 'mailer' },
    ]);
    const found = await desk.mandates.find({ tenant: 'acme', id: json.mandate });
    assert.ok(found.ok && found.value !== undefined);
    assert.deepEqual(
      [found.value.budget, found.value.parent, found.value.root],
      [{ usd: 2 }, parent.mandate, parent.mandate],
    );
    assert.ok(json.mandate_expires_in <= parent.mandate_expires_in);
    assert.equal(await refusal(exchangeOf(parent.access_token, { scope: 'bank/pay' })), '400 invalid_scope');
    const bound = await opened({ resource: `${desk.url}/mcp/bank` });
    const wider = exchangeOf(bound.access_token, { resource: desk.url });
    assert.equal(await refusal(wider), '400 invalid_scope');
  });

  it('is renewed while the mandate lives, and not after', async () => {
    const first = await opened({ lifetime: '1800' });
    const renewed = await exchangeOf(first.access_token);
    assert.deepEqual([renewed.status, renewed.json.mandate], [200, first.mandate]);
    assert.notEqual(renewed.json.access_token, first.access_token);
    await desk.mandates.revoke({ tenant: 'acme', id: first.mandate });
    await comesTrue(async () => (await whoami(renewed.json.access_token)).status === 401, 1_000);
    assert.equal(await refusal(exchangeOf(renewed.json.access_token)), '400 invalid_grant');
  });

  it('opens only what its audience names', async () => {
    const { access_token: token } = await opened({ resource: `${desk.url}/mcp/bank` });
    assert.equal((await whoami(token, '/mcp/bank')).status, 200);
    for (const path of ['/mcp/mail', '/mcp', '/mcp/bank/x', '/mcp/bankx', '/openai/v1/models']) {
      assert.equal(await refusal(whoami(token, path)), '401 identity.invalid', path);
    }
    for (const resource of [
      'https://elsewhere.example/mcp',
      `${desk.url}/mcp/nothing`,
      `${desk.url}.evil`,
      'x',
    ]) {
      assert.equal(await refusal(desk.post('/oauth/token', form({ resource }))), '400 invalid_target');
    }
  });

  const broken: readonly [string, Record<string, string>][] = [
    ['another grant', { grant_type: 'password' }],
    ['an unknown kind of subject', { subject_token_type: 'urn:x' }],
    ['an actor without its type', { actor_token_type: '' }],
    ['two actors', { client_secret: 'ghk_another' }],
    ['a negative budget', { budget_usd: '-1' }],
    ['a budget that is no number', { budget_usd: '1e9' }],
    ['no lifetime', { lifetime: '0' }],
    ['a scope that is no list of tools', { scope: 'mail/"send"' }],
    ['words beyond the limit', { words: 'x'.repeat(131_073) }],
    ['a purpose that the subject may not state', { purpose: 'anything' }],
    ['a subject that nobody is', { subject_token: 'ghk_0' }],
    ['a stranger to the audience parameter', { audience: 'https://elsewhere.example' }],
  ];
  for (const [what, changes] of broken) {
    it(`refuses ${what}`, async () => {
      const { status, json } = await desk.post('/oauth/token', form(changes));
      assert.equal(status, 400);
      assert.match(json.error, /^(?:invalid_|unsupported_)/);
      assert.equal(json.access_token, undefined);
    });
  }

  it('refuses repeated parameters and bodies that are no forms', async () => {
    const repeated = new URLSearchParams(form());
    repeated.append('subject_token', 'another');
    assert.equal(await refusal(desk.post('/oauth/token', repeated)), '400 invalid_request');
    const response = await fetch(`${desk.url}/oauth/token`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    assert.equal(response.status, 400);
    const garbled = await fetch(`${desk.url}/oauth/token`, {
      ...{
        method: 'POST',
        body: 'subject_token=%ff',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    });
    assert.equal(garbled.status, 400);
    assert.equal((await fetch(`${desk.url}/oauth/token`)).status, 405);
  });

  it('ends a mandate for whoever holds its token', async () => {
    const { access_token: token } = await opened();
    const config = await discovered();
    await client.tokenRevocation(config, token);
    assert.ok(await comesTrue(async () => (await refusal(whoami(token))) === '401 identity.revoked', 1_000));
    await client.tokenRevocation(config, 'a.b.c');
  });
});
