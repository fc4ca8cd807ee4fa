/** Starts that must not happen, from the command line: one clear sentence each, and an exit code that says so. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { type ChildGate, openSite, type Site } from '../support/child-gate.ts';

let site: Site;
/** WHY so early: a database that does not answer is waited for, and the other tests need not wait with it. */
let withoutDatabase: ChildGate;
before(async () => {
  site = await openSite();
  withoutDatabase = site.start({ environment: { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' } });
});
after(() => site?.close());

async function refuses(gate: ChildGate, pattern: RegExp): Promise<void> {
  const { code, output, errors } = await gate.ended;
  assert.notEqual(code, 0);
  assert.notEqual(code, null, 'it ended by itself');
  assert.equal(output, '', 'nothing that looks like a start');
  assert.match(errors, pattern);
  assert.equal(errors.trim().split('\n').length, 1, `one sentence: ${errors}`);
  assert.ok(!/\n {4}at /.test(errors), 'and no stack');
  assert.ok(!errors.includes(site.fresh.secret));
}

test('a port that is taken', async () => {
  const other = createServer();
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
  const port = String((other.address() as AddressInfo).port);
  await refuses(site.start({ flags: ['--data-port', port] }), new RegExp(`port ${port}: it is taken`));
  await refuses(site.start({ flags: ['--control-port', port] }), new RegExp(`${port}`));
  other.close();
});

test('a configuration that is not there', async () => {
  await refuses(site.start({ flags: ['--config', '/nowhere/gatehouse.yaml'] }), /cannot be read/);
});

test('a configuration with a setting that does not exist is refused with its place and what was meant (a misplaced setting silently accepted)', async () => {
  const file = `${site.configFile}.wrong`;
  writeFileSync(
    file,
    'version: 1\ntenants: { acme: { name: Acme } }\nproviders: {}\nmodels: {}\ncharter: {}\nbudget: []\n',
  );
  await refuses(site.start({ flags: ['--config', file] }), /:6:1 .*budget/);
});

test('a database that may lose what it acknowledged', async () => {
  const [row] = await site.fresh.superuser<{ name: string }>('select current_database() as name');
  const name = row?.name ?? '';
  await site.fresh.superuser(`alter database ${name} set synchronous_commit = off`);
  await refuses(site.start(), /synchronous_commit is off/);
  await site.fresh.superuser(`alter database ${name} reset synchronous_commit`);
});

test('a database address that is none', async () => {
  await refuses(site.start({ environment: { DATABASE_URL: 'mysql://nobody@127.0.0.1/none' } }), /database/i);
});

test('a flag that does not exist, or a port that is none', async () => {
  for (const flags of [['--no-such-flag'], ['--data-port', '70000'], ['--data-port', 'http']]) {
    const { code, output } = await site.start({ flags }).ended;
    assert.ok(code !== 0 && code !== null, flags.join(' '));
    assert.equal(output, '');
  }
});

test('a database that does not answer', async () => {
  await refuses(withoutDatabase, /The database cannot be used/);
});
