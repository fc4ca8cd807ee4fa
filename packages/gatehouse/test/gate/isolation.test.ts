/** Tenants do not see each other, and evidence never holds content: asked of every table that there is. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { addressWith } from '../../src/stores/postgres/address.ts';
import { chatBody, messagesBody, OWNED, startTestGate, type TestGate } from '../support/gate.ts';
import { chat, chatStream } from '../support/upstream.ts';

let gate: TestGate;
let globexKey: string;
before(async () => {
  gate = await startTestGate({
    budgets: [
      { id: 'requests', ...OWNED, each: 'tenant', measure: 'requests', per: 'month', limit: 10_000 },
      { id: 'money', ...OWNED, each: 'person', measure: 'money', per: 'month', limit: 100 },
    ],
  });
  globexKey = await gate.newKey({ tenant: 'globex', principal: 'hank', name: 'globex key' });
  await Promise.all(
    [gate.key, globexKey].flatMap((key) => [
      gate.send(chatBody('sim/echo', PROMPT), { key }),
      gate.send(chatBody('sim/echo', PROMPT, { stream: true }), { key }),
      gate.send(messagesBody('sim/echo', PROMPT), { key, path: '/anthropic/v1/messages' }),
      gate.send(chatBody('no-such-model', PROMPT), { key }),
    ]),
  );
});
after(() => gate?.close());

const MARKER = 'zebra-crossing-4711';
const PROMPT = `The launch code is ${MARKER}; tell nobody at marker-${MARKER}@example.com.`;

interface Table {
  readonly name: string;
  readonly tenants: boolean;
  readonly forced: boolean;
  readonly isView: boolean;
}

/** Every table and view of the schema, so that a new one is covered by being there. */
function tables(): Promise<readonly Table[]> {
  return gate.fresh.superuser<Table>(
    `select c.oid::regclass::text as name, c.relrowsecurity and c.relforcerowsecurity as forced, c.relkind in ('v', 'm') as "isView",
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant' and not a.attisdropped) as tenants
     from pg_class c where c.relnamespace = 'gatehouse'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') order by 1`,
  );
}

/** Runs statements as one of the roles of the database, in a session of its own. */
async function as<T>(
  role: string,
  work: (query: (text: string) => Promise<readonly object[]>) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: addressWith(gate.fresh.url, {}) });
  await client.connect();
  try {
    await client.query(`set session authorization ${client.escapeIdentifier(role)}`);
    return await work(async (text) => (await client.query<object>(text)).rows);
  } finally {
    await client.end();
  }
}

async function roles(): Promise<readonly string[]> {
  const rows = await gate.fresh.superuser<{ name: string }>(
    "select rolname as name from pg_roles where rolname like current_database() || '\\_%' order by 1",
  );
  return rows.map(({ name }) => name);
}

/** How many rows a statement gives; none where the role may not even ask. */
async function countOf(query: (text: string) => Promise<readonly object[]>, text: string): Promise<number> {
  return query(text).then(
    (rows) => rows.length,
    (error: { code?: string }) => {
      assert.equal(error.code, '42501', `${text}: ${error}`);
      return 0;
    },
  );
}

test('every table that holds data of tenants forces row-level security on whoever reads it', async () => {
  const all = await tables();
  const ofTenants = all.filter(({ tenants, isView }) => tenants && !isView);
  assert.ok(ofTenants.length >= 4, 'evidence, open crossings, budgets and keys at least');
  for (const { name, forced } of ofTenants) assert.ok(forced, name);
});

test('raw SQL as any role reads nothing of any tenant without saying whose, and nothing of another by saying so', async () => {
  const all = (await tables()).filter(({ tenants }) => tenants);
  const names = await roles();
  assert.equal(names.length, 4, 'the owner and three that log in');
  for (const role of names) {
    await as(role, async (query) => {
      for (const nobody of ['', '%', '*', 'ACME', "acme' or '1'='1"]) {
        await query(`select set_config('gatehouse.tenant', ${pg.escapeLiteral(nobody)}, false)`);
        for (const { name } of all) {
          assert.equal(await countOf(query, `select 1 from ${name}`), 0, `${role} as "${nobody}": ${name}`);
        }
      }
      await query("select set_config('gatehouse.tenant', 'globex', false)");
      for (const { name } of all) {
        const others = await countOf(query, `select 1 from ${name} where tenant <> 'globex'`);
        assert.equal(others, 0, `${role} as globex: ${name}`);
      }
    });
  }
});

test('the test above can see: both tenants have rows in what it reads', async () => {
  for (const table of ['evidence', 'budget_window', 'budget_lease']) {
    const rows = await gate.fresh.superuser<{ tenant: string }>(
      `select distinct tenant from gatehouse.${table} order by 1`,
    );
    assert.deepEqual(
      rows.map(({ tenant }) => tenant),
      ['acme', 'globex'],
      table,
    );
  }
});

