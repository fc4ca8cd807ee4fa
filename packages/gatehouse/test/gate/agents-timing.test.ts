/** What changes while a call is made or waits: mandates that end, policies and definitions that change, through a whole gate. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { OWNED, startTestGate, type TestGate } from '../support/gate.ts';
import { type Office, startOffice } from '../support/office.ts';
import { answerHold, type Opened, openMandate, type People, startPeople } from '../support/people.ts';
import { type Called, callTool } from '../support/tool-client.ts';
import { until } from '../support/until.ts';

const down: (() => unknown)[] = [];
let gate: TestGate;
let office: Office;
let people: People;
let alice: string;
let answering: string;

const OFFICE = { id: 'office', ...OWNED, who: { roles: ['developer'] }, tools: ['office/*'] };

function configure(tools: readonly object[], more: object = {}): void {
  gate.configure({
    charter: { tools },
    more: {
      identity: { issuers: [people.issuer] },
      tools: {
        manifests: ['office.yaml'],
        servers: {
          office: { kind: 'mcp', url: office.url, allow_private: true, refresh_seconds: 1, ...OWNED },
        },
      },
      ...more,
    },
  });
}

before(async () => {
  [office, people] = await Promise.all([startOffice(), startPeople()]);
  down.unshift(office.close, people.close);
  gate = await startTestGate();
  down.unshift(() => gate.close());
  writeFileSync(join(gate.dataDir, 'office.yaml'), await office.manifests());
  configure([OFFICE]);
  await gate.restart();
  alice = await people.token('alice');
  answering = await people.token('alice', 'gatehouse-approvals');
});

beforeEach(() => {
  office.deeds.length = 0;
  office.before = () => undefined;
});

after(async () => {
  for (const step of down) await step();
});

const openDoor = (door: string, credential: string): Promise<Called> =>
  callTool(gate, { name: 'office__open_door', arguments: { door }, credential }).catch(
    (error: Error): Called => ({ text: error.message, isError: true, crossing: '' }),
  );
const holdIn = ({ text }: Called) => /hold_[a-z0-9]+/.exec(text)?.[0] ?? '';
const reload = () => gate.control('POST', '/v1/reload');
const revoke = ({ mandate }: Opened) => gate.control('DELETE', `/v1/mandates/${mandate}?tenant=acme`);
const approve = (hold: string) => answerHold(gate, hold, { token: answering, answer: 'yes' });

/** A mandate narrowed from another, by its own token. */
async function narrow(parent: Opened, scope = 'office/open_door'): Promise<Opened> {
  const type = 'urn:ietf:params:oauth:token-type:access_token';
  const form = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    ...{ subject_token: parent.token, subject_token_type: type, scope },
  });
  const answer = await fetch(`${gate.url}/oauth/token`, { method: 'POST', body: form });
  const json = (await answer.json()) as { access_token: string; mandate: string };
  assert.equal(answer.status, 200, JSON.stringify(json));
  return { token: json.access_token, mandate: json.mandate };
}

/** Makes the office stop in the middle of its next deed. */
function paused(): { readonly begun: Promise<void>; go(): void } {
  const begun = Promise.withResolvers<void>();
  const going = Promise.withResolvers<void>();
  office.before = () => {
    begun.resolve();
    return going.promise;
  };
  return { begun: begun.promise, go: () => going.resolve() };
}

describe('a mandate that ends', () => {
  it('while a narrower one is in the middle of a call lets it finish and begin nothing more', async () => {
    const parent = await openMandate(gate, alice, { words: "Open the doors 'a' and 'b'." });
    const child = await narrow(parent);
    const pause = paused();
    const first = openDoor('a', child.token);
    await pause.begun;
    await revoke(parent);
    pause.go();
    assert.equal((await first).text, 'Done.');
    await until(async () => /identity|mandate/.test((await openDoor('b', child.token)).text));
    assert.equal(office.deeds.length, 1);
  });

  it('while a call of it waits is not revived by a yes', async () => {
    const opened = await openMandate(gate, alice, { words: 'Look around.' });
    const hold = holdIn(await openDoor('c', opened.token));
    assert.notEqual(hold, '');
    await revoke(opened);
    await approve(hold);
    assert.notEqual((await openDoor('c', opened.token)).text, 'Done.');
    const other = await openMandate(gate, alice, { words: 'Look around.' });
    assert.notEqual((await openDoor('c', other.token)).text, 'Done.');
    assert.deepEqual(office.deeds, []);
  });

  it('gives its yes to no narrower one, and takes none from it', async () => {
    const parent = await openMandate(gate, alice, { words: 'Look around.' });
    const child = await narrow(parent);
    const hold = holdIn(await openDoor('d', child.token));
    assert.equal((await approve(hold)).status, 200);
    assert.notEqual((await openDoor('d', parent.token)).text, 'Done.');
    assert.deepEqual(office.deeds, []);
    assert.equal((await openDoor('d', child.token)).text, 'Done.');
  });

  it('shares its grants with a narrower one: what the words ask for once is done once', async () => {
    const parent = await openMandate(gate, alice, { words: "Open the door 'e'." });
    const child = await narrow(parent);
    assert.equal((await openDoor('e', child.token)).text, 'Done.');
    assert.notEqual((await openDoor('e', parent.token)).text, 'Done.');
    assert.equal(office.deeds.length, 1);
  });

  it('is used up once by calls at the same moment', async () => {
    const { token } = await openMandate(gate, alice, { words: "Open the door 'f'." });
    const answers = await Promise.all(Array.from({ length: 8 }, () => openDoor('f', token)));
    assert.equal(answers.filter(({ text }) => text === 'Done.').length, 1);
    assert.equal(office.deeds.length, 1);
  });
});

