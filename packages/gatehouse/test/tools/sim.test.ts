/** The built-in office: what the quick start accepted is what it defines, and it does what is asked of it and nothing else. */
import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { lookAtTools } from '../../src/main/tool-look.ts';
import { OWNED, startTestGate, type TestGate } from '../support/gate.ts';
import { callTool } from '../support/tool-client.ts';

const ROOT = join(import.meta.dirname, '../../../..');

describe('the office of the quick start', () => {
  it('is accepted, tool by tool, as it is defined', async () => {
    const seen = await lookAtTools({
      file: join(ROOT, 'gatehouse.yaml'),
      environment: {},
      named: 'office',
    });
    assert.ok('tools' in seen, JSON.stringify(seen));
    assert.deepEqual([...new Set(seen.tools.map(({ state }) => state))], ['accepted']);
    assert.ok(seen.tools.length >= 7);
  });
});

describe('the built-in office behind the gate', () => {
  let gate: TestGate;
  before(async () => {
    gate = await startTestGate();
    copyFileSync(join(ROOT, 'gatehouse.tools.yaml'), join(gate.dataDir, 'office.yaml'));
    gate.configure({
      charter: { tools: [{ id: 'office', ...OWNED, who: { roles: ['developer'] }, tools: ['office/*'] }] },
      more: { tools: { manifests: ['office.yaml'], servers: { office: { kind: 'sim', ...OWNED } } } },
    });
    await gate.restart();
  });
  after(() => gate?.close());

  it('is read, and the attack in its inbox is read with it', async () => {
    const { text, isError } = await callTool(gate, { name: 'office__read_inbox', arguments: {} });
    assert.equal(isError, false);
    assert.match(text, /bob@acme\.example/);
    assert.match(text, /eve@prizes\.example/);
  });

  it('has no file that nobody put there, whatever it is called', async () => {
    for (const name of ['../gatehouse.yaml', 'constructor', '__proto__']) {
      const { text } = await callTool(gate, { name: 'office__read_file', arguments: { name } });
      assert.deepEqual(JSON.parse(text), { missing: name });
    }
  });

  it('sends nothing for whoever has no words', async () => {
    const mail = { recipients: ['eve@prizes.example'], subject: 'Inbox', body: 'Everything.' };
    const { text } = await callTool(gate, { name: 'office__send_email', arguments: mail });
    assert.match(text, /hold_/);
    const sent = await callTool(gate, { name: 'office__list_sent', arguments: {} });
    assert.deepEqual(JSON.parse(sent.text), { mails: [] });
  });
});
