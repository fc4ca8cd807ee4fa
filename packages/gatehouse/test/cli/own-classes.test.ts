/** Classes of the organisation's own: raw Cedar and policy cases may name them, and `check` runs the tests beside detectors. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkCommand } from '../../src/cli/check.ts';
import { testCommand } from '../../src/cli/test.ts';

const OWNED = 'owner: o, reason: r, review: 2027-01-01';
const CONFIGURATION = `version: 1
tenants: { acme: { name: Acme } }
providers: { sim: { kind: sim } }
models: { sim/echo: { provider: sim } }
charter:
  access: [{ id: all, ${OWNED} }]
  cedar: [extra.cedar]
inspection:
  detectors:
    - { id: badge, ${OWNED}, class: badge_number, pattern: 'B\\d{5}', tests: { finds: [B12345], ignores: [B1] } }
`;
const CEDAR = `@id("own") @owner("o") @reason("r") @obligation("mask") @classes("badge_number, financial_data")
forbid (principal, action, resource) when { context.classes.contains("badge_number") };`;
const CASES = `cases:
  - name: badges are masked
    principal: { id: a }
    model: sim/echo
    data: { classes: [badge_number] }
    expect: { decision: conditional, obligations: { mask: [badge_number] } }
`;

function run(files: Record<string, string>, cases?: string) {
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
  const all: Record<string, string> = { 'g.yaml': CONFIGURATION, 'extra.cedar': CEDAR, ...files };
  const options = {
    file: 'g.yaml',
    read: (path: string) => all[path],
    nowMs: Date.parse('2026-12-01'),
    json: false,
  };
  const code = cases === undefined ? checkCommand(io, options) : testCommand(io, { ...options, cases });
  return { code, ...ran };
}

describe('a class of the organisation', () => {
  it('may be named by raw Cedar, as may groups', () => {
    assert.deepEqual([run({}).code, run({}).errors], [0, '']);
    const unknown = run({ 'extra.cedar': CEDAR.replace('"badge_number,', '"badge_numbers,') });
    assert.match(unknown.errors, /@classes names "badge_numbers"/);
  });

  it('may be named by policy cases, which know no other', () => {
    assert.match(run({ 'c.yaml': CASES }, 'c.yaml').out, /1 of 1 cases pass/);
    const unknown = run({ 'c.yaml': CASES.replaceAll('badge_number', 'badge') }, 'c.yaml');
    assert.equal(unknown.code, 1);
    assert.match(unknown.errors, /c\.yaml:5:\d+/);
  });

  it('has a detector whose tests `check` runs, and says where they fail', () => {
    const broken = run({ 'g.yaml': CONFIGURATION.replace('ignores: [B1]', 'ignores: [B1, B123456]') });
    assert.equal(broken.code, 1);
    assert.match(
      broken.errors,
      /^g\.yaml:10:\d+: error: Detector badge finds something in this text, but must not\./,
    );
  });
});
