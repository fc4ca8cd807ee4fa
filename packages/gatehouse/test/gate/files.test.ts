/** Text in files on the path of whole gates: found in requests and in what the gate fetches, and never rewritten. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { latin, pdfSaying, pngSaying } from '../inspection/file-samples.ts';
import { OWNED, type Sending, type Sent, startTestGate, type TestGate } from '../support/gate.ts';
import { chat } from '../support/upstream.ts';

let gate: TestGate;
const served = new Map<string, { readonly type: string; readonly bytes: Buffer }>();
const host = createServer((request, response) => {
  const file = served.get(request.url ?? '');
  if (file === undefined) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': file.type }).end(file.bytes);
});
let hostUrl = '';

before(async () => {
  await new Promise<void>((listening) => host.listen(0, '127.0.0.1', listening));
  hostUrl = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
  gate = await startTestGate({
    data: [
      { id: 'mask-mail', ...OWNED, classes: ['email'], do: 'mask' },
      { id: 'block-cards', ...OWNED, classes: ['payment_card'], do: 'block' },
      { id: 'count-ibans', ...OWNED, classes: ['iban'], do: 'count' },
    ],
    more: { remote_content: { hosts: [hostUrl], max_bytes: 100_000 } },
  });
});
after(async () => {
  await gate?.close();
  host.closeAllConnections();
  host.close();
});
beforeEach(() => gate.upstream.expect(chat('it was let through')));

const ANTHROPIC: Sending = { path: '/anthropic/v1/messages', headers: { 'anthropic-version': '2023-06-01' } };

interface Sample {
  readonly type: 'image/png' | 'application/pdf';
  readonly bytes: Buffer;
}

const picture = (text: string): Sample => ({ type: 'image/png', bytes: pngSaying(text) });
const pages = (text: string): Sample => ({ type: 'application/pdf', bytes: pdfSaying(text) });

/** Sends a file to a model of each protocol, and answers what came of both. */
async function sendBoth({ type, bytes }: Sample): Promise<readonly Sent[]> {
  const data = bytes.toString('base64');
  const isImage = type === 'image/png';
  const dataUrl = `data:${type};base64,${data}`;
  const part = isImage
    ? { type: 'image_url', image_url: { url: dataUrl } }
    : { type: 'file', file: { filename: 'a.pdf', file_data: dataUrl } };
  const block = { type: isImage ? 'image' : 'document', source: { type: 'base64', media_type: type, data } };
  return [
    await gate.send({ model: 'up', messages: [{ role: 'user', content: [part] }] }),
    await gate.send(
      { model: 'claude', max_tokens: 20, messages: [{ role: 'user', content: [block] }] },
      ANTHROPIC,
    ),
  ];
}

