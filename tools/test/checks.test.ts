/** Tests of the repository's checks, on small bad samples and on the repository itself. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { CHECKS } from '../checks/all.ts';
import { blank } from '../checks/blank.ts';
import { deadExports, deadFiles } from '../checks/dead.ts';
import { commands, dependencies, generatedPages, links } from '../checks/documents.ts';
import { fileLength, firstLine } from '../checks/form.ts';
import { homes } from '../checks/homes.ts';
import { layers, minting } from '../checks/layers.ts';
import { type Check, readRepository, repositoryOf } from '../checks/repository.ts';

const ROOT = dirname(dirname(import.meta.dirname));
const SRC = 'packages/gatehouse/src';

/** Each sample breaks its check in exactly so many places. */
const SAMPLES: readonly [string, Check, Record<string, string>, number][] = [
  ['a file of 401 lines', fileLength, { 'tools/a.ts': 'a;\n'.repeat(401) }, 1],
  ['a file of 400 lines', fileLength, { 'tools/a.ts': 'a;\n'.repeat(400) }, 0],
  ['a file that does not say what it is', firstLine, { 'tools/a.ts': "import 'b';\n" }, 1],
  [
    'a file that says it after a shebang',
    firstLine,
    { 'tools/a.mjs': '#!/usr/bin/env node\n/** A tool. */\n' },
    0,
  ],
  ['a file that nothing reaches', deadFiles, { [`${SRC}/main.ts`]: '', [`${SRC}/a.ts`]: '' }, 1],
  [
    'a file that only a test reaches',
    deadFiles,
    { [`${SRC}/a.ts`]: '', 'packages/gatehouse/test/a.test.ts': "import '../src/a.ts';" },
    1,
  ],
  [
    'a file that is reached by way of another, and one by its path',
    deadFiles,
    {
      [`${SRC}/main.ts`]: "import { b } from './a/b.ts';",
      [`${SRC}/a/b.ts`]: "export * from '../c.ts'; new Worker(new URL('../d.ts', import.meta.url))",
      [`${SRC}/c.ts`]: '',
      [`${SRC}/d.ts`]: '',
    },
    0,
  ],
  [
    'an export that nothing imports',
    deadExports,
    { 'tools/a.ts': 'export const a = 1;\nexport function b() {}' },
    2,
  ],
  ['a type of a signature', deadExports, { 'tools/a.ts': 'export interface A {}\nconst a: A = {};' }, 0],
  [
    'exports that are imported',
    deadExports,
    {
      'tools/a.ts': 'export const a = 1; export class B {} export { c as d };',
      'tools/b.ts': "import { a, type B as C } from './a.ts'; export { c } from './a.ts';",
    },
    0,
  ],
  [
    'a kernel that imports a room',
    layers,
    { [`${SRC}/kernel/a.ts`]: "import type { A } from '../policy/a.ts';" },
    1,
  ],
  ['a kernel that imports a package', layers, { [`${SRC}/kernel/a.ts`]: "import 'zod';" }, 1],
  ['a core room that imports another', layers, { [`${SRC}/policy/a.ts`]: "import '../budget/a.ts';" }, 1],
  [
    'an adapter that imports another',
    layers,
    { [`${SRC}/net/a.ts`]: "import '../stores/postgres/a.ts';" },
    1,
  ],
  [
    'a gate that imports a provider',
    layers,
    { [`${SRC}/gate/a.ts`]: "import '../providers/sim/sim.ts';" },
    1,
  ],
  ['a gate that imports the port', layers, { [`${SRC}/gate/a.ts`]: "import '../providers/provider.ts';" }, 0],
  [
    'a dynamic import across layers',
    layers,
    { [`${SRC}/kernel/a.ts`]: "await import('../gate/path.ts');" },
    1,
  ],
  ['a room that nobody has placed', layers, { [`${SRC}/attic/a.ts`]: '' }, 1],
  [
    'a mint outside the record',
    minting,
    { [`${SRC}/gate/a.ts`]: "import { mint } from '../kernel/clearance.ts';" },
    1,
  ],
  [
    'a mint by another name',
    minting,
    { [`${SRC}/net/a.ts`]: "import * as c from '../kernel/clearance.ts';" },
    1,
  ],
  ['the record', minting, { [`${SRC}/gate/clear.ts`]: "import { mint } from '../kernel/clearance.ts';" }, 0],
  [
    'effects away from home',
    homes,
    {
      [`${SRC}/gate/a.ts`]:
        'Date.now(); new Date(); new Date; Math.random(); console.log(1); process.env.A; fetch(a);',
    },
    7,
  ],
  [
    'words that only look like effects',
    homes,
    {
      [`${SRC}/gate/a.ts`]:
        "// Date.now()\nnew Date(ms); this.fetch(a); 'console.log(1)'; /fetch(a)/.test(b)",
    },
    0,
  ],
  [
    'sockets away from home',
    homes,
    { [`${SRC}/gate/a.ts`]: "import { connect } from 'node:net'; import 'undici';" },
    2,
  ],
  ['sockets as types only', homes, { [`${SRC}/gate/a.ts`]: "import type { Socket } from 'node:net';" }, 0],
  ['sockets at home', homes, { [`${SRC}/net/a.ts`]: "import { connect } from 'node:net';" }, 0],
  [
    'a process that is spawned by a route',
    homes,
    { [`${SRC}/http/a.ts`]: "await import('node:child_process')" },
    1,
  ],
  [
    'a dependency without a reason',
    dependencies,
    { 'package.json': '{"dependencies":{"left-pad":"1.0.0"}}' },
    1,
  ],
  ['a reason without a dependency', dependencies, { 'docs/dependencies.md': '| `left-pad` | pads |\n' }, 1],
  ['a page that is not current', generatedPages, { 'docs/reference/faults.md': 'old' }, 1],
  [
    'commands that do not exist',
    commands,
    {
      'package.json': '{"scripts":{"start":"x"}}',
      'README.md': '```sh\nnpm start\nnpm run fly\nnpx gatehouse fly\n```\n',
    },
    2,
  ],
  [
    'links that lead nowhere',
    links,
    {
      'README.md':
        '# A b\n[1](docs/a.md) [2](docs/a.md#two-words) [3](#a-b) [4](docs/) [5](https://a.example) `[6](x)`\n' +
        '[7](docs/b.md) [8](docs/a.md#none) [9](#none)\n```sh\n# None\n[10](x)\n```\n',
      'docs/a.md': '## Two words!\n[up](../README.md)',
    },
    3,
  ],
];

