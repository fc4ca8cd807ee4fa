/** Consequential calls are made at most once: repeats get the stored answer, and what may have been done is not repeated. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { OWNED, startTestGate, type TestGate } from '../support/gate.ts';
import { type Office, startOffice } from '../support/office.ts';
import { callTool } from '../support/tool-client.ts';

let gate: TestGate;
let office: Office;

before(async () => {
  office = await startOffice();
  gate = await startTestGate();
  writeFileSync(join(gate.dataDir, 'office.yaml'), await office.manifests());
  gate.configure({
    charter: {
      tools: [{ id: 'office', ...OWNED, who: { roles: ['developer'] }, tools: ['office/*'] }],
      endorsements: [
        {
          ...{
            id: 'doors',
            owner: 'tests@example.com',
            reason: 'The tests open doors.',
            expires: '2099-12-31',
          },
          ...{ tools: ['office/open_door'], lifts: ['origin', 'scope', 'readers'] },
        },
      ],
    },
    more: {
      tools: {
        manifests: ['office.yaml'],
        servers: {
          office: { kind: 'mcp', url: office.url, allow_private: true, timeout_ms: 2_000, ...OWNED },
        },
      },
    },
  });
  await gate.restart();
});

beforeEach(() => {
  office.deeds.length = 0;
  office.before = () => undefined;
});

after(async () => {
  await gate.close();
  await office.close();
});

const open = (door: string, key?: string) =>
  callTool(gate, { name: 'office__open_door', arguments: { door }, ...(key === undefined ? {} : { key }) });

describe('a call under an idempotency key', () => {
  it('is made once, and its repeats get the same answer', async () => {
    const answers = [await open('a', 'k1'), await open('a', 'k1'), await open('a', 'k1')];
    assert.deepEqual(
      answers.map(({ text }) => text),
      ['Done.', 'Done.', 'Done.'],
    );
    assert.equal(office.deeds.length, 1);
    const [intent] = await gate.entries(answers[1]?.crossing ?? '');
    assert.equal(intent?.kind === 'intent' && intent.tool?.repeated, true);
  });

  it('is not another call: other arguments under the same key are refused', async () => {
    await open('a', 'k2');
    const other = await open('b', 'k2');
    assert.match(other.text, /call\.mismatch/);
    assert.equal(office.deeds.length, 1);
  });

  it('is made once when it is sent many times at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => open('c', 'k3')));
    assert.equal(office.deeds.length, 1);
    for (const { text } of answers) assert.match(text, /^Done\.$|call\.under_way/);
  });

  it('is in the flow of its mandate once, however often it was sent at the same moment', async () => {
    const stepsNow = async () => {
      const rows = await gate.fresh.superuser<{ steps: string }>(
        'select coalesce(sum(steps), 0) as steps from gatehouse.mandate',
      );
      return Number(rows[0]?.steps);
    };
    const before = await stepsNow();
    await Promise.all(Array.from({ length: 8 }, () => open('door nine', 'k6')));
    assert.equal(office.deeds.length, 1);
    assert.equal((await stepsNow()) - before, 2, 'that it was let through, and its result');
  });

  it("is nobody else's: the same key of another caller is another call", async () => {
    await open('d', 'k4');
    const stranger = await gate.newKey();
    const { text } = await callTool(gate, {
      ...{ name: 'office__open_door', arguments: { door: 'd' }, key: 'k4', credential: stranger },
    });
    assert.equal(text, 'Done.');
    assert.equal(office.deeds.length, 2);
  });

  it('is never repeated once it may have been done: the server died in the middle', async () => {
    office.before = (deed) => {
      office.deeds.push(deed);
      return new Promise(() => undefined);
    };
    const first = await open('e', 'k5');
    assert.match(first.text, /tool\.(?:timeout|protocol)/);
    const [, outcome] = await gate.entries(first.crossing);
    assert.equal(outcome?.kind === 'outcome' && outcome.ending, 'unknown');
    office.before = () => undefined;
    const again = await open('e', 'k5');
    assert.match(again.text, /call\.(?:under_way|unknown)/);
    assert.equal(office.deeds.length, 1);
  });
});

describe('a call that a named endorsement let through', () => {
  it('says so on record, and one that needed none does not', async () => {
    const { crossing } = await open('z');
    const [intent] = await gate.entries(crossing);
    assert.deepEqual(intent?.kind === 'intent' && intent.tool?.endorsements, ['doors']);
    const read = await callTool(gate, { name: 'office__read_inbox', arguments: {} });
    const [other] = await gate.entries(read.crossing);
    assert.equal(other?.kind === 'intent' && other.tool?.endorsements, undefined);
  });
});

describe('a call without a key', () => {
  it('is a call of its own each time', async () => {
    await open('f');
    await open('f');
    assert.equal(office.deeds.length, 2);
  });
});

describe('before a call leaves', () => {
  it('what it writes although nothing trusted says it is remembered for every mandate', async () => {
    const known: number[] = [];
    const count = async () => (await gate.fresh.superuser('select from gatehouse.tainted_value')).length;
    office.before = async () => void known.push(await count());
    const before = await count();
    await open('the door of the treasury');
    assert.deepEqual(known, [before + 1]);
  });
});

describe('many calls of one mandate at the same moment', () => {
  it('are all made: none is judged in vain until it gives up', async () => {
    const answers = await Promise.all(Array.from({ length: 32 }, (_, index) => open(`door ${index}`)));
    assert.deepEqual([...new Set(answers.map(({ text }) => text))], ['Done.']);
    assert.equal(office.deeds.length, 32);
  });
});