test('no role may change or remove evidence, and only recording adds to it', async () => {
  for (const role of await roles()) {
    await as(role, async (query) => {
      await query("select set_config('gatehouse.tenant', 'acme', false)");
      for (const statement of [
        "update gatehouse.evidence set body = '{}'",
        'delete from gatehouse.evidence',
        'truncate gatehouse.evidence',
        'delete from gatehouse.ledger_head',
        'update gatehouse.ledger_sealed set seq = seq + 1',
      ]) {
        // WHY: the log belongs to the owner, as which nothing can log in; what it does there, verification finds.
        if (role.endsWith('_owner') && statement.includes('ledger_')) continue;
        await assert.rejects(query(statement), { code: '42501' }, `${role}: ${statement}`);
      }
    });
  }
});

test('no role that logs in is a superuser, bypasses row-level security or owns a table', async () => {
  const bad = await gate.fresh.superuser(
    `select rolname from pg_roles where rolname like current_database() || '\\_%'
       and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or (rolcanlogin and oid in
         (select relowner from pg_class where relnamespace = 'gatehouse'::regnamespace)))`,
  );
  assert.deepEqual(bad, []);
});

test('a key sees and spends only what belongs to its tenant', async () => {
  const acme = await gate.send(chatBody('sim/echo', 'hello'));
  await assert.rejects(gate.control('GET', `/v1/crossings/${acme.id}?tenant=globex`), /control\.not_found/);
  const told = await gate.control<{ tenant: string }>('GET', `/v1/crossings/${acme.id}?tenant=acme`);
  assert.equal(told.tenant, 'acme');
  const before = await gate.budgets('globex');
  await gate.send(chatBody('sim/echo', 'hello'));
  assert.deepEqual(await gate.budgets('globex'), before, 'what acme spends is not charged to globex');
});

test("cache keys at the provider differ between tenants, because the provider's key is shared", async () => {
  gate.upstream.expect(chat('ok'));
  for (const key of [gate.key, gate.key, globexKey]) {
    await gate.send(chatBody('up', 'hi', { prompt_cache_key: `of-${MARKER}` }), { key });
  }
  const [first, second, third] = gate.upstream.calls.map(({ json }) => json.prompt_cache_key);
  assert.equal(first, second);
  assert.notEqual(first, third, 'cross-tenant cache hits');
  assert.ok(!String(first).includes(MARKER));
});

/** Every value of every row of every table, as one text. */
async function everythingStored(): Promise<string> {
  const texts: string[] = [];
  for (const { name, isView } of await tables()) {
    if (isView) continue;
    const rows = await gate.fresh.superuser<{ row: string }>(
      `select to_jsonb(t)::text as row from ${name} t`,
    );
    texts.push(...rows.map(({ row }) => row));
  }
  return texts.join('\n');
}

test('no table holds a word of any prompt or answer, or any credential', async () => {
  gate.upstream.expect(chatStream(`the answer says ${MARKER} as well. `, 'goodbye'));
  const body = {
    ...chatBody('up', PROMPT, { stream: true, user: MARKER, metadata: { note: MARKER }, [`x-${MARKER}`]: 1 }),
    tools: [{ type: 'function', function: { name: `tool-${MARKER}`, description: MARKER, parameters: {} } }],
  };
  const streamed = await gate.send(body, { headers: { 'user-agent': MARKER, 'x-note': MARKER } });
  assert.ok(streamed.text.includes(MARKER), 'the answer did hold it');
  await gate.send(chatBody(`model-${MARKER}`, PROMPT));
  await gate.send({ ...body, tools: [{ type: `type ${MARKER}` }] });
  await gate.send(
    chatBody('up', '', {
      messages: [
        { role: 'user', content: [{ type: 'image_url', image_url: { url: `https://${MARKER}.example/x` } }] },
      ],
    }),
  );
  await gate.send(chatBody('up', 'hi'), { headers: { 'x-gatehouse-purpose': MARKER } });
  gate.upstream.expect(({ response }) => {
    response.writeHead(500, { 'content-type': 'application/json', 'x-request-id': MARKER });
    response.end(
      JSON.stringify({ error: { message: MARKER, type: MARKER, code: MARKER }, model: `it is ${MARKER}` }),
    );
  });
  await gate.send(chatBody('up', PROMPT));
  const stored = await everythingStored();
  assert.ok(stored.includes(streamed.id), 'the search finds what is there');
  assert.ok(!stored.includes(MARKER), excerpt(stored, MARKER));
  assert.ok(!stored.includes(Buffer.from(MARKER).toString('base64').slice(0, 20)));
  for (const secret of [gate.key, globexKey, 'upstream-credential-4711', gate.fresh.secret]) {
    assert.ok(!stored.includes(secret), 'no credential is stored');
  }
  assert.deepEqual(gate.reports, [], 'and nothing went wrong in the background');
});

function excerpt(text: string, word: string): string {
  const at = text.indexOf(word);
  return text.slice(Math.max(0, at - 300), at + 100);
}
