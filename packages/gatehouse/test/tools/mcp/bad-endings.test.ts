/** Every way in which an MCP server can end a call badly: one fault each, and an honest word on whether it may have acted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, ECHO, mcpTo } from './calling.ts';
import { type Arrived, sendJson, sendText, serveScript } from './servers.ts';

interface Bad {
  readonly what: string;
  readonly answer: (arrived: Arrived) => void;
  readonly code: string;
  readonly reach: 'not_reached' | 'maybe_reached';
}

const event = (id: unknown, result: string) => `data: {"jsonrpc":"2.0","id":${id},"result":${result}}\n\n`;
const startStream = ({ response }: Arrived) =>
  response.writeHead(200, { 'content-type': 'text/event-stream' });
const drip = ({ response }: Arrived, piece: string) => {
  const timer = setInterval(() => response.write(piece), 5);
  response.once('close', () => clearInterval(timer));
};

const BAD: readonly Bad[] = [
  { what: 'hangs', answer: () => undefined, code: 'tool.timeout', reach: 'maybe_reached' },
  {
    what: 'streams comments for ever',
    answer: (arrived) => {
      startStream(arrived);
      drip(arrived, ': still here\n\n');
    },
    code: 'tool.timeout',
    reach: 'maybe_reached',
  },
  {
    what: 'sends a JSON answer without end',
    answer: ({ response }) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"');
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    },
    code: 'tool.too_large',
    reach: 'maybe_reached',
  },
  {
    what: 'sends one event without end',
    answer: (arrived) => {
      startStream(arrived);
      drip(arrived, `data: ${'x'.repeat(65_536)}\n`);
    },
    code: 'tool.too_large',
    reach: 'maybe_reached',
  },
  {
    what: 'floods notifications',
    answer: (arrived) => {
      startStream(arrived);
      drip(
        arrived,
        `data: {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"${'x'.repeat(20_000)}"}}\n\n`,
      );
    },
    code: 'tool.too_large',
    reach: 'maybe_reached',
  },
  {
    what: 'names a member twice',
    answer: ({ message, response }) =>
      sendText(response, `{"jsonrpc":"2.0","id":${message.id},"result":{"content":[],"content":[1]}}`),
    code: 'tool.protocol',
    reach: 'maybe_reached',
  },
  {
    what: 'answers another request',
    answer: (arrived) => {
      startStream(arrived);
      arrived.response.end(event(4_711, '{"content":[]}'));
    },
    code: 'tool.protocol',
    reach: 'maybe_reached',
  },
  {
    what: 'answers with another shape',
    answer: ({ message, response }) =>
      sendJson(response, { jsonrpc: '2.0', id: message.id, result: { content: 'no list' } }),
    code: 'tool.protocol',
    reach: 'maybe_reached',
  },
  {
    what: 'ends its stream without an answer',
    answer: (arrived) => void startStream(arrived).end(),
    code: 'tool.protocol',
    reach: 'maybe_reached',
  },
  {
    what: 'breaks off',
    answer: ({ response }) => void response.destroy(),
    code: 'tool.unavailable',
    reach: 'maybe_reached',
  },
  {
    what: 'answers with HTML',
    answer: ({ response }) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hi'),
    code: 'tool.protocol',
    reach: 'maybe_reached',
  },
  {
    what: 'fails',
    answer: ({ response }) => void response.writeHead(500).end('oh'),
    code: 'tool.refused',
    reach: 'maybe_reached',
  },
  {
    what: 'has no time',
    answer: ({ response }) => void response.writeHead(429).end(),
    code: 'tool.refused',
    reach: 'not_reached',
  },
  {
    what: 'wants a credential',
    answer: ({ response }) => void response.writeHead(401, { 'www-authenticate': 'Bearer' }).end(),
    code: 'tool.credential',
    reach: 'not_reached',
  },
  {
    what: 'leads elsewhere',
    answer: ({ response }) => void response.writeHead(307, { location: 'http://127.0.0.1:1/x' }).end(),
    code: 'tool.refused',
    reach: 'maybe_reached',
  },
];

for (const { what, answer, code, reach } of BAD) {
  test(`a server that ${what} is told as ${code}, and that it ${reach === 'not_reached' ? 'did nothing' : 'may have acted'}`, async (t) => {
    const url = await serveScript(t, answer);
    const transport = mcpTo(t, url, { timeoutMs: 1_000 });
    const ended = await call(transport, ECHO, { answerBytesMax: 200_000 });
    assert.ok(!ended.ok, JSON.stringify(ended).slice(0, 200));
    assert.deepEqual([ended.fault.code, ended.reach], [code, reach]);
  });
}
