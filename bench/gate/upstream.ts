/** The upstream of the benchmark: an OpenAI-compatible stub, as cheap as an HTTP server can be. */
import { createServer } from 'node:http';

const ANSWER = Buffer.from(
  JSON.stringify({
    id: 'chatcmpl-bench',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'stub',
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: 'A short answer that holds nothing of interest to anyone.',
          refusal: null,
        },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: { prompt_tokens: 500, completion_tokens: 12, total_tokens: 512 },
  }),
);
const WORDS = 'A longer answer comes word by word and takes its time until it is done .'.split(' ');

const chunk = (delta: object, finish: string | null) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'stub', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const USAGE = `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'stub', choices: [], usage: { prompt_tokens: 500, completion_tokens: 15, total_tokens: 515 } })}\n\n`;

/** Milliseconds between two words of a stream: the `seed` of the request. */
const SEED = /"seed":(\d+)/;

const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
  let tail = '';
  request.on('data', (bytes: Buffer) => {
    if (tail.length < 4_096) tail += bytes.toString('latin1');
  });
  request.on('end', () => {
    if (!tail.includes('"stream":true')) {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': ANSWER.length });
      response.end(ANSWER);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(chunk({ role: 'assistant', content: '' }, null));
    response.write(chunk({ content: `${WORDS[0]} ` }, null));
    let index = 1;
    const timer = setInterval(
      () => {
        const word = WORDS[index++];
        if (word !== undefined) {
          response.write(chunk({ content: `${word} ` }, null));
          return;
        }
        clearInterval(timer);
        response.end(`${chunk({}, 'stop')}${USAGE}data: [DONE]\n\n`);
      },
      Number(SEED.exec(tail)?.[1] ?? 1),
    );
    response.on('close', () => clearInterval(timer));
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address !== 'string') process.stdout.write(`${address.port}\n`);
});
