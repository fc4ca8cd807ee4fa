/** The matrix as a table: large enough, without repeats, and independent of the gate. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { nameOf } from '../cell.ts';
import { CELLS } from '../cells/all.ts';
import { SABOTAGES } from '../sabotage/all.ts';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));

test('there are at least two hundred cells, and no two of one name', () => {
  assert.ok(CELLS.length >= 200);
  assert.deepEqual([...new Set(CELLS.map(nameOf))].length, CELLS.length);
});

test('there are at least thirty sabotages, and no two of one name', () => {
  assert.ok(SABOTAGES.length >= 30);
  assert.equal(new Set(SABOTAGES.map(({ name }) => name)).size, SABOTAGES.length);
});

test('every sabotage names cells that exist', () => {
  for (const { name, cells } of SABOTAGES)
    assert.ok(
      CELLS.some((cell) => cells.test(nameOf(cell))),
      name,
    );
});

test('every sabotage has its place in the source, exactly once', () => {
  for (const { name, also, ...row } of SABOTAGES) {
    for (const { file, find } of also === undefined ? [row] : [row, also]) {
      const source = readFileSync(`${FOLDER}../packages/gatehouse/src/${file}`, 'utf8');
      assert.equal(source.split(find).length - 1, 1, `${name}: ${file}`);
    }
  }
});

test('nothing of the matrix imports the gate', () => {
  // WHY not `mcp`: there the official suite asks the gate's own parts, and is no cell of the matrix.
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.startsWith('mcp/'),
  );
  const guilty = files.filter((file) => /from '[^']*packages\//.test(readFileSync(FOLDER + file, 'utf8')));
  assert.deepEqual(guilty, []);
});
