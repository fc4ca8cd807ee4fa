/** `gatehouse identifiers load` and `gatehouse fingerprints load`: what they keep is what a configuration finds data by. */
import assert from 'node:assert/strict';
import {
  createReadStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runProgram } from '../../src/cli/program.ts';
import { loadSettings } from '../../src/config/load.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import { addedDetectors } from '../../src/main/detectors.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-hashes-'));
after(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

const TEXT =
  'The board agreed in the closed session to buy the yellow mill by the river before anybody else hears of it.';
const OWNED = 'owner: o, reason: r, review: 2027-01-01';
const CONFIGURATION = `version: 1
tenants: { acme: { name: Acme } }
providers: { sim: { kind: sim } }
models: { sim/echo: { provider: sim } }
charter: { data: [{ id: d, ${OWNED}, classes: [custom_data], do: mask }] }
inspection:
  exact_data: [{ id: customers, ${OWNED}, class: customer, store: customers.store }]
  fingerprints: [{ id: minutes, ${OWNED}, class: board_minutes, store: minutes.store }]
`;

async function gatehouse(...args: readonly string[]) {
  const ran = { out: '', errors: '' };
  const io = {
    write: (text: string) => {
      ran.out += text;
    },
    error: (text: string) => {
      ran.errors += text;
    },
    color: false,
  };
  const code = await runProgram([...args, '--data', at('data')], {
    io,
    read: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
    environment: {},
    open: (path) => Promise.resolve(existsSync(path) ? createReadStream(path) : undefined),
    flushed: () => Promise.resolve(),
    nowMs: () => 0,
    stopped: () => Promise.reject(new Error('nothing is started')),
  });
  return { code, ...ran };
}

function detectors(secret: string) {
  const loaded = loadSettings(CONFIGURATION, 'g.yaml', Date.parse('2026-12-01'));
  assert.ok('settings' in loaded, JSON.stringify(loaded));
  return addedDetectors({ ...loaded, file: at('g.yaml'), secret: () => secret });
}

describe('what is kept of identifiers and documents', () => {
  it('is found in text by a gate with the same data directory, without the originals', async () => {
    writeFileSync(at('customers.csv'), 'number,name\nKX-20817,Ada\nKX-20818,Bob\n');
    writeFileSync(at('minutes.txt'), TEXT);
    const loads = [
      await gatehouse(
        'identifiers',
        'load',
        at('customers.csv'),
        '--column',
        'number',
        '--out',
        at('customers.store'),
      ),
      await gatehouse(
        'fingerprints',
        'load',
        at('minutes.txt'),
        '--run',
        '12',
        '--out',
        at('minutes.store'),
        '--json',
      ),
    ];
    assert.deepEqual(
      loads.map(({ code, errors }) => [code, errors]),
      [
        [0, ''],
        [0, ''],
      ],
    );
    assert.match(loads[0]?.out ?? '', /^2 identifiers are kept in .*; 0 were too short/);
    assert.deepEqual(Object.keys(JSON.parse(loads[1]?.out ?? '')), ['count', 'skipped', 'bytes']);
    for (const name of ['customers.store', 'minutes.store', 'data/identifiers-secret']) {
      assert.equal(statSync(at(name)).mode & 0o077, 0, name);
    }
    rmSync(at('customers.csv'));
    rmSync(at('minutes.txt'));

    const made = detectors(readFileSync(at('data/identifiers-secret'), 'utf8'));
    assert.ok('detectors' in made, JSON.stringify(made));
    const channel = createInspector({ detectors: made.detectors }).openChannel({
      view: 'text',
      role: 'user',
    });
    const pushed = channel.push(`For kx20817: ${TEXT}`, true);
    assert.ok(pushed.ok);
    assert.deepEqual(
      pushed.value.findings.map((finding) => finding.class),
      ['customer', 'board_minutes'],
    );
  });

  it('is refused with another secret, or when it is not there, where the configuration names it', () => {
    const other = detectors('6'.repeat(64));
    assert.ok('problems' in other);
    assert.deepEqual(
      other.problems.map(({ line, path }) => [line, path]),
      [
        [7, 'inspection.exact_data[0].store'],
        [8, 'inspection.fingerprints[0].store'],
      ],
    );
    rmSync(at('minutes.store'));
    const missing = detectors(readFileSync(at('data/identifiers-secret'), 'utf8'));
    assert.ok('problems' in missing);
    assert.match(missing.problems[0]?.message ?? '', /cannot be read/);
  });

  it('is not written when a file, a column or a number is wrong', async () => {
    writeFileSync(at('table.csv'), 'a,b\n1,2\n');
    const out = at('never.store');
    const load = (...args: readonly string[]) => gatehouse(...args, '--out', out);
    assert.match((await load('identifiers', 'load', at('none.csv'))).errors, /cannot be read/);
    assert.match(
      (await load('identifiers', 'load', at('table.csv'), '--column', 'c')).errors,
      /no such column/,
    );
    assert.match((await load('fingerprints', 'load', at('none.txt'))).errors, /cannot be read/);
    assert.equal((await load('fingerprints', 'load', at('table.csv'), '--run', '3')).code, 2);
    assert.ok(!existsSync(out));
    const nowhere = await gatehouse('identifiers', 'load', at('table.csv'), '--out', at('no/where'));
    assert.deepEqual([nowhere.code, nowhere.errors], [1, 'The file that --out names cannot be written.\n']);
  });
});
