/** Settings of held calls: what could let an agent answer, or nobody, is refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSettings } from '../../src/config/load.ts';
import { openChannels } from '../../src/main/channels.ts';

const BASE = `version: 1
tenants: { acme: { name: Acme } }
providers: { sim: { kind: sim } }
models: { sim/echo: { provider: sim } }
charter: {}
`;
const channel = (more = '') => `{ id: a, tenant: acme, url: { env: URL }${more} }`;

function load(more: string) {
  return loadSettings(`${BASE}${more}`, 'gatehouse.yaml', Date.parse('2026-12-01'));
}

function problemsOf(more: string): readonly string[] {
  const loaded = load(more);
  return 'problems' in loaded ? loaded.problems.map(({ path, message }) => `${path}: ${message}`) : [];
}

test('an issuer whose tokens could answer as well as cross is refused', () => {
  const issuer = 'issuer: https://idp.example, tenant: acme, kind: person';
  const [problem = ''] = problemsOf(
    `identity: { issuers: [{ ${issuer}, audiences: [gatehouse-approvals] }] }`,
  );
  assert.match(problem, /^identity\.issuers\[0\]\.audiences: .*no issuer may list it/);
  assert.deepEqual(problemsOf(`identity: { issuers: [{ ${issuer}, audiences: [gatehouse] }] }`), []);
});

test('channels are told apart, belong to tenants, and let nobody be two people', () => {
  const people = '{ U1: { id: bob }, U2: { id: bob } }';
  const answers = `, answers: { kind: slack, secret: { env: S }, people: ${people} }`;
  assert.match(problemsOf(`approvals: { channels: [${channel()}, ${channel()}] }`).join(), /used twice/);
  assert.match(problemsOf(`approvals: { channels: [${channel(answers)}] }`).join(), /the same person/);
  assert.match(
    problemsOf('approvals: { channels: [{ id: a, tenant: b, url: { env: X } }] }').join(),
    /no tenant/,
  );
  const late = 'approvals: { wait_minutes: 10, escalate: { after_minutes: 10, role: lead } }';
  assert.match(problemsOf(late).join(), /never be escalated/);
});

test('a channel whose secrets are missing, or are none, is not opened, and it is said where', () => {
  const answers = ', secret: { env: OUT }, answers: { kind: signed, secret: { env: IN }, people: {} }';
  const loaded = load(`approvals: { channels: [${channel(answers)}] }`);
  assert.ok('settings' in loaded);
  const secret = `whsec_${Buffer.alloc(24).toString('base64')}`;
  const all = { URL: 'https://hooks.example/x', OUT: secret, IN: secret };
  assert.equal(openChannels(loaded.settings, all).opened.length, 1);
  const table: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{ ...all, URL: '' }, 'url'],
    [{ ...all, URL: 'http://hooks.example/x' }, 'url'],
    [{ ...all, URL: 'https://user:pass@hooks.example/x' }, 'url'],
    [{ ...all, OUT: 'secret' }, 'secret'],
    [{ ...all, IN: '' }, 'answers'],
  ];
  for (const [environment, place] of table) {
    const { opened, objections } = openChannels(loaded.settings, environment);
    assert.deepEqual([opened.length, objections[0]?.path.at(-1)], [0, place]);
  }
});
