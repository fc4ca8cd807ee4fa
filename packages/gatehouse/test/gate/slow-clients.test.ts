/** Callers that read slowly, or leave: the gate holds little for them, and they pay for what they asked for. */
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { chatBody, OWNED, startTestGate, type TestGate } from '../support/gate.ts';
import { until } from '../support/until.ts';
import { chat, chunk, ending, type UpstreamCall, USAGE } from '../support/upstream.ts';

const CLIENT_WRITE_MS = 700;

let gate: TestGate;
before(async () => {
  gate = await startTestGate({
    budgets: [
      { id: 'tokens', ...OWNED, each: 'tenant', measure: 'tokens', per: 'month', limit: 1_000_000_000 },
    ],
    more: { timeouts: { client_write_ms: CLIENT_WRITE_MS, total_ms: 90_000 } },
  });
});
after(() => gate?.close());

/** Posts over a socket of its own, which nothing reads but the test. */
function post(body: unknown): Socket {
  const { hostname, port } = new URL(gate.url);
  const text = JSON.stringify(body);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(
    `POST /openai/v1/chat/completions HTTP/1.1\r\nhost: gate\r\nauthorization: Bearer ${gate.key}\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
  return socket;
}

/** Takes one byte from a connection every now and then; whatever else arrives stays with the system. */
function sip(socket: Socket, everyMs: number): () => void {
  socket.pause();
  const timer = setInterval(() => socket.read(1), everyMs);
  socket.on('readable', () => undefined);
  return () => clearInterval(timer);
}

async function theCall(): Promise<UpstreamCall> {
  await until(async () => gate.upstream.calls.length > 0);
  const [call] = gate.upstream.calls;
  assert.ok(call);
  return call;
}

/** The only crossing that is not known yet, by its place at the end of the ledger. */
async function newestCrossing(): Promise<string> {
  const [row] = await gate.fresh.superuser<{ crossing: string }>(
    "select crossing from gatehouse.evidence where kind = 'intent' order by entry desc limit 1",
  );
  return row?.crossing ?? '';
}

async function spentTokens(): Promise<number> {
  return (await gate.budgets())['tokens tenant']?.spent ?? 0;
}

async function openCrossings(): Promise<number> {
  return (await gate.control<{ openCrossings: number }>('GET', '/v1/status')).openCrossings;
}

const MEGABYTE = 1_048_576;
const TOTAL_BYTES = 160 * MEGABYTE;
const PIECE = chunk({ content: 'The quick brown fox jumps over the lazy dog, again. '.repeat(5_000) });

test('a client that reads a byte a second of 160 MB is cut off, memory stays bounded, and the record says it left', async () => {
  const used = () => process.memoryUsage().heapUsed + process.memoryUsage().external;
  const before = used();
  let peak = 0;
  let heldBackMs = 0;
  let sent = 0;
  gate.upstream.expect(async ({ response, closed }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    while (sent < TOTAL_BYTES && !response.destroyed) {
      sent += PIECE.length;
      peak = Math.max(peak, used());
      const startMs = performance.now();
      if (!response.write(PIECE))
        await Promise.race([closed, new Promise((go) => response.once('drain', go))]);
      heldBackMs = Math.max(heldBackMs, performance.now() - startMs);
    }
    response.end(ending().join(''));
  });
  const socket = post(chatBody('up', 'tell me everything', { stream: true }));
  const stop = sip(socket, 1_000);
  const { closed } = await theCall();
  await closed;
  const outcome = await gate.outcome(await newestCrossing());
  stop();
  socket.destroy();
  assert.equal(outcome.ending, 'client_gone');
  assert.ok(heldBackMs > CLIENT_WRITE_MS / 2, 'while the client took nothing, the provider was not read');
  assert.ok(sent >= TOTAL_BYTES, 'the rest was read for its usage');
  assert.equal(outcome.usage.basis, 'reported');
  assert.ok(peak - before < 128 * MEGABYTE, `${(peak - before) / MEGABYTE} MB more than before`);
});

/** Streams words until the gate has noticed that its client is gone, and then ends properly. */
async function untilGone({ response }: UpstreamCall): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  await until(async () => {
    response.write(chunk({ content: 'one word more. ' }));
    return (await openCrossings()) === 0;
  });
  response.end(ending().join(''));
}

test('a client that disconnects in mid-stream pays what the provider says that it used (free tokens)', async () => {
  const before = await spentTokens();
  gate.upstream.expect(untilGone);
  const socket = post(chatBody('up', 'hi', { stream: true }));
  await new Promise((resolve) => socket.once('data', resolve));
  socket.destroy();
  await (await theCall()).closed;
  const outcome = await gate.outcome(await newestCrossing());
  assert.equal(outcome.ending, 'client_gone');
  assert.equal(outcome.usage.outputTokens, USAGE.completion_tokens);
  assert.equal(outcome.usage.basis, 'reported');
  assert.equal(await spentTokens(), before + USAGE.total_tokens);
});

test('a client that disconnects before the first byte of a stream pays as well, and leaves nothing open', async () => {
  const before = await spentTokens();
  const { promise: left, resolve: hasLeft } = Promise.withResolvers<void>();
  gate.upstream.expect(async (call) => {
    await left;
    await untilGone(call);
  });
  const socket = post(chatBody('up', 'hi', { stream: true }));
  await theCall();
  socket.destroy();
  hasLeft();
  const outcome = await gate.outcome(await newestCrossing());
  assert.equal(outcome.ending, 'client_gone');
  assert.equal(outcome.usage.basis, 'reported');
  assert.equal(await spentTokens(), before + USAGE.total_tokens);
  await nothingOpen();
});

test('a client that disconnects from a plain answer pays as well', async () => {
  const before = await spentTokens();
  const { promise: asked, resolve: answerNow } = Promise.withResolvers<void>();
  gate.upstream.expect(async (call) => {
    await asked;
    await chat('too late')(call);
  });
  const socket = post(chatBody('up', 'hi'));
  await theCall();
  socket.destroy();
  answerNow();
  const outcome = await gate.outcome(await newestCrossing());
  assert.equal(outcome.usage.basis, 'reported');
  assert.equal(await spentTokens(), before + USAGE.total_tokens);
  await nothingOpen();
});

test('a client that disconnects from a stream whose provider then fails pays the most that it can have cost', async () => {
  gate.upstream.expect(async ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(chunk({ role: 'assistant', content: 'first words, then a reset. ' }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    response.socket?.resetAndDestroy();
  });
  const socket = post(chatBody('up', 'hi', { stream: true }));
  await new Promise((resolve) => socket.once('data', resolve));
  socket.destroy();
  const outcome = await gate.outcome(await newestCrossing());
  assert.equal(outcome.usage.basis, 'bound');
  assert.ok(outcome.ending === 'client_gone' || outcome.ending === 'failed');
  await nothingOpen();
});

test('a client that disconnects within its own body is on record, and nothing leaves', async () => {
  gate.upstream.expect(chat('it was let through'));
  const { hostname, port } = new URL(gate.url);
  const socket = connect(Number(port), hostname);
  const count = async () => {
    const [row] = await gate.fresh.superuser<{ n: string }>(
      "select count(*) as n from gatehouse.evidence where kind = 'refusal' and body like '%request.malformed%'",
    );
    return Number(row?.n);
  };
  const before = await count();
  socket.write(
    `POST /openai/v1/chat/completions HTTP/1.1\r\nhost: gate\r\nauthorization: Bearer ${gate.key}\r\n` +
      'content-type: application/json\r\ncontent-length: 500\r\n\r\n{"model":"up",',
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  socket.destroy();
  await until(async () => (await count()) === before + 1);
  assert.equal(gate.upstream.calls.length, 0);
});

async function nothingOpen(): Promise<void> {
  await until(async () => {
    const rows = await gate.fresh.superuser('select crossing from gatehouse.open_crossing');
    return rows.length === 0 && (await openCrossings()) === 0;
  });
}
