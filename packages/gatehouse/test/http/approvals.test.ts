/** Held calls answered on the control plane and the command line: by people, with tokens of their own, and nobody else. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Approvals } from '../../src/approval/approvals.ts';
import { createApprovals } from '../../src/approval/desk.ts';
import type { World } from '../../src/cli/io.ts';
import { runProgram } from '../../src/cli/program.ts';
import { createActs } from '../../src/http/control/acts.ts';
import { createCommitter } from '../../src/ledger/committer.ts';
import { openKeyring } from '../../src/ledger/keyring.ts';
import { type Gatehouse, startGatehouse } from '../../src/main.ts';
import { createKeyFiles } from '../../src/stores/files/keyring.ts';
import { createHoldStore } from '../../src/stores/postgres/approvals.ts';
import { createEntryWriter } from '../../src/stores/postgres/evidence.ts';
import { askOf, good, settingsOf } from '../approval/support.ts';
import { chance, type FreshDatabase, freshDatabase } from '../support/database.ts';
import { type SigningKey, signed, signingKey, startIssuer, type TestIssuer } from '../support/issuer.ts';
import { SETTINGS } from '../support/running-gate.ts';

const clock = { nowMs: () => Date.now(), elapsedMs: () => performance.now() };
const CALLBACK_SECRET = `whsec_${Buffer.from('a secret of at least 24 bytes').toString('base64')}`;

/** What answers may hold. */
interface Answered {
  readonly error?: { readonly code: string };
  readonly question?: { readonly shown: string; readonly state: string };
  readonly questions?: readonly { readonly id: string }[];
  readonly deputy?: { readonly id: string };
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

describe('answering held calls', () => {
  let fresh: FreshDatabase;
  let issuer: TestIssuer;
  let key: SigningKey;
  let gate: Gatehouse;
  let approvals: Approvals;
  let operator: string;
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-approvals-'));
  let mandates = 0;

  before(async () => {
    fresh = await freshDatabase();
    issuer = await startIssuer();
    key = await signingKey('one');
    issuer.publish(key);
    const configFile = join(folder, 'gatehouse.yaml');
    writeFileSync(configFile, `${SETTINGS}${extraSettings(issuer.url)}`);
    const dataDir = join(folder, 'data');
    const started = await startGatehouse({
      ...{ dataDir, configFile, host: '127.0.0.1', dataPort: 0, controlPort: 0, real: false, issuers: [] },
      ...{ databaseUrl: fresh.url, databaseSecret: fresh.secret },
      environment: { HOOK_URL: 'http://127.0.0.1:9/hook', HOOK_SECRET: CALLBACK_SECRET },
      report: () => undefined,
    });
    gate = good(started);
    operator = JSON.parse(readFileSync(join(dataDir, 'control.json'), 'utf8')).token;
    approvals = approvalsBeside(fresh, dataDir);
  });
  after(async () => {
    await gate?.stop();
    await issuer?.close();
    await fresh?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const tokenOf = (sub: string, changes: Record<string, unknown> = {}) => {
    const seconds = Math.floor(Date.now() / 1_000);
    const claims = { iss: issuer.url, sub, aud: 'gatehouse-approvals', iat: seconds, exp: seconds + 600 };
    return signed(key, { ...claims, roles: [], ...changes });
  };
  const held = async (changes: object = {}) => {
    const ask = askOf({ mandate: `md_http_${++mandates}`, ...changes });
    return { ask, hold: good(await approvals.request(ask)) };
  };
  async function call(token: string, path: string, what?: object | 'DELETE') {
    const type = typeof what === 'object' ? { 'content-type': 'application/json' } : {};
    const headers = { authorization: `Bearer ${token}`, ...type };
    const sent =
      typeof what === 'object'
        ? { method: 'POST', headers, body: JSON.stringify(what) }
        : { method: what ?? 'GET', headers };
    const answer = await fetch(`${gate.controlUrl}${path}`, sent);
    const json = (await answer.json()) as Answered;
    return { status: answer.status, json, code: json.error?.code ?? 'ok' };
  }
  async function shownTo(token: string, id: string): Promise<string> {
    const seen = await call(token, `/v1/approvals/${id}?tenant=acme`);
    return seen.json.question?.shown ?? '';
  }

  it('takes the yes of the person for whom it is asked, by a token for answering', async () => {
    const { ask, hold } = await held();
    const alice = await tokenOf('alice');
    const shown = await shownTo(alice, hold.id);
    const answered = await call(alice, `/v1/approvals/${hold.id}/answer`, { answer: 'yes', shown });
    assert.deepEqual([answered.status, answered.json.question?.state], [200, 'approved']);
    assert.equal(good(await approvals.take(hold.id, ask)).state, 'approved');
  });

  it('takes no yes from the operator, agents, programs, or tokens that are for something else', async () => {
    const { ask, hold } = await held();
    const shown = await shownTo(operator, hold.id);
    assert.match(shown, /^[0-9a-f]{64}$/);
    const yes = { answer: 'yes', shown };
    const agentKey = good(
      await gate.office.create(
        {
          ...{
            tenant: 'acme',
            name: 'x',
            kind: 'person',
            principal: 'alice',
            roles: [],
            teams: [],
            purposes: [],
          },
          ...{ attributes: {}, models: ['*'] },
        },
        { createdBy: 'tests' },
      ),
    ).text;
    const table: readonly (readonly [string, string])[] = [
      [operator, 'hold.forbidden'],
      [await tokenOf('alice', { aud: 'gatehouse' }), 'identity.invalid'],
      [await tokenOf('alice', { act: { sub: 'assistant' } }), 'hold.forbidden'],
      [await tokenOf('alice', { exp: 1 }), 'identity.expired'],
      [await tokenOf('mallory'), 'control.not_found'],
      [await tokenOf('assistant'), 'control.not_found'],
      [agentKey, 'identity.invalid'],
      ['x', 'identity.invalid'],
    ];
    for (const [token, wanted] of table) {
      const answered = await call(token, `/v1/approvals/${hold.id}/answer?tenant=acme`, yes);
      assert.equal(answered.code, wanted, token.slice(0, 12));
    }
    assert.equal(good(await approvals.take(hold.id, ask)).state, 'waiting');
    const no = await call(operator, `/v1/approvals/${hold.id}/answer?tenant=acme`, { answer: 'no', shown });
    assert.deepEqual([no.status, no.json.question?.state], [200, 'denied']);
  });

  it('lets people into nothing but what is theirs', async () => {
    const [alice, bob] = [await tokenOf('alice'), await tokenOf('bob', { roles: ['approver'] })];
    const { hold } = await held();
    const other = (await held({ needs: [{ by: 'other' }] })).hold;
    const ids = async (token: string) => {
      const listed = await call(token, '/v1/approvals');
      return listed.json.questions?.map(({ id }) => id) ?? [];
    };
    assert.ok((await ids(alice)).includes(hold.id));
    assert.ok((await ids(bob)).includes(other.id));
    assert.ok(!(await ids(bob)).includes(hold.id));
    assert.deepEqual(await ids(await tokenOf('mallory')), []);
    for (const path of ['/v1/keys', '/v1/status', '/v1/crossings', '/v1/policy']) {
      assert.equal((await call(alice, path)).code, 'identity.invalid', path);
    }
    assert.equal((await call(alice, '/v1/approvals?tenant=globex')).code, 'control.forbidden');
    assert.equal((await call(operator, `/v1/approvals/${hold.id}?tenant=globex`)).code, 'control.not_found');
  });

  it('lets a deputy answer while a person is away, and not a moment longer', async () => {
    const [alice, dora] = [await tokenOf('alice'), await tokenOf('dora')];
    const until = new Date(Date.now() + 3_600_000).toISOString();
    assert.equal((await call(operator, '/v1/deputies', { deputy: 'dora', until })).code, 'hold.forbidden');
    assert.equal((await call(alice, '/v1/deputies', { deputy: 'alice', until })).code, 'control.invalid');
    const late = new Date(Date.now() + 90 * 86_400_000).toISOString();
    assert.equal(
      (await call(alice, '/v1/deputies', { deputy: 'dora', until: late })).code,
      'control.invalid',
    );
    const named = await call(alice, '/v1/deputies', { deputy: 'dora', until });
    const id = named.json.deputy?.id ?? '';
    const { hold } = await held();
    const shown = await shownTo(dora, hold.id);
    const answered = await call(dora, `/v1/approvals/${hold.id}/answer`, { answer: 'yes', shown });
    assert.equal(answered.json.question?.state, 'approved');
    assert.equal((await call(dora, `/v1/deputies/${id}`, 'DELETE')).code, 'control.not_found');
    assert.equal((await call(alice, `/v1/deputies/${id}`, 'DELETE')).code, 'ok');
    const next = (await held()).hold;
    assert.equal(await shownTo(dora, next.id), '');
  });

  it('takes signed answers of a channel, once, and no others', async () => {
    const { hold } = await held({ needs: [{ by: 'other' }] });
    const shown = await shownTo(operator, hold.id);
    const body = JSON.stringify({ question: hold.id, shown, person: 'u-7', answer: 'yes' });
    const send = async (text: string, secret = CALLBACK_SECRET.slice(6)) => {
      const seconds = String(Math.floor(Date.now() / 1_000));
      const mac = createHmac('sha256', Buffer.from(secret, 'base64')).update(`msg_1.${seconds}.${text}`);
      const headers = {
        ...{ 'content-type': 'application/json', 'webhook-id': 'msg_1', 'webhook-timestamp': seconds },
        'webhook-signature': `v1,${mac.digest('base64')}`,
      };
      return fetch(`${gate.controlUrl}/v1/approvals/callbacks/desk`, { method: 'POST', headers, body: text });
    };
    assert.equal((await send(body, 'AAAA')).status, 401);
    const answered = await send(body);
    assert.deepEqual(
      [answered.status, await answered.json()],
      [200, { question: hold.id, state: 'approved' }],
    );
    assert.equal((await send(body)).status, 409);
  });

  /** The command line, with somebody at the terminal who types this. */
  async function gatehouse(args: readonly string[], typed?: string): Promise<Ran> {
    const ran = { out: '', errors: '' };
    const world: World = {
      io: {
        write: (text) => {
          ran.out += text;
        },
        error: (text) => {
          ran.errors += text;
        },
        color: false,
      },
      read: (file) => readFileSync(file, 'utf8'),
      environment: {},
      nowMs: Date.now,
      open: async () => undefined,
      flushed: () => Promise.resolve(),
      stopped: () => new Promise(() => undefined),
      ...(typed === undefined ? {} : { ask: async () => typed }),
    };
    const data = ['--data', join(folder, 'data'), '--tenant', 'acme'];
    return { code: await runProgram(['approvals', ...args, ...data], world), ...ran };
  }

  it('is answered on the command line: shown, asked, and never by accident', async () => {
    const { ask, hold } = await held({ purpose: 'evil\nWhat a yes means\nNothing.' });
    const file = join(folder, 'alice.token');
    writeFileSync(file, await tokenOf('alice'), { mode: 0o600 });
    const as = ['--as', file];
    const listed = await gatehouse(['list', ...as]);
    assert.deepEqual([listed.code, listed.out.includes(hold.id)], [0, true]);
    const shown = await gatehouse(['show', hold.id, ...as]);
    assert.match(shown.out, /\n {2}│ mallory@evil\.example\n/);
    assert.match(shown.out, /\n {2}│ evil\\nWhat a yes means\\nNothing\.\n/);
    assert.equal(shown.out.match(/^What a yes means$/gm)?.length, 1);
    assert.equal((await gatehouse(['approve', hold.id, ...as])).code, 2);
    assert.equal((await gatehouse(['approve', hold.id, ...as], 'y')).code, 1);
    assert.equal((await gatehouse(['approve', hold.id], 'yes')).code, 1);
    assert.equal(good(await approvals.take(hold.id, ask)).state, 'waiting');
    const approved = await gatehouse(['approve', hold.id, '--grant-values', ...as], 'yes');
    assert.deepEqual([approved.code, approved.out.includes('once, exactly as it was shown')], [0, true]);
    const taken = good(await approvals.take(hold.id, ask));
    assert.equal(taken.state === 'approved' && taken.grants.length, 1);
    assert.equal((await gatehouse(['deny', hold.id, ...as], 'no')).code, 1);
  });

  it('answers programs in JSON, which name what was shown', async () => {
    const { hold } = await held();
    const file = join(folder, 'alice.token');
    writeFileSync(file, await tokenOf('alice'));
    const seen = await gatehouse(['show', hold.id, '--json', '--as', file]);
    const { question } = JSON.parse(seen.out);
    const denied = await gatehouse(['deny', hold.id, '--json', '--shown', question.shown, '--as', file]);
    assert.deepEqual([denied.code, JSON.parse(denied.out).question.state], [0, 'denied']);
    const missing = await gatehouse(['show', 'hold_none', '--json', '--as', file]);
    assert.deepEqual([missing.code, JSON.parse(missing.out).error.code], [1, 'control.not_found']);
  });
});

function extraSettings(issuer: string): string {
  return `identity:
  issuers:
    - issuer: ${issuer}
      tenant: acme
      audiences: [gatehouse]
      algorithms: [ES256]
      kind: person
      allow_private: true
approvals:
  channels:
    - id: desk
      tenant: acme
      url: { env: HOOK_URL }
      allow_private: true
      answers:
        kind: signed
        secret: { env: HOOK_SECRET }
        people: { u-7: { id: bob, roles: [approver] } }
`;
}

/** The holds of the gate, as another process of it would keep them. */
function approvalsBeside({ database }: FreshDatabase, dataDir: string): Approvals {
  const keyring = openKeyring(createKeyFiles(join(dataDir, 'keys')), chance);
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const ledger = createCommitter({ writer: createEntryWriter(database), nowMs: clock.nowMs, pause });
  const acts = createActs({ ledger, clock, chance });
  const store = createHoldStore({ database, keyOf: (tenant) => keyring.digestKey(tenant), acts, chance });
  return createApprovals({ store, settings: () => settingsOf(), clock, chance });
}
