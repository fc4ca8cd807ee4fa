/** Everything that a provider can do wrong. */
import { gzipSync } from 'node:zlib';
import { ACCOUNT, ANSWERED, EMAIL, KEY, PROVIDER_KEY } from '../samples.ts';
import { blockStream, event, message, textBlock } from './anthropic.ts';
import { chunk, completion, DONE, data, ending, textStream } from './openai.ts';
import { type Asked, events, json, type Scenario, type Script } from './script.ts';

export const FAULTS: Readonly<Record<string, Scenario>> = {
  'status-500': refused(500, 'It broke.'),
  'status-400': refused(400, 'That is wrong.'),
  'status-429': refused(429, 'Slow down.', { 'retry-after': '7' }),
  'status-529': refused(529, 'Overloaded.'),
  'retry-after-nonsense': refused(429, 'Slow down.', { 'retry-after': `soon, ${ACCOUNT}` }),
  'error-email': refused(400, `No mail for ${EMAIL}.`),
  'error-key': refused(400, `You sent ${KEY} to us.`),
  'error-credential': refused(401, `Incorrect API key provided: ${PROVIDER_KEY}.`),
  'error-html': () => ({
    status: 502,
    headers: { 'content-type': 'text/html' },
    body: [`<h1>Bad gateway of ${ACCOUNT}</h1>`],
  }),
  reset: () => ({ body: [], ends: 'reset', silent: true }),
  hang: () => ({ body: [], silent: true, ends: 'hang' }),
  redirect: ({ protocol }) => ({
    status: 307,
    headers: {
      location: protocol === 'openai-chat' ? '/openai/v1/chat/completions' : '/anthropic/v1/messages',
    },
    body: [],
  }),
  truncated: (asked) => broken(asked, 'end'),
  'half-then-reset': (asked) => broken(asked, 'reset'),
  'half-then-hang': (asked) => broken(asked, 'hang'),
  'not-json': () => ({ headers: { 'content-type': 'application/json' }, body: [`${ANSWERED}, plainly`] }),
  'repeated-key': ({ protocol }) => ({
    headers: { 'content-type': 'application/json' },
    body: [whole(protocol).replace('{', `{"remark":"${EMAIL}","remark":"nothing",`)],
  }),
  'too-deep': ({ protocol }) => ({
    headers: { 'content-type': 'application/json' },
    body: [whole(protocol).replace('{', `{"remark":${'['.repeat(200)}${']'.repeat(200)},`)],
  }),
  'too-large': ({ protocol }) => ({
    headers: { 'content-type': 'application/json' },
    body: [whole(protocol).replace('{', `{"remark":"${'x'.repeat(400_000)}",`)],
  }),
  gzip: ({ protocol }) => ({
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: [gzipSync(whole(protocol))],
  }),
  'other-type': (asked) => (asked.streamed ? json(JSON.parse(whole(asked.protocol))) : events(stream(asked))),
  'half-event': ({ protocol }) =>
    events([
      ...opening(protocol),
      protocol === 'openai-chat' ? 'data: {"choices":[{"del' : 'event: content_bl',
    ]),
  unended: ({ protocol }) => events(opening(protocol)),
  'event-too-large': ({ protocol }) =>
    events([...opening(protocol), `data: {"remark":"${'x'.repeat(100_000)}"}\n\n`]),
  'error-midway': ({ protocol }) => {
    const error = { type: 'overloaded_error', message: `Sorry, ${EMAIL} of ${ACCOUNT}` };
    const last = protocol === 'openai-chat' ? data({ error }) : event('error', { error });
    return events([...opening(protocol), last]);
  },
  'after-the-end': (asked) =>
    events([
      ...stream(asked),
      asked.protocol === 'openai-chat' ? chunk({ content: EMAIL }) : event('ping', {}),
    ]),
  'unknown-event': ({ protocol }) => {
    const odd = protocol === 'openai-chat' ? `event: ${EMAIL}\n${DONE}` : event('surprise', { text: EMAIL });
    return events([...opening(protocol), odd]);
  },
  'text-after-finish': ({ protocol }) =>
    protocol === 'openai-chat'
      ? events([
          chunk({ content: 'ada.lovelace' }),
          chunk({}, { finish_reason: 'stop' }),
          chunk({ content: '@example.com' }),
          ...ending(),
        ])
      : events([
          ...blockStream([textBlock(['ada.lovelace'])]).slice(0, -2),
          event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: '@example.com' } }),
        ]),
  /** Fails the first time, serves the second. */
  flaky: (asked) => (asked.before === 0 ? refused(500, 'It broke.')(asked) : good(asked)),
  /** Sends the beginning, then the rest when the stage says so. */
  paced: (asked) => {
    if (!asked.streamed) return { ...json({}), body: ['wait', whole(asked.protocol)] };
    const pieces = [`${ANSWERED} `, 'and more', ' still'];
    const all = asked.protocol === 'openai-chat' ? textStream(pieces) : blockStream([textBlock(pieces)]);
    const beginning = 3;
    return { ...events([]), body: [...all.slice(0, beginning), 'wait', ...all.slice(beginning)] };
  },
  ...cutBytes(1),
  ...cutBytes(7),
  ...cutBytes(100),
};

/** The same stream, cut into pieces of so many bytes without regard to events. */
function cutBytes(size: number): Record<string, Scenario> {
  return {
    [`bytes-${size}`]: (asked) => {
      const text = `${ANSWERED} ${EMAIL} end`;
      const whole =
        asked.protocol === 'openai-chat'
          ? textStream([text.slice(0, 14), text.slice(14)])
          : blockStream([textBlock([text.slice(0, 14), text.slice(14)])]);
      const bytes = Buffer.from(whole.join(''));
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.subarray(at * size, (at + 1) * size),
      );
      return { headers: { 'content-type': 'text/event-stream' }, body: pieces };
    },
  };
}

function refused(status: number, text: string, headers: Record<string, string> = {}): Scenario {
  return ({ protocol }) => {
    const error = { type: 'provider_error', message: text, code: 'provider_code' };
    return json(protocol === 'openai-chat' ? { error } : { type: 'error', error }, { status, headers });
  };
}

function broken({ protocol, streamed }: Asked, ends: 'end' | 'reset' | 'hang'): Script {
  if (streamed) return events(opening(protocol), { ends });
  const text = whole(protocol);
  // A promise of more bytes than ever come.
  const headers = { 'content-type': 'application/json', 'content-length': String(text.length) };
  return { headers, body: [text.slice(0, text.length / 2)], ends: ends === 'end' ? 'reset' : ends };
}

function whole(protocol: Asked['protocol']): string {
  return JSON.stringify(protocol === 'openai-chat' ? completion([{ message: {} }]) : message([]));
}

function stream({ protocol }: Asked): readonly string[] {
  return protocol === 'openai-chat' ? textStream([ANSWERED]) : blockStream([textBlock([ANSWERED])]);
}

function good(asked: Asked): Script {
  return asked.streamed ? events(stream(asked)) : json(JSON.parse(whole(asked.protocol)));
}

/** A stream that began well. */
function opening(protocol: Asked['protocol']): readonly string[] {
  return protocol === 'openai-chat'
    ? [chunk({ role: 'assistant' }), chunk({ content: `${ANSWERED} and ` })]
    : blockStream([textBlock([`${ANSWERED} and `])]).slice(0, 3);
}
