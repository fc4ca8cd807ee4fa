/** What the control plane does for operators, over HTTP and on real PostgreSQL. */
import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ROUTES } from '../../src/http/control/routes.ts';
import { type RunningGate, runningGate, SETTINGS } from '../support/running-gate.ts';
import { until } from '../support/until.ts';

describe('the control plane', () => {
  let running: RunningGate;
  let key: { readonly id: string; readonly text: string };
  before(async () => {
    running = await runningGate();
    key = await running.key('acme');
  });
  after(() => running.close());

  const refusal = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await running.control(path, {
      ...{ method: 'POST', body },
      headers: { ...running.credential, ...headers },
    });
    return `${answer.status} ${answer.json?.error?.code ?? 'in'}`;
  };
  const acts = () =>
    running.superuser<{ tenant: string; body: string }>(
      "select tenant, body from gatehouse.evidence where kind = 'act' order by entry",
    );
  const lastAct = async () => {
    const last = (await acts()).at(-1);
    return { tenant: last?.tenant, ...JSON.parse(last?.body ?? '{}') };
  };

  it('leaves its credential where only its owner can read it', () => {
    const { mode } = statSync(join(running.dataDir, 'control.json'));
    assert.equal(mode & 0o777, 0o600);
  });

  it('says what runs', async () => {
    const { json } = await running.control('/v1/status');
    assert.equal(json.environment, 'staging');
    assert.match(json.policyDigest, /^[0-9a-f]{64}$/);
    assert.match(json.inspectionRules, /^[0-9a-f]{64}$/);
    assert.deepEqual(Object.keys(json.memos.policy), ['hits', 'misses']);
    assert.deepEqual([json.openCrossings, json.warnings], [0, []]);
    const policy = await running.control('/v1/policy');
    assert.equal(policy.json.digest, json.policyDigest);
    assert.deepEqual(
      policy.json.rules.map(({ kind, id }: { kind: string; id: string }) => [kind, id]),
      [['access', 'developers']],
    );
  });

  it('finds a crossing by its id, by the name its caller gave it, and as the last one', async () => {
    assert.equal((await running.cross(key.text, 'job:42.retry-1')).status, 200);
    const last = await running.control('/v1/crossings/last?tenant=acme');
    const { id, entries, story, text } = last.json;
    assert.match(id, /^cx_/);
    assert.deepEqual(
      entries.map(({ kind, attempt }: { kind: string; attempt: number }) => [kind, attempt]),
      [
        ['intent', 1],
        ['outcome', 1],
      ],
    );
    assert.deepEqual([story.ending, story.opening.principal.id], ['completed', 'acme-app']);
    assert.match(text, /^Crossing cx_\w+: completed\n/);
    assert.doesNotMatch(last.text, /recipe/);
    for (const name of [id, encodeURIComponent('job:42.retry-1')]) {
      assert.equal((await running.control(`/v1/crossings/${name}?tenant=acme`)).json.id, id);
    }
  });

  it('lists crossings page by page, newest first', async () => {
    for (let count = 0; count < 3; count++) await running.cross(key.text);
    const all = await running.control('/v1/crossings?tenant=acme');
    const ids = all.json.crossings.map(({ id }: { id: string }) => id);
    assert.deepEqual(ids, [...ids].sort().reverse());
    const page = await running.control(`/v1/crossings?tenant=acme&limit=1&before=${ids[0]}`);
    assert.deepEqual(
      page.json.crossings.map(({ id, ending, asked }: Record<string, string>) => [id, ending, asked]),
      [[ids[1], 'completed', 'sim/echo']],
    );
  });

  it('shows no tenant what is another one’s', async () => {
    const mine = (await running.control('/v1/crossings/last?tenant=acme')).json.id;
    for (const path of [`/v1/crossings/${mine}`, '/v1/crossings/last']) {
      const answer = await running.control(`${path}?tenant=globex`);
      assert.deepEqual([answer.status, answer.json.error.code], [404, 'control.not_found'], path);
    }
    assert.deepEqual((await running.control('/v1/crossings?tenant=globex')).json.crossings, []);
    assert.deepEqual((await running.control('/v1/keys?tenant=globex')).json.keys, []);
    assert.deepEqual((await running.control('/v1/budgets?tenant=globex')).json.budgets, []);
    const before = (await acts()).length;
    assert.equal(await refusal(`/v1/keys/${key.id}/rotate?tenant=globex`, {}), '404 control.not_found');
    const revoked = await running.control(`/v1/keys/${key.id}?tenant=globex`, { method: 'DELETE' });
    assert.equal(revoked.status, 404);
    assert.equal((await acts()).length, before, 'what did not happen is on record');
    assert.equal((await running.cross(key.text)).status, 200);
  });

  it('takes text in ids for text', async () => {
    const hostile = ["' or '1'='1", "x'; drop table gatehouse.evidence; --", '../last', 'a\u0000b', '*', '%'];
    for (const id of hostile) {
      const crossing = await running.control(`/v1/crossings/${encodeURIComponent(id)}?tenant=acme`);
      assert.ok([404, 400].includes(crossing.status), `${id}: ${crossing.status}`);
      const path = `/v1/keys/${encodeURIComponent(id)}?tenant=acme`;
      assert.equal((await running.control(path, { method: 'DELETE' })).status, 404, id);
    }
    const tenant = await running.control(`/v1/crossings?tenant=${encodeURIComponent("acme' or true--")}`);
    assert.equal(tenant.status, 400);
    assert.equal((await running.control('/v1/crossings/last?tenant=acme')).status, 200);
  });

  it('asks for the tenant where there is more than one', async () => {
    for (const path of ['/v1/crossings', '/v1/crossings/last', '/v1/keys', '/v1/budgets']) {
      const answer = await running.control(path);
      assert.deepEqual([answer.status, answer.json.error.code], [400, 'control.invalid'], path);
    }
    const key = { name: 'x', principal: 'y', tenant: 'nobody' };
    assert.equal(await refusal('/v1/keys', key), '400 control.invalid');
  });

  it('reads nothing but strict JSON of a modest size', async () => {
    const json = { 'content-type': 'application/json' };
    for (const [body, code] of [
      ['{"name":', '400 request.json'],
      ['{"name":"a","name":"b"}', '400 request.json'],
      ['{"name":"\\ud800"}', '400 request.json'],
      ['\u{feff}{}', '400 request.json'],
      [`${'['.repeat(20)}${']'.repeat(20)}`, '400 request.depth'],
      ['[]', '400 control.invalid'],
      ['null', '400 control.invalid'],
      [JSON.stringify({ name: 'x'.repeat(70_000) }), '413 request.too_large'],
    ] as const) {
      assert.equal(await refusal('/v1/keys', body, json), code, body.slice(0, 40));
    }
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      assert.equal(
        await refusal('/v1/keys', 'name=x', { 'content-type': type }),
        '415 request.encoding',
        type,
      );
    }
  });

  it('refuses what it does not know, wherever it stands', async () => {
    const good = { tenant: 'acme', name: 'x', principal: 'y' };
    for (const body of [
      { ...good, admin: true },
      JSON.parse(`{"tenant":"acme","name":"x","principal":"y","__proto__":{"admin":true}}`),
      { ...good, kind: 'god' },
      { ...good, roles: 'admin' },
      { ...good, models: [] },
      { ...good, models: ['*', 'sim/echo'] },
      { ...good, lifetimeSeconds: 1e9 },
      { ...good, lifetimeSeconds: '60' },
      { ...good, attributes: { 'a b': 'c' } },
      { ...good, name: 'line\nbreak' },
    ]) {
      assert.equal(await refusal('/v1/keys', body), '400 control.invalid', JSON.stringify(body));
    }
    for (const query of ['tenant=acme&all=1', 'tenant=acme&tenant=globex', 'tenant=acme&limit=0']) {
      assert.equal((await running.control(`/v1/crossings?${query}`)).status, 400, query);
    }
    assert.equal(await refusal('/v1/reload', { file: '/etc/passwd' }), '400 control.invalid');
    assert.deepEqual(await keysNamed('x'), []);
  });

  const keysNamed = async (name: string) => {
    const { json } = await running.control('/v1/keys?tenant=acme');
    return json.keys.filter((one: { name: string }) => one.name === name);
  };

  it('makes a key that crosses, renews it, ends it, and has each act on record', async () => {
    const made = await running.key('acme', { name: 'billing', models: ['sim/echo'] });
    const create = await lastAct();
    assert.deepEqual(
      [create.tenant, create.actor, create.act, create.subject, create.detail.models],
      ['acme', 'operator', 'key.create', made.id, 'sim/echo'],
    );
    assert.equal((await running.cross(made.text)).status, 200);

    const rotated = await running.control(`/v1/keys/${made.id}/rotate?tenant=acme`, { method: 'POST' });
    assert.deepEqual([(await lastAct()).act, (await lastAct()).subject], ['key.rotate', made.id]);
    assert.equal((await running.cross(rotated.json.text)).status, 200);
    await until(async () => (await running.cross(made.text)).status === 401);

    await running.control(`/v1/keys/${made.id}?tenant=acme`, { method: 'DELETE' });
    assert.deepEqual([(await lastAct()).act, (await lastAct()).subject], ['key.revoke', made.id]);
    await until(async () => (await running.cross(rotated.json.text)).status === 401);
    assert.match((await keysNamed('billing'))[0].revokedAt, /^20/);
    const told = await running.control(`/v1/crossings/${(await lastAct()).id}?tenant=acme`);
    assert.match(told.json.text, /operator did "key\.revoke"/);
  });

  it('never shows a key again, nor anything that proves it', async () => {
    const listed = await running.control('/v1/keys?tenant=acme');
    const secret = key.text.slice(-59, -7);
    for (const text of [listed.text, ...(await acts()).map(({ body }) => body)]) {
      assert.ok(!text.includes(secret));
      assert.doesNotMatch(text, /digest|hash/i);
    }
  });

  it('does nothing that cannot be recorded', async () => {
    const recorder = `${(await running.superuser<{ name: string }>('select current_database() as name'))[0]?.name}_recorder`;
    await running.superuser(`revoke execute on function gatehouse.record_entries from ${recorder}`);
    try {
      const body = { tenant: 'acme', name: 'unrecorded', principal: 'y' };
      assert.equal(await refusal('/v1/keys', body), '503 evidence.unavailable');
      assert.equal(await refusal(`/v1/keys/${key.id}/rotate?tenant=acme`, {}), '503 evidence.unavailable');
      const revoked = await running.control(`/v1/keys/${key.id}?tenant=acme`, { method: 'DELETE' });
      assert.equal(revoked.status, 503);
      assert.equal(await refusal('/v1/reload', {}), '503 evidence.unavailable');
    } finally {
      await running.superuser(`grant execute on function gatehouse.record_entries to ${recorder}`);
    }
    assert.deepEqual(await keysNamed('unrecorded'), []);
    assert.equal((await running.cross(key.text)).status, 200);
  });

  it('reports budgets in their present window', async () => {
    const { json } = await running.control('/v1/budgets?tenant=acme');
    const mine = json.budgets.find(({ subject }: { subject: string }) => subject === `key:${key.id}`);
    assert.deepEqual([mine.budget, mine.measure, mine.limit], ['requests', 'requests', 1000]);
    assert.ok(mine.spent >= 1);
    assert.ok(mine.windowStart < mine.windowEnd);
  });

  it('replaces the configuration whole, or not at all', async () => {
    const digest = async () => (await running.control('/v1/status')).json.policyDigest;
    const first = await digest();
    writeFileSync(running.configFile, SETTINGS.replace('budgets:', 'budgetz:'));
    assert.equal(await refusal('/v1/reload', {}), '422 config.invalid');
    assert.equal(await digest(), first);
    assert.equal((await running.cross(key.text)).status, 200);

    writeFileSync(running.configFile, SETTINGS.replace('roles: [developer]', 'roles: [nobody]'));
    const [once, twice] = await Promise.all([refusal('/v1/reload', {}), refusal('/v1/reload', {})]);
    assert.deepEqual([once, twice], ['200 in', '200 in']);
    const second = await digest();
    assert.notEqual(second, first);
    assert.equal((await running.cross(key.text)).status, 403);

    writeFileSync(running.configFile, SETTINGS);
    assert.equal(await refusal('/v1/reload', {}), '200 in');
    assert.equal(await digest(), first);
    const { act, tenant, detail } = await lastAct();
    assert.deepEqual([act, tenant, detail], ['charter.activate', 'globex', { from: second, to: first }]);
  });

  it('describes all that it does', async () => {
    const { json } = await running.control('/openapi.json');
    const described = Object.entries(json.paths).flatMap(([path, operations]) =>
      Object.keys(operations as object).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const routes = ROUTES.map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual(described.sort(), [...routes, 'POST /v1/approvals/callbacks/{channel}'].sort());
    const callback = json.paths['/v1/approvals/callbacks/{channel}'].post;
    assert.deepEqual(callback.security, [], 'its signature is its proof');
    assert.ok('application/x-www-form-urlencoded' in callback.requestBody.content);
    assert.equal(new Set(ROUTES.map(({ operation }) => operation)).size, ROUTES.length);
    const parameters = json.paths['/v1/crossings/{id}'].get.parameters;
    assert.deepEqual(
      parameters.map(({ name, in: where, required }: Record<string, unknown>) => [name, where, required]),
      [
        ['id', 'path', true],
        ['tenant', 'query', false],
      ],
    );
  });

  it('proves that the ledger is whole, and finds what was changed behind its back', async () => {
    const verify = async () => (await running.control('/v1/ledger/verify', { method: 'POST' })).json;
    await until(async () => (await verify()).pending === 0);
    const whole = await verify();
    assert.deepEqual([whole.ok, whole.problemCount], [true, 0]);
    const { json: head } = await running.control('/v1/ledger/head');
    assert.deepEqual([head.size, head.head, head.verifierKey], [whole.size, whole.head, whole.verifierKey]);

    const mine = (await running.control('/v1/crossings/last?tenant=acme')).json.id;
    await running.superuser('alter table gatehouse.evidence disable trigger evidence_is_append_only');
    await running.superuser("update gatehouse.evidence set body = 'gone' where crossing = $1", [mine]);
    const found = await verify();
    assert.equal(found.ok, false);
    assert.deepEqual(
      [...new Set(found.problems.map(({ crossing }: { crossing: string }) => crossing))],
      [mine],
    );
    const told = await running.control(`/v1/crossings/${mine}?tenant=acme`);
    assert.deepEqual([told.status, told.json.error.code], [503, 'evidence.unavailable']);
    const listed = await running.control('/v1/crossings?tenant=acme&limit=2');
    assert.deepEqual(
      listed.json.crossings.map(({ ending }: { ending: string }) => ending === 'damaged'),
      [true, false],
    );
  });

  it('had no defects', () => {
    assert.deepEqual(running.reports, []);
  });
});
