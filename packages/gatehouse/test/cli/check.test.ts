/** `gatehouse check` and `gatehouse test`: what they print, and the exit codes that a CI job relies on. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { checkCommand, checkFiles } from '../../src/cli/check.ts';
import { testCommand } from '../../src/cli/test.ts';

const ROOT = new URL('../../../../', import.meta.url);
const QUICK_START = readFileSync(new URL('gatehouse.yaml', ROOT), 'utf8');
const MANIFESTS = readFileSync(new URL('gatehouse.tools.yaml', ROOT), 'utf8');
const CASES = readFileSync(new URL('gatehouse.tests.yaml', ROOT), 'utf8');
const NOW = Date.parse('2026-12-01');

function run(command: 'check' | 'test', files: Record<string, string>, json = false) {
  let out = '';
  let errors = '';
  const io = {
    write: (text: string) => {
      out += text;
    },
    error: (text: string) => {
      errors += text;
    },
    color: false,
  };
  const options = {
    file: 'g.yaml',
    read: (path: string) => ({ 'gatehouse.tools.yaml': MANIFESTS, ...files })[path],
    nowMs: NOW,
    json,
  };
  const code =
    command === 'check' ? checkCommand(io, options) : testCommand(io, { ...options, cases: 'c.yaml' });
  return { code, out, errors };
}

describe('check', () => {
  it('accepts the quick start and names the policy that would be active', () => {
    const { code, out, errors } = run('check', { 'g.yaml': QUICK_START });
    assert.deepEqual([code, errors], [0, '']);
    assert.match(out, /^g\.yaml is valid: 7 rules, 9 models, 3 budgets; policy [0-9a-f]{12}\.\n$/);
  });

  it('points to what is wrong, suggests, and fails', () => {
    const { code, out, errors } = run('check', { 'g.yaml': QUICK_START.replace('budgets:', 'budgetz:') });
    assert.deepEqual([code, out], [1, '']);
    assert.match(
      errors,
      /^g\.yaml:\d+:1: error: Unknown key "budgetz"\. \(budgetz\)\n {4}Did you mean "budgets"\?\n$/,
    );
  });

  it('says the same to machines', () => {
    const good = JSON.parse(run('check', { 'g.yaml': QUICK_START }, true).out);
    assert.deepEqual([good.valid, good.problems, good.policy_digest.length], [true, [], 64]);
    const bad = run('check', { 'g.yaml': 'version: 2' }, true);
    assert.deepEqual([bad.code, JSON.parse(bad.out).valid], [1, false]);
  });

  it('refuses files that cannot be read', () => {
    assert.match(run('check', {}).errors, /g\.yaml cannot be read/);
    const settings = QUICK_START.replace('charter:\n', 'charter:\n  cedar: [rules/x.cedar]\n');
    assert.match(run('check', { 'g.yaml': settings }).errors, /rules\/x\.cedar cannot be read/);
  });

  it('reads Cedar files beside the configuration, and places their problems in them', () => {
    const settings = QUICK_START.replace('charter:\n', 'charter:\n  cedar: [x.cedar]\n');
    const read = (cedar: string) => (path: string) =>
      ({ 'etc/g.yaml': settings, 'etc/gatehouse.tools.yaml': MANIFESTS, 'etc/x.cedar': cedar })[path];
    const good =
      '@id("x") @owner("o") @reason("r") forbid(principal, action in Action::"model", resource) when { context.stream };';
    assert('settings' in checkFiles({ file: 'etc/g.yaml', read: read(good), nowMs: NOW }));
    const checked = checkFiles({
      file: 'etc/g.yaml',
      read: read(`\n${good.replace('stream', 'steam')}`),
      nowMs: NOW,
    });
    assert('problems' in checked);
    assert.deepEqual([checked.problems[0]?.file, checked.problems[0]?.line], ['etc/x.cedar', 2]);
  });

  it('never lets a file steer the terminal', () => {
    const { errors } = run('check', { 'g.yaml': `${QUICK_START}"\\e[2J": 1\n` });
    assert.match(errors, /Unknown key/);
    assert(!errors.includes('\u001b'));
  });
});

describe('test', () => {
  it('passes the cases of the quick start', () => {
    const { code, out } = run('test', { 'g.yaml': QUICK_START, 'c.yaml': CASES });
    assert.equal(code, 0, out);
    assert.match(out, /\n12 of 12 cases pass\.\n$/);
  });

  it('fails every case that expects something else, and says what differs', () => {
    const wrong = [
      ['decision: allow, policy: sim-for-everyone', 'decision: deny', /expected deny, got allow/],
      [
        'policy: sim-for-everyone',
        'policy: nobody',
        /expected rule nobody, got files-for-developers, sim-for-everyone/,
      ],
      ['{ mask: [email] }', '{ block: [email] }', /expected obligations block email, got mask email/],
      ['reason: No rule allows eve', 'reason: It is Sunday', /expected a reason with "It is Sunday"/],
    ] as const;
    for (const [from, to, difference] of wrong) {
      const { code, out } = run('test', { 'g.yaml': QUICK_START, 'c.yaml': CASES.replace(from, to) });
      assert.equal(code, 1);
      assert.match(out, difference);
      assert.match(out, /\n11 of 12 cases pass\.\n$/);
    }
  });

  it('calls blocked data denied', () => {
    const { out } = run('test', { 'g.yaml': QUICK_START, 'c.yaml': CASES }, true);
    const { results, cases, passed } = JSON.parse(out);
    assert.deepEqual([cases, passed], [12, 12]);
    assert.equal(results[5].decision, 'deny');
  });

  it('refuses case files that say something else than they seem to', () => {
    const one = (more: string) =>
      `cases:\n  - name: x\n    principal: { id: a, roles: [developer] }\n${more}`;
    const expectation = '    expect: { decision: allow }\n';
    const bad: [string, RegExp][] = [
      [
        one(`    model: sim/ecko\n${expectation}`),
        /c\.yaml:4:12: error: There is no model "sim\/ecko".*\n.*"sim\/echo"/,
      ],
      [
        one(`    model: sim/echo\n    clases: [email]\n${expectation}`),
        /c\.yaml:5:5: error: Unknown key "clases"/,
      ],
      [one(`    model: sim/echo\n    data: { classes: [emial] }\n${expectation}`), /Did you mean "email"/],
      [one(`    model: sim/echo\n    tool: x\n${expectation}`), /go together/],
      [
        one(
          `    model: sim/echo\n    action: provider_tool.run\n    tool: x\n    direction: answer\n${expectation}`,
        ),
        /decided with the request/,
      ],
      [
        one(`    model: sim/echo\n${expectation}`).replace('id: a', 'id: a, tenant: acne'),
        /no tenant "acne"/,
      ],
      ['cases: []', /at least 1/],
      ['', /Expected a mapping/],
    ];
    for (const [cases, expected] of bad) {
      const { code, errors } = run('test', { 'g.yaml': QUICK_START, 'c.yaml': cases });
      assert.equal(code, 1);
      assert.match(errors, expected);
    }
    assert.match(run('test', { 'g.yaml': QUICK_START }).errors, /c\.yaml cannot be read/);
  });
});
