/** What operators do about mandates and principals: over HTTP, on the command line, on record, on a whole gate. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { runProgram } from '../../src/cli/program.ts';
import { comesTrue } from '../support/comes-true.ts';
import { type RunningGate, runningGate } from '../support/running-gate.ts';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS = 'urn:ietf:params:oauth:token-type:access_token';

describe('the control of mandates', () => {
  let running: RunningGate;
  before(async () => {
    running = await runningGate();
  });
  after(() => running?.close());

  const acts = async () =>
    (
      await running.superuser<{ body: string }>(
        "select body from gatehouse.evidence where kind = 'act' order by entry",
      )
    ).map(({ body }) => JSON.parse(body));
  const person = (principal: string) => running.key('acme', { kind: 'person', principal });
  const opened = async (principal: string) => {
    const { text } = await person(principal);
    const body = new URLSearchParams({
      ...{
        grant_type: EXCHANGE,
        subject_token: text,
        subject_token_type: ACCESS,
        words: 'the secret recipe',
      },
    });
    const response = await fetch(`${running.gate.dataUrl}/oauth/token`, { method: 'POST', body });
    const answer = (await response.json()) as { access_token: string; mandate: string };
    assert.equal(response.status, 200, JSON.stringify(answer));
    return answer;
  };
  const command = async (...args: readonly string[]) => {
    let output = '';
    const write = (text: string) => {
      output += text;
    };
    const world = {
      io: {
        write,
        error: write,
        color: false,
      },
      ...{ read: () => undefined, environment: {}, nowMs: () => Date.now(), open: async () => undefined },
      ...{ flushed: async () => undefined, stopped: async () => undefined },
    };
    const code = await runProgram([...args, '--data', running.dataDir], world);
    return { code, output };
  };

  it('a token of a mandate crosses where a key does, and not after the mandate was ended from the command line', async () => {
    const { access_token: token, mandate } = await opened('carol');
    assert.equal((await running.cross(token)).status, 200);
    const shown = await command('mandates', 'show', mandate, '--tenant', 'acme');
    assert.equal(shown.code, 0);
    assert.match(shown.output, /person carol/);
    assert.doesNotMatch(shown.output, /recipe/);
    const ended = await command('mandates', 'revoke', mandate, '--tenant', 'acme');
    assert.equal(ended.code, 0);
    assert.ok(await comesTrue(async () => (await running.cross(token)).status === 401, 1_000));
    const { act, subject, actor } = (await acts()).at(-1);
    assert.deepEqual([act, subject, actor], ['mandate.revoke', mandate, 'operator']);
    const again = (await acts()).length;
    assert.equal((await command('mandates', 'revoke', mandate, '--tenant', 'acme')).code, 0);
    assert.equal((await acts()).length, again);
  });

  it('lists mandates, only the living ones when asked, and none of another tenant', async () => {
    const { mandate } = await opened('dora');
    const ids = async (query: string) =>
      (await running.control(`/v1/mandates?${query}`)).json.mandates.map(({ id }: { id: string }) => id);
    assert.ok((await ids('tenant=acme&living=true')).includes(mandate));
    await running.control(`/v1/mandates/${mandate}?tenant=acme`, { method: 'DELETE' });
    assert.ok(!(await ids('tenant=acme&living=true')).includes(mandate));
    assert.ok((await ids('tenant=acme')).includes(mandate));
    assert.deepEqual(await ids('tenant=globex'), []);
    const foreign = await running.control(`/v1/mandates/${mandate}?tenant=globex`);
    assert.equal(foreign.json.error.code, 'control.not_found');
    const { output } = await command('mandates', 'list', '--tenant', 'acme');
    assert.match(output, new RegExp(mandate));
  });

  it('puts a person out with keys and mandates, on record, and lets it back in with new ones only', async () => {
    const { access_token: token } = await opened('erin');
    const key = await person('erin');
    assert.deepEqual(
      [(await running.cross(token)).status, (await running.cross(key.text)).status],
      [200, 200],
    );
    const out = await command('principals', 'disable', 'erin', '--kind', 'person', '--tenant', 'acme');
    assert.equal(out.code, 0);
    assert.match(out.output, /Keys that ended: 2\. Mandates that ended: \d/);
    for (const text of [token, key.text]) {
      assert.ok(await comesTrue(async () => (await running.cross(text)).status === 401, 1_000));
    }
    const { act, subject } = (await acts()).at(-1);
    assert.deepEqual([act, subject], ['principal.disable', 'person erin']);
    const later = await person('erin');
    assert.equal((await running.cross(later.text)).status, 401);
    assert.equal(
      (await command('principals', 'enable', 'erin', '--kind', 'person', '--tenant', 'acme')).code,
      0,
    );
    assert.ok(await comesTrue(async () => (await running.cross(later.text)).status === 200, 1_000));
    assert.equal((await running.cross(key.text)).status, 401);
  });
});
