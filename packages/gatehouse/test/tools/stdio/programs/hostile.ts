/** A tool server that speaks MCP by hand and does one bad thing, named by its argument, when it is called. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const [, , deed = ''] = process.argv;
const say = (message: object) =>
  void process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
const flood = (text: string) => {
  while (process.stdout.write(text));
  process.stdout.once('drain', () => flood(text));
};
const notice = {
  jsonrpc: '2.0',
  method: 'notifications/message',
  params: { level: 'info', data: 'x'.repeat(9_000) },
};

const DEEDS: Readonly<Record<string, (id: unknown) => void>> = {
  hang: () => undefined,
  die: () => process.exit(3),
  garbage: () => void process.stdout.write('Listening on port 80\n'),
  twice: (id) =>
    void process.stdout.write(`{"jsonrpc":"2.0","id":${id},"result":{"content":[],"content":[]}}\n`),
  'endless line': () => flood('x'.repeat(65_536)),
  'notice flood': () => flood(`${JSON.stringify(notice)}\n`),
  'long answer': (id) => say({ id, result: { content: [{ type: 'text', text: 'x'.repeat(300_000) }] } }),
  'other id': (id) => say({ id: Number(id) + 4_711, result: { content: [] } }),
  stderr: (id) => {
    process.stderr.write(
      `secret ${process.env.TOKEN}\u001b[2J\n${'y'.repeat(9_000)}\n${'z\n'.repeat(5_000)}`,
    );
    say({ id, result: { content: [] } });
  },
  child: (id) => {
    const child = spawn('/bin/sleep', ['600'], { stdio: 'ignore', detached: true });
    child.unref();
    say({ id, result: { content: [{ type: 'text', text: String(child.pid) }] } });
  },
};

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method } = JSON.parse(line) as { readonly id?: number; readonly method: string };
  if (method === 'initialize') {
    const serverInfo = { name: 'hostile', version: '1' };
    say({ id, result: { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo } });
  } else if (method === 'tools/call') DEEDS[deed]?.(id);
  else if (id !== undefined) say({ id, error: { code: -32_601, message: 'Method not found' } });
});
