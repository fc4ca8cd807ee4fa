/** A whole gate passes the official conformance suite of MCP for both eras, in full: the suite, the gate, a server. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Everything, startEverything } from './everything.ts';
import { type PermissiveGate, startPermissiveGate } from './permissive-gate.ts';
import { runSuite } from './suite.ts';

/**
 * How much each revision requires of a server; a suite that runs less has not been passed. `besides` is passed although
 * nothing requires it. The scenarios of the Tasks extension look for tools that begin tasks of their own: here, only
 * calls that wait for a person are tasks.
 */
const REVISIONS = [
  {
    ...{ revision: '2026-07-28', scenarios: 37, checks: 115 },
    besides: ['http-header-validation', 'http-custom-header-server-validation', 'json-schema-2020-12'],
  },
  {
    ...{ revision: '2025-11-25', scenarios: 30, checks: 69 },
    besides: ['server-session-lifecycle', 'json-schema-2020-12'],
  },
] as const;

describe('the official conformance suite', () => {
  let everything: Everything;
  let house: PermissiveGate;
  before(async () => {
    everything = await startEverything();
    house = await startPermissiveGate(everything.url);
  });
  after(async () => {
    await house.close();
    await everything.close();
  });

  for (const { revision, scenarios, checks, besides } of REVISIONS) {
    it(`passes all that ${revision} requires of a server, without a complaint`, async () => {
      const run = await runSuite(house.url, revision);
      const complaints = [...run.required, ...besides].flatMap((name) => {
        const scenario = run.scenarios.get(name);
        return scenario === undefined
          ? [`${name} did not run`]
          : scenario.complaints.map((why) => `${name}: ${why}`);
      });
      assert.deepEqual(complaints, [], run.output.slice(-2_000));
      assert.equal(run.required.length, scenarios);
      const passed = run.required.reduce((sum, name) => sum + (run.scenarios.get(name)?.passed ?? 0), 0);
      assert.equal(passed, checks);
      assert.equal(run.exitCode, 0);
      assert.deepEqual(house.gate.reports, []);
    });
  }

  it('leaves a record of all of it that verifies, with every question of the server', async () => {
    const report = await house.gate.control<{ readonly problems: readonly unknown[] }>(
      'POST',
      '/v1/ledger/verify',
    );
    assert.deepEqual(report.problems, []);
    const asked = await house.gate.fresh.superuser<{ subject: string }>(
      `select distinct body::json->>'subject' as subject from gatehouse.evidence
        where body::json->>'act' = 'server.ask allowed' order by subject`,
    );
    const subjects = asked.map(({ subject }) => subject);
    assert.deepEqual(subjects, ['elicitation/create', 'roots/list', 'sampling/createMessage']);
  });

  it('would be failed by a front that lets any page in', async () => {
    const run = await runSuite(everything.url, '2026-07-28', 'dns-rebinding-protection');
    assert.equal(run.scenarios.get('dns-rebinding-protection')?.complaints.length, 1);
    assert.notEqual(run.exitCode, 0);
  });
});
