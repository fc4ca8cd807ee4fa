/** Verification finds what one who owns the database did to the ledger. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, test } from 'node:test';
import { canonical } from '../../src/kernel/canonical.ts';
import { createSigner } from '../../src/ledger/checkpoint.ts';
import { growTree } from '../../src/ledger/merkle.ts';
import { verificationText } from '../../src/ledger/verification-text.ts';
import { intentEvidence, newId } from './samples.ts';
import { ORIGIN, type SealedLedger, sealedLedger } from './sealed-ledger.ts';

let ledger: SealedLedger;
let ids: readonly string[];

/** Ten entries under two heads: six, then four. */
beforeEach(async () => {
  ledger = await sealedLedger();
  ids = await ledger.cross(3);
  assert.deepEqual(await ledger.sequencer.sealOnce(), { ok: true, value: 6 });
  ids = [...ids, ...(await ledger.cross(2))];
  assert.deepEqual(await ledger.sequencer.sealOnce(), { ok: true, value: 4 });
});
afterEach(() => ledger.end());

/** What verification finds, as `kind@seq`. */
async function found(): Promise<readonly string[]> {
  const verification = await ledger.verify();
  assert.equal(verification.ok, verification.problems.length === 0);
  return verification.problems.map(({ kind, seq }) => `${kind}@${seq ?? ''}`);
}

test('an honest ledger is whole, with what is pending counted', async () => {
  await ledger.cross(1);
  const verification = await ledger.verify();
  assert.deepEqual(
    { ...verification, verifierKey: '', head: '' },
    { ok: true, size: 10, pending: 2, verifierKey: '', head: '', problems: [], problemCount: 0 },
  );
  assert.match(verificationText(verification), /^The ledger is whole: 10 entries/);
});

test('a changed body is found, by place and crossing', async () => {
  await ledger.tamper(
    `update gatehouse.evidence set body = replace(body, '"support"', '"fun"') where crossing = '${ids[1]}' and kind = 'intent'`,
  );
  const { problems } = await ledger.verify();
  assert.deepEqual(
    problems.map(({ kind, seq, crossing, tenant }) => ({ kind, seq, crossing, tenant })),
    [{ kind: 'changed', seq: 2, crossing: ids[1], tenant: 'globex' }],
  );
  assert.match(
    verificationText(await ledger.verify()),
    new RegExp(`changed \\(entry 2, tenant globex, ${ids[1]}\\)`),
  );
});

test('a changed body whose leaf was changed as well is found by the signed heads', async () => {
  await ledger.tamper(
    `update gatehouse.evidence set body = replace(body, '"support"', '"fun"') where crossing = '${ids[4]}' and kind = 'outcome'`,
    `update gatehouse.ledger_sealed s set leaf = sha256('\\x00'::bytea || convert_to(e.body, 'UTF8'))
     from gatehouse.evidence e where e.entry = s.entry`,
  );
  assert.deepEqual(await found(), ['rewritten@6', 'forked@9']);
});

test('evidence that was moved to another crossing or tenant is found', async () => {
  const other = newId();
  await ledger.tamper(
    `update gatehouse.evidence set crossing = '${other}' where crossing = '${ids[0]}' and kind = 'intent'`,
  );
  assert.deepEqual(await found(), ['changed@0']);
  await ledger.tamper(
    `update gatehouse.evidence set tenant = 'globex' where crossing = '${ids[0]}' and kind = 'outcome'`,
  );
  assert.deepEqual(await found(), ['changed@0', 'changed@1']);
});

test('removed evidence is found, with and without its leaf', async () => {
  await ledger.tamper(`delete from gatehouse.evidence where crossing = '${ids[2]}' and kind = 'outcome'`);
  assert.deepEqual(await found(), ['removed@5']);
  await ledger.tamper('delete from gatehouse.ledger_sealed where seq = 5');
  assert.deepEqual(await found(), ['gap@5', 'rewritten@0']);
});

test('a leaf that was removed so that the others moved up is found', async () => {
  await ledger.tamper(
    `delete from gatehouse.evidence where crossing = '${ids[2]}' and kind = 'outcome'`,
    'delete from gatehouse.ledger_sealed where seq = 5',
    'update gatehouse.ledger_sealed set seq = seq - 1 where seq > 5',
  );
  assert.deepEqual(await found(), ['rewritten@0', 'truncated@9']);
});

test('inserted evidence is found: without a leaf, with the leaf of another, and with one of its own', async () => {
  const insert = (id: string, entry: string) => `insert into gatehouse.evidence
    (tenant, crossing, attempt, kind, entry, at_ms, body) overriding system value
    values ('acme', '${id}', 1, 'intent', ${entry}, 0, '${canonical(intentEvidence(id))}')`;
  await ledger.tamper(insert(newId(), '1000'));
  assert.deepEqual(await found(), ['inserted@']);
  await ledger.tamper('delete from gatehouse.evidence where entry = 1000');
  await ledger.tamper(insert(newId(), '(select entry from gatehouse.ledger_sealed where seq = 3)'));
  assert.equal(
    (await found()).filter((problem) => problem !== 'changed@3' && problem !== 'inserted@3').length,
    0,
  );
  assert.notEqual((await found()).length, 0);
  await ledger.tamper('delete from gatehouse.evidence where at_ms = 0');
  const id = newId();
  await ledger.tamper(
    insert(id, '1001'),
    `insert into gatehouse.ledger_sealed select 10, entry, sha256('\\x00'::bytea || convert_to(body, 'UTF8'))
     from gatehouse.evidence where entry = 1001`,
  );
  assert.deepEqual(await found(), ['unsigned@10']);
});

