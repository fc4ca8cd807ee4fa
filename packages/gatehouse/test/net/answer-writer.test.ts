/** Writing answers to readers that are slow, stuck or gone. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type AnswerWriter, createAnswerWriter, type Written } from '../../src/net/answer-writer.ts';
import { eventually, serveHttp } from './servers.ts';

/** Serves one answer, written by the test, to a client that is a bare socket. */
async function writerTo(t: TestContext, clientWriteMs: number) {
  const ready = Promise.withResolvers<AnswerWriter>();
  const origin = await serveHttp(t, (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    ready.resolve(createAnswerWriter(response, { clientWriteMs }));
  });
  const client = connect(Number(new URL(origin).port), '127.0.0.1');
  client.on('error', () => {});
  t.after(() => client.destroy());
  client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  return { client, writer: await ready.promise };
}

const PIECE = 'x'.repeat(262_144);

async function writeUntil(writer: AnswerWriter, stop: Written): Promise<number> {
  for (let count = 1; count < 400; count++) {
    if ((await writer.write(PIECE)) === stop) return count;
  }
  return Number.POSITIVE_INFINITY;
}

test('a reader that takes everything gets everything', async (t) => {
  const { client, writer } = await writerTo(t, 5_000);
  let received = 0;
  client.on('data', (chunk) => {
    received += chunk.length;
  });
  for (let count = 0; count < 40; count++) assert.equal(await writer.write(PIECE), 'ok');
  assert.equal(await writer.end('end'), 'ok');
  await eventually(() => received > 40 * PIECE.length);
  assert.equal(writer.gone.aborted, false);
});

test('a reader that takes nothing is cut off, and little was buffered for it', async (t) => {
  const { client, writer } = await writerTo(t, 100);
  client.pause();
  // What was written before lies in the sockets' buffers of the operating system.
  assert.ok((await writeUntil(writer, 'stalled')) < 100);
  assert.equal(await writer.write('more'), 'gone');
});

test('a reader that leaves is noticed while the writer waits and while it does not', async (t) => {
  const { client, writer } = await writerTo(t, 5_000);
  client.destroy();
  await eventually(() => writer.gone.aborted);
  assert.equal(await writer.write('x'), 'gone');
  assert.equal(await writer.end(), 'gone');
  const second = await writerTo(t, 5_000);
  second.client.pause();
  const writing = writeUntil(second.writer, 'gone');
  setTimeout(() => second.client.destroy(), 50);
  assert.ok((await writing) < 100);
});