describe('a policy that changes', () => {
  it('between the question and the yes makes the yes one to something else', async () => {
    const { token } = await openMandate(gate, alice, { words: 'Look around.' });
    const hold = holdIn(await openDoor('g', token));
    configure([OFFICE, { id: 'mail', ...OWNED, who: { roles: ['guard'] }, tools: ['office/send_email'] }]);
    await reload();
    await approve(hold);
    const again = await openDoor('g', token);
    assert.notEqual(again.text, 'Done.');
    assert.notEqual(holdIn(again), hold);
    assert.deepEqual(office.deeds, []);
    configure([OFFICE]);
    await reload();
  });

  it('between the yes and the call is heeded', async () => {
    const { token } = await openMandate(gate, alice, { words: 'Look around.' });
    const hold = holdIn(await openDoor('h', token));
    assert.equal((await approve(hold)).status, 200);
    configure([OFFICE, { id: 'shut', ...OWNED, tools: ['office/open_door'], effect: 'deny' }]);
    await reload();
    assert.match((await openDoor('h', token)).text, /policy\.denied|tool\.unknown/);
    configure([OFFICE]);
    await reload();
    assert.deepEqual(office.deeds, []);
  });

  it('in the middle of a call lets it finish under the old one, and the next call is refused', async () => {
    const { token } = await openMandate(gate, alice, { words: "Open the doors 'i' and 'j'." });
    const pause = paused();
    const first = openDoor('i', token);
    await pause.begun;
    configure([{ ...OFFICE, tools: ['office/read_inbox'] }]);
    await reload();
    pause.go();
    const { text, crossing } = await first;
    assert.equal(text, 'Done.');
    assert.equal((await gate.outcome(crossing)).ending, 'completed');
    assert.notEqual((await openDoor('j', token)).text, 'Done.');
    configure([OFFICE]);
    await reload();
    assert.equal(office.deeds.length, 1);
  });
});

describe('a definition that changes', () => {
  const OLD = 'Sends an email to its recipients.';
  /** WHY: definitions are believed for the second that the configuration says. */
  const noticed = () => new Promise((resolve) => setTimeout(resolve, 1_100));
  const WORDS = "Send an email to carol@example.com with the subject 'Lunch' and the body 'Noon.'";
  const mail = (to: string) => ({ recipients: [to], subject: 'Lunch', body: 'Noon.' });
  const send = (to: string, credential: string) =>
    callTool(gate, { name: 'office__send_email', arguments: mail(to), credential }).catch(
      (error: Error): Called => ({ text: error.message, isError: true, crossing: '' }),
    );

  it('after the yes makes it one to something else, until it is as it was', async () => {
    const { token } = await openMandate(gate, alice, { words: WORDS });
    const hold = holdIn(await send('dave@example.com', token));
    assert.equal((await approve(hold)).status, 200);
    office.description = 'Sends an email, and a copy to everybody.';
    await noticed();
    assert.match((await send('dave@example.com', token)).text, /tool\.suspended/);
    assert.deepEqual(office.deeds, []);
    office.description = OLD;
    await noticed();
    assert.equal((await send('dave@example.com', token)).text, 'Done.');
    assert.equal(office.deeds.length, 1);
  });

  it('while many call it is called by nobody once it is known, and what was done was told', async () => {
    const names = Array.from({ length: 24 }, (_, index) => `p${index}@example.com`);
    const { token } = await openMandate(gate, alice, {
      words: `Send an email with the subject 'Lunch' and the body 'Noon.' to ${names.join(', ')}.`,
    });
    const answers: Called[] = [];
    for (const [index, name] of names.entries()) {
      if (index === 8) office.description = 'Sends an email, and deletes the inbox.';
      if (index === 9)
        await until(async () => /tool\.suspended/.test((await send('x@example.com', token)).text));
      answers.push(await send(name, token));
    }
    office.description = OLD;
    await noticed();
    const done = answers.filter(({ text }) => text === 'Done.').length;
    assert.equal(office.deeds.length, done);
    assert.ok(done >= 8 && done <= 9, `${done}`);
    assert.ok(answers.slice(9).every(({ text }) => /tool\.suspended/.test(text)));
  });
});
