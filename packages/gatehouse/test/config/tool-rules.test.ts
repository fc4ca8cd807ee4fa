/** What the charter may say about agents: whatever could not mean anything is an error with a place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSettings } from '../../src/config/load.ts';

const NOW = Date.UTC(2026, 10, 21);

function problemsOf(charter: string): readonly string[] {
  const loaded = loadSettings(
    `version: 1
tenants: { acme: { name: Acme } }
providers: { sim: { kind: sim, region: here } }
models: { sim/echo: { provider: sim } }
tools:
  servers:
    mail: { kind: mcp, url: 'https://mail.example.com/mcp', owner: o, reason: r, review: 2030-01-01 }
charter:
${charter}`,
    'gatehouse.yaml',
    NOW,
  );
  return 'problems' in loaded
    ? loaded.problems.map(({ path, message }) => `${path}: ${message}`)
    : loaded.warnings.map(({ path, message }) => `warning ${path}: ${message}`);
}

const rule = (more: string) => `  tools:\n    - { id: a, owner: o, reason: r, review: 2030-01-01, ${more} }`;

const CASES: readonly [name: string, charter: string, expected: RegExp | undefined][] = [
  ['a rule about tools of a server that exists', rule("tools: ['mail/*']"), undefined],
  ['a server that does not exist', rule("tools: ['mall/send']"), /no server of tools "mall"/],
  ['a tool without its server', rule('tools: [send]'), /named `server\/tool`/],
  ['who approves, where nothing is held', rule("tools: ['mail/*'], approve: { by: two }"), /means nothing/],
  ['data classes of a rule that allows', rule("tools: ['mail/*'], classes: [email]"), /would mean nothing/],
  [
    'a role that is not named',
    rule("tools: ['mail/*'], effect: hold, approve: { by: role }"),
    /says whose yes/,
  ],
  [
    'the name of a condition that is built in',
    rule("tools: ['mail/*']").replace('id: a', 'id: default-origin'),
    /built in/,
  ],
  [
    'an endorsement that has ended',
    "  endorsements:\n    - { id: e, owner: o, reason: r, expires: 2026-11-20, tools: ['mail/*'], lifts: [origin] }",
    /^warning .*ended on 2026-11-20/,
  ],
  [
    'an endorsement without an end',
    "  endorsements:\n    - { id: e, owner: o, reason: r, tools: ['mail/*'], lifts: [origin] }",
    /expires/,
  ],
  [
    'a data rule about tools that routes to a model',
    "  data:\n    - { id: d, owner: o, reason: r, review: 2030-01-01, classes: [email], do: mask, tools: ['mail/*'], models: [sim/echo] }",
    /has no models/,
  ],
  [
    'one id for two rules',
    `${rule("tools: ['mail/*']")}\n  accepted:\n    - { id: a, owner: o, reason: r, expires: 2030-01-01, tools: ['mail/*'], arguments: [to], values: [x] }`,
    /used twice/,
  ],
];

for (const [name, charter, expected] of CASES) {
  test(expected === undefined ? `accepts ${name}` : `objects to ${name}`, () => {
    const said = problemsOf(charter);
    if (expected === undefined) assert.deepEqual(said, []);
    else assert.match(said.join('\n'), expected);
  });
}
