/** The provider of the chaos trials: answers plainly or in a short stream, and remembers which calls it saw. */
import type { IncomingMessage, ServerResponse } from 'node:http';

const USAGE = { prompt_tokens: 10, completion_tokens: 4, total_tokens: 14 };
const HEAD = { id: 'chaos', created: 1_700_000_000, model: 'stub' };

export function answerCall(request: IncomingMessage, response: ServerResponse, reached: Set<string>): void {
  let body = '';
  request.on('data', (bytes: Buffer) => {
    body += bytes.toString();
  });
  request.on('end', () => {
    const marker = /marker ([\w-]+)/.exec(body)?.[1];
    if (marker !== undefined) reached.add(marker);
    if (body.includes('"stream":true')) stream(response);
    else {
      const choices = [{ index: 0, message: { role: 'assistant', content: 'Fine.' }, finish_reason: 'stop' }];
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ...HEAD, object: 'chat.completion', choices, usage: USAGE }));
    }
  });
}

function stream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const words = ['All ', 'is ', 'well ', 'here. '];
  const timer = setInterval(() => {
    const word = words.shift();
    if (word !== undefined)
      response.write(chunk([{ index: 0, delta: { content: word }, finish_reason: null }]));
    else {
      clearInterval(timer);
      const last = chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]);
      response.end(`${last}${chunk([], USAGE)}data: [DONE]\n\n`);
    }
  }, 2);
  response.on('close', () => clearInterval(timer));
}

function chunk(choices: readonly object[], usage?: object): string {
  return `data: ${JSON.stringify({ ...HEAD, object: 'chat.completion.chunk', choices, usage })}\n\n`;
}
