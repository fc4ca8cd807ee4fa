/** An access review, through a whole gate: who has what, answered by owners once, on record, and carried out. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runProgram } from '../../src/cli/program.ts';
import { comesTrue } from '../support/comes-true.ts';
import { OWNED, startTestGate, type TestGate } from '../support/gate.ts';
import { type Office, startOffice } from '../support/office.ts';
import { openMandate, type People, startPeople } from '../support/people.ts';
import { callTool } from '../support/tool-client.ts';

let gate: TestGate;
let office: Office;
let people: People;
let mailer: string;
const FILES = new Map<string, string>();

const TOOLS = ['office/open_door', 'office/read_inbox', 'office/send_email'];
const RULE = {
  id: 'office',
  ...OWNED,
  owner: 'olivia',
  who: { roles: ['helper', 'developer'] },
  tools: TOOLS,
};
const TRUSTING = {
  id: 'trusting',
  owner: 'olivia',
  reason: 'Known.',
  expires: '2099-12-31',
  tools: ['office/*'],
};

function configure(more: readonly object[] = []) {
  gate.configure({
    charter: { tools: [RULE, ...more], endorsements: [{ ...TRUSTING, lifts: ['scope'] }] },
    more: {
      identity: { issuers: [people.issuer] },
      tools: {
        manifests: ['office.yaml'],
        servers: { office: { kind: 'mcp', url: office.url, allow_private: true, ...OWNED } },
      },
    },
  });
}

before(async () => {
  [office, people] = await Promise.all([startOffice(), startPeople()]);
  gate = await startTestGate();
  writeFileSync(join(gate.dataDir, 'office.yaml'), await office.manifests());
  configure();
  await gate.restart();
  mailer = await gate.newKey({ kind: 'agent', principal: 'mailer', roles: ['helper'], teams: [] });
  FILES.set('olivia', await people.token('olivia', 'gatehouse-approvals'));
  FILES.set('other', await people.token('other', 'gatehouse-approvals'));
});

after(async () => {
  await gate.close();
  await people.close();
  await office.close();
});

async function command(...args: readonly string[]) {
  let output = '';
  const write = (text: string) => {
    output += text;
  };
  const world = {
    io: { write, error: write, color: false },
    read: (path: string) => FILES.get(path),
    ...{ environment: {}, nowMs: () => Date.now(), open: async () => undefined },
    ...{ flushed: async () => undefined, stopped: async () => undefined },
  };
  const code = await runProgram(['reviews', ...args, '--data', gate.dataDir, '--tenant', 'acme'], world);
  return { code, output };
}

interface Item {
  readonly number: number;
  readonly reviewer: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into items of many shapes.
  readonly about: any;
  readonly overdue: boolean;
  readonly answered?: { readonly answer: string; readonly by: string };
}

async function started(...who: readonly string[]): Promise<{ id: string; items: Item[] }> {
  const named = who.flatMap((pattern) => ['--who', pattern]);
  const { code, output } = await command('start', '--by', '2099-01-31', ...named, '--json');
  assert.equal(code, 0, output);
  return JSON.parse(output).review;
}

const itemOf = (items: readonly Item[], kind: string) => {
  const item = items.find(({ about }) => about.kind === kind);
  assert.ok(item, `an item of kind ${kind}`);
  return item;
};

const acts = async () =>
  (
    await gate.fresh.superuser<{ body: string }>(
      "select body from gatehouse.evidence where kind = 'act' order by entry",
    )
  ).map(({ body }) => JSON.parse(body));

describe('an access review', () => {
  it('asks of everybody what each has, and of the owner of each rule', async () => {
    const alice = await openMandate(gate, await people.token('alice'), { words: 'Open the door.' });
    const { items } = await started();
    const rule = items.find(({ about }) => about.kind === 'rule' && about.who.id === 'mailer');
    assert.equal(rule?.reviewer, 'olivia');
    assert.deepEqual(rule?.about.holds.map(({ name }: { name: string }) => name).sort(), TOOLS);
    assert.ok(items.some(({ about }) => about.kind === 'key' && about.who.id === 'mailer'));
    const mandate = itemOf(items, 'mandate');
    assert.deepEqual([mandate.about.mandate.id, mandate.reviewer], [alice.mandate, 'alice']);
    assert.equal(itemOf(items, 'endorsement').about.endorsement.id, 'trusting');
    const begun = (await acts()).at(-1);
    assert.deepEqual([begun.act, begun.detail.items], ['review.start', String(items.length)]);
  });

  it('is about those alone whom it names', async () => {
    const { items } = await started('agent:*');
    assert.ok(items.length > 0 && items.every(({ about }) => about.who.kind === 'agent'));
    const { code, output } = await command('start', '--by', '2099-01-31', '--who', 'agent:nobody');
    assert.equal(code, 2, output);
    assert.equal((await command('start', '--by', '2020-01-01')).code, 2);
  });

  it('shows owners what is asked of them, and nobody else anything', async () => {
    const { id, items } = await started('agent:mailer');
    const own = await command('show', id, '--as', 'olivia');
    assert.equal(own.code, 0, own.output);
    assert.match(own.output, /olivia +agent mailer +office\/.* by rule office/);
    assert.doesNotMatch(own.output, /ghk_|test key/);
    const other = await command('show', id, '--as', 'other');
    assert.deepEqual([other.code, /control\.not_found/.test(other.output)], [1, true]);
    const begun = await command('start', '--by', '2099-01-31', '--as', 'olivia');
    assert.deepEqual([begun.code, /identity\.invalid|control\.forbidden/.test(begun.output)], [1, true]);
    const number = String(itemOf(items, 'key').number);
    const stolen = await command('answer', 'keep', id, number, '--reason', 'mine', '--as', 'olivia');
    assert.equal(stolen.code, 1, stolen.output);
  });

  it('ends a key that is revoked, once, with the reason kept and the act on record', async () => {
    const key = await gate.newKey({ kind: 'agent', principal: 'leaver', roles: ['helper'] });
    const { id, items } = await started('agent:leaver');
    const { number, about } = itemOf(items, 'key');
    const answers = await Promise.all(
      [1, 2, 3].map(() => command('answer', 'revoke', id, String(number), '--reason', 'Gone.')),
    );
    assert.deepEqual(answers.map(({ code }) => code).sort(), [0, 2, 2]);
    assert.ok(answers.some(({ output }) => output.includes('It has ended')));
    const read = () => callTool(gate, { name: 'office__read_inbox', arguments: {}, credential: key });
    assert.ok(
      await comesTrue(
        () =>
          read().then(
            () => false,
            () => true,
          ),
        1_500,
      ),
    );
    const done = (await acts()).slice(-2).map(({ act, subject }) => [act, subject]);
    assert.deepEqual(done, [
      ['review.revoke', id],
      ['key.revoke', about.key.id],
    ]);
    const shown = await command('show', id);
    assert.match(shown.output, /revoked by operator on \d{4}-\d\d-\d\d: Gone\./);
  });

  it('says which change of the charter a revoked rule takes, and that change takes it away', async () => {
    const { id, items } = await started('agent:mailer');
    const { number } = itemOf(items, 'rule');
    const { code, output } = await command(
      ...['answer', 'revoke', id, String(number), '--reason', 'Not needed.', '--as', 'olivia', '--json'],
    );
    assert.equal(code, 0, output);
    const { change, ended } = JSON.parse(output);
    assert.deepEqual([ended, change.add.tools[0].owner], [false, 'olivia']);
    assert.match(change.text, /effect: deny/);
    const read = () => callTool(gate, { name: 'office__read_inbox', arguments: {}, credential: mailer });
    assert.equal((await read()).isError, false);
    configure(change.add.tools);
    await gate.control('POST', '/v1/reload');
    assert.equal((await read()).isError, true);
    configure();
    await gate.control('POST', '/v1/reload');
  });

  it('is never answered by a person about what they have themselves', async () => {
    await gate.newKey({ kind: 'person', principal: 'olivia', roles: ['helper'] });
    const { id, items } = await started('person:olivia');
    const { number } = itemOf(items, 'rule');
    const own = await command('answer', 'keep', id, String(number), '--reason', 'mine', '--as', 'olivia');
    assert.deepEqual([own.code, /control\.forbidden/.test(own.output)], [1, true]);
    assert.equal((await command('answer', 'keep', id, String(number), '--reason', 'asked her')).code, 0);
  });

  it('is reported for as long as something of it is overdue', async () => {
    const { id } = await started('agent:mailer');
    await gate.fresh.superuser(
      "update gatehouse.review set started_at = now() - interval '2 days', due_at = now() - interval '1 day' where id = $1",
      [id],
    );
    const shown = await command('show', id);
    assert.equal(shown.code, 1);
    assert.match(shown.output, /OVERDUE: \d/);
    const { reviews } = JSON.parse((await command('list', '--json')).output);
    const late = reviews.find((one: { id: string }) => one.id === id);
    assert.ok(late.overdue > 0 && late.overdue === late.open);
  });

  it('is another tenant\u2019s to nobody, and what it found cannot be changed', async () => {
    const { id } = await started('agent:mailer');
    await assert.rejects(gate.control('GET', `/v1/reviews/${id}?tenant=globex`), /control\.not_found/);
    const app = gate.fresh.database;
    const forge = (sql: string) => app.asTenant('acme', (query) => query(sql, [id]));
    await assert.rejects(
      forge("update gatehouse.review_item set item = '{}' where review = $1"),
      /permission/,
    );
    await assert.rejects(forge('delete from gatehouse.review where id = $1'), /permission/);
    const seen = await app.asTenant('globex', (query) => query('select * from gatehouse.review_item'));
    assert.deepEqual(seen, []);
  });
});
