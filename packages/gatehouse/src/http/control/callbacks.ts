/** `POST /v1/approvals/callbacks/:channel`: answers through channels, which prove themselves by signatures over the body. */
import type { FastifyInstance } from 'fastify';
import { decodeUtf8 } from '../../protocols/json/parse.ts';
import { sendFault, sendJson } from './answers.ts';
import { CALLBACK_ADDRESS } from './callback-shape.ts';
import type { ControlParts } from './parts.ts';

/** WHY open: a channel has no credential; nothing of its message is believed without its signature. */
export const CALLBACK_PATH = CALLBACK_ADDRESS.replace('{channel}', ':channel');

/** Callbacks have a form of their own: whatever the type, the body is taken as it came, for that is what was signed. */
export function serveCallbacks(app: FastifyInstance, { holds }: ControlParts): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => body);
    scope.post<{ Params: { channel: string } }>(CALLBACK_PATH, async ({ params, headers, body }, reply) => {
      const text = decodeUtf8(Buffer.isBuffer(body) ? body : Buffer.alloc(0));
      if (!text.ok) return sendFault(reply, text.fault);
      const single = Object.entries(headers).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      );
      const callback = { channel: params.channel, headers: Object.fromEntries(single), body: text.value };
      const answered = await holds.receive(callback);
      if (!answered.ok) return sendFault(reply, answered.fault);
      return sendJson(reply, 200, { question: answered.value.id, state: answered.value.state });
    });
  });
}