describe('the checks of the repository', () => {
  for (const [sample, check, files, expected] of SAMPLES) {
    it(`${check.name}: ${sample} has ${expected} problems`, () => {
      const problems = check.run(repositoryOf(files)).filter(({ path }) => path in files);
      assert.equal(problems.length, expected, JSON.stringify(problems));
    });
  }

  for (const { name, run } of CHECKS) {
    it(`hold here: ${name}`, () => {
      const problems = run(readRepository(ROOT)).map(
        ({ path, line, message }) => `${path}:${line}: ${message}`,
      );
      assert.deepEqual(problems, []);
    });
  }
});

describe('the linter', () => {
  const long = `export function f() {\n${'  f();\n'.repeat(71)}}\n`;
  for (const [rule, code] of [
    ['complexity/noExcessiveLinesPerFunction', long],
    ['complexity/useMaxParams', 'export const f = (a: 1, b: 2, c: 3, d: 4) => [a, b, c, d];\n'],
    ['suspicious/noExplicitAny', 'export const a: any = 1;\n'],
    ['style/noNonNullAssertion', 'export const f = (a?: string) => a!.length;\n'],
  ] as const) {
    it(`refuses ${rule}`, () => {
      const folder = mkdtempSync(join(tmpdir(), 'gatehouse-lint-'));
      writeFileSync(join(folder, 'sample.ts'), code);
      const args = ['lint', '--colors=off', '--vcs-enabled=false', `--config-path=${ROOT}`, 'sample.ts'];
      const biome = join(ROOT, 'node_modules/.bin/biome');
      const { status, stdout, stderr } = spawnSync(biome, args, { cwd: folder, encoding: 'utf8' });
      rmSync(folder, { recursive: true });
      assert.notEqual(status, 0);
      assert.match(stdout + stderr, new RegExp(`lint/${rule}`));
    });
  }
});

describe('blanking', () => {
  for (const [code, expected] of [
    ["a('b') // c", "a(' ')     "],
    ['a /* b\n */ c', 'a     \n    c'],
    ['`a${b}c${`d${e}`}`', '` ${b} ${` ${e}`}`'],
    ['a / b / c', 'a / b / c'],
    ['a = /[/"]/g; b', 'a =        ; b'],
    ["'it\\'s' + b", "'     ' + b"],
    ['`${{ a: 1 }.a}` + b', '`${{ a: 1 }.a}` + b'],
  ] as const) {
    it(`leaves of ${JSON.stringify(code)} only the code, in its place`, () => {
      assert.equal(blank(code), expected);
    });
  }
});