describe('text in a file of a request', () => {
  it('that has to be masked refuses the request, which says where and what', async () => {
    for (const sample of [picture('write to ada@example.com'), pages('write to ada@example.com')]) {
      for (const sent of await sendBoth(sample)) {
        assert.deepEqual([sent.status, sent.code], [403, 'inspection.file']);
        assert.match(sent.text, /The file at \$\.messages\[0\]\S+~text holds data \(email\)/);
        assert.ok(!sent.text.includes('ada@'));
        const { inspection, fault } = await gate.refusal(sent.id);
        assert.equal(fault, 'inspection.file');
        assert.equal(inspection?.findings.email, 1);
      }
    }
    assert.equal(gate.upstream.calls.length, 0);
  });

  it('that is blocked blocks the request', async () => {
    for (const sent of await sendBoth(pages('pay with 4242 4242 4242 4242'))) {
      assert.deepEqual([sent.status, sent.code], [403, 'inspection.blocked']);
    }
    assert.equal(gate.upstream.calls.length, 0);
  });

  it('that may go on goes on as it is, counted, and what is no text stays on record as unread', async () => {
    const sample = pages('the account is DE89 3704 0044 0532 0130 00');
    const [openai, anthropic] = await sendBoth(sample);
    for (const sent of [openai, anthropic]) {
      const { inspection } = await gate.intent(sent?.id ?? '');
      assert.equal(inspection.findings.iban, 1);
      assert.deepEqual(
        inspection.notInspected.map(({ kind }) => kind),
        ['document'],
      );
    }
    assert.equal(openai?.status, 200);
    for (const call of gate.upstream.calls) assert.ok(call.body.includes(sample.bytes.toString('base64')));
    assert.equal(gate.upstream.calls.length, 2);
  });

  it('is found whatever the request says that the file is', async () => {
    const data = pdfSaying('write to ada@example.com').toString('base64');
    const url = `data:image/png;base64,${data}`;
    const part = { type: 'image_url', image_url: { url } };
    const sent = await gate.send({ model: 'up', messages: [{ role: 'user', content: [part] }] });
    assert.equal(sent.code, 'inspection.file');
  });

  it('is what an answer may rest on', async () => {
    gate.upstream.expect(chat('See https://minutes.example.org/today for more.'));
    const [sent] = await sendBoth(pages('the minutes are at https://minutes.example.org/today'));
    const { inspection } = await gate.outcome(sent?.id ?? '');
    gate.upstream.expect(chat('See https://minutes.example.org/today for more.'));
    const [other] = await sendBoth(pages('the minutes are elsewhere'));
    const without = (await gate.outcome(other?.id ?? '')).inspection;
    assert.notDeepEqual(inspection, without);
  });
});

describe('a file that cannot be read', () => {
  it('stays opaque, and passes only where a rule lets its kind pass', async () => {
    const broken: Sample = { type: 'application/pdf', bytes: latin('%PDF-1.7 and nothing else') };
    for (const sent of await sendBoth(broken)) assert.equal(sent.code === 'inspection.file', false);
    assert.equal(gate.upstream.calls.length, 2);
  });
});

describe('text in a file that the gate fetched', () => {
  const send = (path: string, more: object = {}) =>
    gate.send({
      model: 'up',
      messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: hostUrl + path } }] }],
      ...more,
    });

  it('is decided on before anything leaves', async () => {
    const text = (name: string, comment: string) => served.set(name, { ...picture(comment) });
    text('/mail.png', 'write to ada@example.com');
    text('/card.png', 'pay with 4242 4242 4242 4242');
    text('/iban.png', 'the account is DE89 3704 0044 0532 0130 00');
    for (const [path, code] of [
      ['/mail.png', 'inspection.file'],
      ['/card.png', 'inspection.blocked'],
    ] as const) {
      const sent = await send(path);
      assert.deepEqual([sent.status, sent.code], [403, code]);
      const { station, inspection } = await gate.refusal(sent.id);
      assert.equal(station, 'record');
      assert.deepEqual(
        inspection?.notInspected.map(({ kind }) => kind),
        ['image'],
      );
    }
    assert.equal(gate.upstream.calls.length, 0);

    const sent = await send('/iban.png');
    assert.equal(sent.status, 200, sent.text);
    assert.equal((await gate.intent(sent.id)).inspection.findings.iban, 1);
  });

  it('joins what was known of the request, which is masked all the same', async () => {
    served.set('/account.pdf', pages('the account is DE89 3704 0044 0532 0130 00'));
    const source = { type: 'url', url: `${hostUrl}/account.pdf` };
    const content = [
      { type: 'text', text: 'write to ada@example.com' },
      { type: 'document', source },
    ];
    const body = { model: 'claude', max_tokens: 20, messages: [{ role: 'user', content }] };
    const { id } = await gate.send(body, ANTHROPIC);
    const { inspection } = await gate.intent(id);
    assert.deepEqual([inspection.findings.email, inspection.findings.iban], [1, 1]);
    assert.deepEqual(inspection.masked, { email: 1 });
    assert.ok(gate.upstream.calls[0]?.body.includes('write to [EMAIL]'));
  });
});