test('two entries that changed places are found, within a batch by name', async () => {
  const swap = (one: number, other: number) =>
    ledger.tamper(
      `update gatehouse.ledger_sealed set seq = 1000 where seq = ${one}`,
      `update gatehouse.ledger_sealed set seq = ${one} where seq = ${other}`,
      `update gatehouse.ledger_sealed set seq = ${other} where seq = 1000`,
    );
  await swap(7, 8);
  assert.deepEqual(await found(), ['reordered@8', 'rewritten@6', 'forked@9']);
  await swap(7, 8);
  await swap(1, 8);
  assert.ok((await found()).includes('rewritten@0'));
});

test('a truncated log is found', async () => {
  await ledger.tamper('delete from gatehouse.ledger_sealed where seq >= 7');
  assert.deepEqual(await found(), ['truncated@7', 'inserted@', 'inserted@', 'inserted@']);
});

const WRITTEN = 'tenant, crossing, attempt, kind, entry, at_ms, client_reference, body';

test('a database that was rolled back as a whole is found, and its log does not grow', async () => {
  const snapshot = 'evidence ledger_sealed ledger_head ledger_pending'.split(' ');
  for (const table of snapshot)
    await ledger.superuser(`create table public.${table} as table gatehouse.${table}`);
  await ledger.cross(1);
  assert.ok((await ledger.sequencer.sealOnce()).ok);
  await ledger.tamper(
    ...snapshot.map((table) => {
      // WHY by name: what is read out of the body is never written.
      const columns = table === 'evidence' ? WRITTEN : '*';
      const how = table === 'evidence' ? ` (${WRITTEN}) overriding system value` : '';
      return `truncate gatehouse.${table}; insert into gatehouse.${table}${how} select ${columns} from public.${table}`;
    }),
  );
  assert.deepEqual(await found(), ['rolled_back@10']);
  await ledger.cross(1);
  const refused = await ledger.sequencerOf(ledger.database).sealOnce();
  assert.ok(!refused.ok);
  assert.match(refused.fault.message, /rolled back: the ledger once had 12 entries/);
});

test('a rolled back database that grew again, differently, is found', async () => {
  const kept = readFileSync(ledger.headPath, 'utf8');
  await ledger.tamper(
    'delete from gatehouse.ledger_head where size = 10',
    'delete from gatehouse.ledger_sealed where seq >= 6',
    'delete from gatehouse.evidence where entry > (select max(entry) from gatehouse.ledger_sealed)',
  );
  writeFileSync(
    ledger.headPath,
    (await ledger.superuser<{ note: string }>('select note from gatehouse.ledger_head'))[0]?.note ?? '',
  );
  await ledger.cross(2);
  const resumed = ledger.sequencerOf(ledger.database);
  assert.deepEqual(await resumed.sealOnce(), { ok: true, value: 4 });
  assert.deepEqual(await found(), []);
  writeFileSync(ledger.headPath, kept);
  assert.deepEqual(await found(), ['forked@9']);
});

test('a head that somebody else signed is found, and the log does not grow under it', async () => {
  const rows = await ledger.superuser<{ leaf: Uint8Array }>(
    'select leaf from gatehouse.ledger_sealed order by seq',
  );
  const tree = growTree();
  for (const { leaf } of rows) tree.append(leaf);
  const forged = createSigner(ORIGIN, generateKeyPairSync('ed25519').privateKey).sign({
    size: 10,
    root: tree.root(),
  });
  await ledger.tamper(`update gatehouse.ledger_head set note = '${forged}' where size = 10`);
  assert.deepEqual(await found(), ['forged_head@']);
  await ledger.cross(1);
  assert.ok(!(await ledger.sequencerOf(ledger.database).sealOnce()).ok);
  writeFileSync(ledger.headPath, forged);
  assert.deepEqual(await found(), ['forged_head@', 'forged_head@']);
});

test('an older head that was replaced, or a newest head that was taken away, is found', async () => {
  const { note } =
    (await ledger.superuser<{ note: string }>('select note from gatehouse.ledger_head where size = 10'))[0] ??
    {};
  await ledger.tamper(`update gatehouse.ledger_head set note = '${note}' where size = 6`);
  assert.deepEqual(await found(), ['forged_head@5']);
  await ledger.tamper('delete from gatehouse.ledger_head where size = 10');
  assert.deepEqual((await found()).slice(0, 2), ['forged_head@', 'rolled_back@6']);
});

test('a ledger that was emptied is found', async () => {
  await ledger.tamper('truncate gatehouse.evidence, gatehouse.ledger_sealed, gatehouse.ledger_head');
  assert.deepEqual(await found(), ['rolled_back@0']);
});

test('without its signing key the log does not grow under a new one', async () => {
  await ledger.cross(1);
  rmSync(`${ledger.folder}/keys`, { recursive: true });
  const refused = await ledger.sequencerOf(ledger.database).sealOnce();
  assert.ok(!refused.ok);
  assert.match(refused.fault.message, /key that signs the ledger is gone/);
});
