/** Budgets of mandates through a whole gate: calls to models and to tools draw on the same one, and so do sub-mandates. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { chatBody, OWNED, startTestGate, type TestGate } from '../support/gate.ts';
import { type Office, startOffice } from '../support/office.ts';
import { type Opened, openMandate } from '../support/people.ts';
import { callTool } from '../support/tool-client.ts';
import { chat, completion, json } from '../support/upstream.ts';

let gate: TestGate;
let office: Office;

before(async () => {
  office = await startOffice();
  gate = await startTestGate();
  writeFileSync(join(gate.dataDir, 'office.yaml'), await office.manifests());
  gate.configure({
    models: { free: { provider: 'upstream', model: 'priceless-model-x', retries: 0, max_output_tokens: 10 } },
    charter: { tools: [{ id: 'office', ...OWNED, who: { roles: ['developer'] }, tools: ['office/*'] }] },
    more: {
      tools: {
        manifests: ['office.yaml'],
        servers: { office: { kind: 'mcp', url: office.url, allow_private: true, ...OWNED } },
      },
    },
  });
  await gate.restart();
});
beforeEach(() => gate.upstream.expect(chat('ok')));
after(async () => {
  await gate?.close();
  await office?.close();
});

const mandateWith = (budget: Readonly<Record<`budget_${string}`, string>>, subject = gate.key) =>
  openMandate(gate, subject, { words: subject === gate.key ? 'Read my inbox.' : '', budget });

const askModel = ({ token }: Opened, model = 'up') => gate.send(chatBody(model, 'hi'), { key: token });
const readInbox = ({ token }: Opened) =>
  callTool(gate, { name: 'office__read_inbox', arguments: {}, credential: token });

async function used({ mandate }: Opened): Promise<{ spent: number; reserved: number } | undefined> {
  return (await gate.budgets())[`mandate mandate:${mandate}`];
}

describe('the budget of a mandate', () => {
  it('covers calls to models and to tools together, and the refusal names it', async () => {
    const mandate = await mandateWith({ budget_requests: '3' });
    assert.equal((await askModel(mandate)).status, 200);
    assert.equal((await readInbox(mandate)).isError, false);
    assert.equal((await askModel(mandate)).status, 200);
    const told = await readInbox(mandate);
    assert.match(told.text, /budget\.exhausted/);
    assert.match(told.text, new RegExp(mandate.mandate));
    const refused = await askModel(mandate);
    assert.deepEqual([refused.status, refused.code], [429, 'budget.exhausted']);
    assert.equal((await used(mandate))?.spent, 3);
    assert.equal((await gate.refusal(refused.id)).station, 'admit');
  });

  it('is spent by what calls really cost', async () => {
    const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
    gate.upstream.expect(json(completion('short', { usage })));
    const mandate = await mandateWith({ budget_tokens: '3000' });
    for (let call = 0; call < 5; call += 1) assert.equal((await askModel(mandate)).status, 200);
    assert.equal((await used(mandate))?.spent, 75);
  });

  it('is shared by all that was narrowed from it, whoever comes first', async () => {
    const top = await mandateWith({ budget_requests: '6' });
    const subs = [
      await mandateWith({ budget_requests: '5' }, top.token),
      await mandateWith({ budget_requests: '5' }, top.token),
    ];
    const race = await Promise.all(
      Array.from({ length: 18 }, (_, index) => askModel([top, ...subs][index % 3] ?? top)),
    );
    assert.equal(race.filter(({ status }) => status === 200).length, 6);
    for (const { status, code } of race) assert.ok(status === 200 || code === 'budget.exhausted');
    assert.equal((await used(top))?.spent, 6);
  });

  it('in dollars refuses a model whose calls have no price', async () => {
    const mandate = await mandateWith({ budget_usd: '1' });
    const refused = await askModel(mandate, 'free');
    assert.equal(refused.code, 'budget.unpriceable');
    assert.match(refused.text, new RegExp(mandate.mandate));
    assert.equal((await askModel(mandate)).status, 200);
    assert.ok(((await used(mandate))?.spent ?? 0) > 0);
  });

  it('gives back what a refused call had reserved', async () => {
    const mandate = await mandateWith({ budget_requests: '1' });
    const held = await callTool(gate, {
      ...{ name: 'office__open_door', arguments: { door: 'b' }, credential: mandate.token },
    });
    assert.match(held.text, /hold_/);
    assert.equal((await readInbox(mandate)).isError, false);
  });
});
