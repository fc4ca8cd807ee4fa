/** The recording provider: a process of its own that keeps every byte it is sent, and answers by script. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { ACCOUNT, PIXEL } from '../samples.ts';
import { calledTool, serveDesk, turn } from './desk.ts';
import type { Received } from './received.ts';
import { SCENARIOS } from './scenarios.ts';
import type { Asked, Script } from './script.ts';

const MARKS = /cell-[0-9a-f]{12}/;
const NO_MARK = 'unmarked';
const MODEL = /"model"\s*:\s*"rec-([a-z0-9-]+)"/;

const received = new Map<string, Received[]>();
const waiting = new Map<string, () => void>();

const server = createServer((request, response) => {
  serve(request, response).catch(() => response.destroy());
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://recorder');
  const body = await read(request);
  if (url.pathname === '/control/received') return answer(response, received.get(url.search.slice(1)) ?? []);
  if (url.pathname === '/control/go') {
    waiting.get(url.search.slice(1))?.();
    return answer(response, {});
  }
  if (url.pathname === '/control/turn') return answer(response, turn(url.search.slice(1)) ?? {});
  if (url.pathname.startsWith('/files/')) return file(request, response);
  if (url.pathname.startsWith('/desk/')) return desk(request, response, { path: url.pathname, body });
  await provide(request, response, { path: url.pathname, body });
}

async function provide(
  request: IncomingMessage,
  response: ServerResponse,
  { path, body }: { path: string; body: string },
): Promise<void> {
  const mark = MARKS.exec(body)?.[0] ?? NO_MARK;
  const model = MODEL.exec(body)?.[1] ?? '';
  const list = received.get(mark) ?? [];
  const before = list.filter((one) => one.model === model).length;
  received.set(mark, list);
  list.push({ path, model, headers: request.rawHeaders, body });
  const asked: Asked = {
    protocol: path.startsWith('/anthropic/') ? 'anthropic-messages' : 'openai-chat',
    counts: path.endsWith('/count_tokens'),
    streamed: /"stream":\s*true/.test(body),
    before,
  };
  await perform(response, { mark, script: (SCENARIOS[model] ?? UNKNOWN)(asked) });
}

/** A server of tools; only calls are kept, for their arguments carry the mark. */
async function desk(
  request: IncomingMessage,
  response: ServerResponse,
  { path, body }: { path: string; body: string },
): Promise<void> {
  const tool = calledTool(body);
  const mark = MARKS.exec(body)?.[0] ?? NO_MARK;
  if (tool !== undefined) {
    const list = received.get(mark) ?? [];
    received.set(mark, list);
    list.push({ path, model: tool, headers: request.rawHeaders, body });
  }
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const answered = await serveDesk({ path, method: request.method ?? '', headers, body });
  if (!(answered instanceof Response)) return perform(response, { mark, script: answered });
  response.writeHead(answered.status, { ...TALKATIVE, ...Object.fromEntries(answered.headers) });
  // WHY piece by piece: a stream of notices has no end.
  const leaving = new AbortController();
  response.once('close', () => leaving.abort());
  for await (const piece of answered.body?.pipeThrough(new TransformStream(), { signal: leaving.signal }) ??
    [])
    response.write(piece);
  response.end();
}

const UNKNOWN = (): Script => ({ status: 404, body: ['there is no such scenario'] });

/** What a careless provider says in its headers about the account behind the key. */
const TALKATIVE = {
  'openai-organization': ACCOUNT,
  'anthropic-organization-id': ACCOUNT,
  'x-ratelimit-remaining-tokens': '1234',
  'set-cookie': `session=${ACCOUNT}`,
  server: ACCOUNT,
};

async function perform(
  response: ServerResponse,
  { mark, script }: { mark: string; script: Script },
): Promise<void> {
  if (script.silent === true) {
    if (script.ends === 'reset') response.destroy();
    return;
  }
  response.writeHead(script.status ?? 200, { ...TALKATIVE, ...script.headers });
  response.flushHeaders();
  for (const piece of script.body) {
    if (piece === 'wait') await new Promise<void>((go) => waiting.set(mark, go));
    else if (typeof piece === 'number') await pause(piece);
    else await write(response, piece);
  }
  if (script.ends === 'reset') response.destroy();
  else if (script.ends !== 'hang') response.end();
}

/** WHY: one turn of the loop between two pieces, so that they travel as two. */
async function write(response: ServerResponse, piece: string | Buffer): Promise<void> {
  response.write(piece);
  await new Promise((resolve) => setImmediate(resolve));
}

function file(request: IncomingMessage, response: ServerResponse): void {
  const list = received.get('files') ?? [];
  received.set('files', list);
  list.push({ path: request.url ?? '', model: '', headers: request.rawHeaders, body: '' });
  response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from(PIXEL, 'base64'));
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function answer(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
