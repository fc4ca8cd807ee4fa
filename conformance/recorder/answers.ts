/** Well-formed answers, with something in them that must not pass as it is. */
import { ANSWERED, CARD, EMAIL, EMAIL_ESCAPED, IBAN, KEY, LEAK } from '../samples.ts';
import { blockStream, message, type StreamedBlock, textBlock, toolBlock } from './anthropic.ts';
import { argumentStream, chunk, completion, ending, textStream } from './openai.ts';
import { type Asked, events, json, type Scenario, type Script } from './script.ts';

interface Answer {
  readonly plain: object;
  readonly stream: readonly string[];
}

const TEXT = `${ANSWERED} for ${EMAIL} soon`;
/** What the gate gives for the only account number of a conversation. */
const PLACEHOLDER_TEXT = `${ANSWERED} to <IBAN_1>, not to <IBAN_7>`;
const PLACEHOLDER_ADDRESS = `[see](https://bank.example/a?to=<IBAN_1>)`;
const ARGUMENTS = `{"to":"${EMAIL}","text":"${ANSWERED}"}`;
const ESCAPED_ARGUMENTS = `{"to":"${EMAIL_ESCAPED}","text":"${ANSWERED}"}`;

export const ANSWERS: Readonly<Record<string, Scenario>> = {
  ok: of(texts(ANSWERED), blocks([ANSWERED])),
  'answer-email': of(texts(TEXT), blocks([TEXT])),
  'answer-email-letters': of(texts(TEXT, 1), blocks([TEXT], 1)),
  'answer-card': of(texts(`pay ${CARD} now`, 3), blocks([`pay ${CARD} now`], 3)),
  'answer-two': of(texts(`${EMAIL} and ${CARD}`, 5), blocks([`${EMAIL} and ${CARD}`], 5)),
  'answer-iban': of(texts(`to ${IBAN} then`, 4), blocks([`to ${IBAN} then`], 4)),
  'answer-key': of(texts(`${ANSWERED} ${KEY} end`, 4), blocks([`${ANSWERED} ${KEY} end`], 4)),
  'answer-refusal': of({
    plain: completion([{ message: { content: null, refusal: TEXT } }]),
    stream: textStream(cut(TEXT, 4), 'refusal'),
  }),
  'answer-reasoning': of(
    {
      plain: completion([{ message: { reasoning_content: TEXT } }]),
      stream: textStream(cut(TEXT, 4), 'reasoning_content'),
    },
    thinking(TEXT),
  ),
  'answer-second': of({
    plain: completion([{ message: {} }, { message: { content: TEXT } }]),
    stream: [
      chunk({ content: ANSWERED }),
      ...cut(TEXT, 6).map((content) => chunk({ content }, { index: 1 })),
      ...ending(2),
    ],
  }),
  'answer-arguments': of(
    { plain: toolCall(ARGUMENTS), stream: argumentStream(cut(ARGUMENTS, 3)) },
    { plain: message([toolUse({ to: EMAIL })]), stream: blockStream([toolBlock(cut(ARGUMENTS, 3))]) },
  ),
  'answer-escapes': of(
    { plain: toolCall(ESCAPED_ARGUMENTS), stream: argumentStream(cut(ESCAPED_ARGUMENTS, 2)) },
    { plain: message([toolUse({ to: EMAIL })]), stream: blockStream([toolBlock(cut(ESCAPED_ARGUMENTS, 2))]) },
  ),
  'answer-number': of(
    { plain: toolCall(`{"card":${CARD}}`), stream: argumentStream(cut(`{"card":${CARD}}`, 3)) },
    {
      plain: message([toolUse({ card: Number(CARD) })]),
      stream: blockStream([toolBlock(cut(`{"card":${CARD}}`, 3))]),
    },
  ),
  'answer-logprobs': of({
    plain: completion([{ message: { content: TEXT }, more: { logprobs: logprobs(cut(TEXT, 5)) } }]),
    stream: [
      ...cut(TEXT, 5).map((content) => chunk({ content }, { logprobs: logprobs([content]) })),
      ...ending(),
    ],
  }),
  'answer-unknown': of(
    {
      plain: completion([{ message: { remark: TEXT } }], { remark: TEXT }),
      stream: textStream(cut(TEXT, 4), 'remark'),
    },
    {
      plain: message([{ type: 'text', text: ANSWERED, remark: TEXT }]),
      stream: blockStream([
        { start: { type: 'text', text: '', remark: TEXT }, deltas: [{ type: 'text_delta', text: ANSWERED }] },
      ]),
    },
  ),
  'answer-usage': of(
    {
      plain: completion([{ message: {} }], {
        usage: { prompt_tokens: 12, completion_tokens: 7, total_tokens: 19, paid_by: EMAIL },
      }),
      stream: [chunk({ content: ANSWERED }, { paid_by: EMAIL }), ...ending()],
    },
    {
      plain: message([], { usage: { input_tokens: 12, output_tokens: 7, paid_by: EMAIL } }),
      stream: blockStream([
        {
          start: { type: 'text', text: '' },
          deltas: [{ type: 'text_delta', text: ANSWERED, paid_by: EMAIL }],
        },
      ]),
    },
  ),
  'answer-citation': of(
    {
      plain: completion([{ message: { annotations: [annotation()] } }]),
      stream: [chunk({ content: ANSWERED }), chunk({ annotations: [annotation()] }), ...ending()],
    },
    {
      plain: message([{ type: 'text', text: ANSWERED, citations: [citation()] }]),
      stream: blockStream([
        {
          start: { type: 'text', text: '' },
          deltas: [
            { type: 'text_delta', text: ANSWERED },
            { type: 'citations_delta', citation: citation() },
          ],
        },
      ]),
    },
  ),
  'answer-object-key': of(
    { plain: toolCall('{}', { [EMAIL]: 1 }), stream: argumentStream(cut(`{"${EMAIL}":1}`, 3)) },
    {
      plain: message([toolUse({ [EMAIL]: 1 })]),
      stream: blockStream([toolBlock(cut(`{"${EMAIL}":1}`, 3))]),
    },
  ),
  'answer-tool-name': of(
    { plain: toolCall('{}', undefined, EMAIL), stream: [chunk({ content: EMAIL }), ...ending()] },
    {
      plain: message([{ ...toolUse({}), name: EMAIL }]),
      stream: blockStream([{ ...toolBlock(['{}']), start: { ...toolUse({}), name: EMAIL } }]),
    },
  ),
  'answer-model-name': of(
    { plain: completion([{ message: {} }], { model: EMAIL }), stream: textStream([TEXT]) },
    { plain: message([], { model: EMAIL }), stream: blockStream([textBlock([TEXT])]) },
  ),
  'answer-placeholder': of(texts(PLACEHOLDER_TEXT, 1), blocks([PLACEHOLDER_TEXT], 1)),
  'answer-placeholder-address': of(texts(PLACEHOLDER_ADDRESS, 3), blocks([PLACEHOLDER_ADDRESS], 3)),
  'answer-placeholder-arguments': of(
    { plain: toolCall('{"to":"<IBAN_1>"}'), stream: argumentStream(cut('{"to":"<IBAN_1>"}', 3)) },
    {
      plain: message([toolUse({ to: '<IBAN_1>' })]),
      stream: blockStream([toolBlock(cut('{"to":"<IBAN_1>"}', 3))]),
    },
  ),
  'answer-leak': of(texts(`${ANSWERED} ${LEAK} end`, 5), blocks([`${ANSWERED} ${LEAK} end`], 5)),
  ...splits(EMAIL, 'split-email'),
  ...splits(CARD, 'split-card'),
  ...splits(KEY, 'split-key'),
};

/** One answer for every place at which a datum can be cut in two. */
function splits(datum: string, name: string): Record<string, Scenario> {
  const points = Array.from({ length: datum.length - 1 }, (_, index) => index + 1);
  return Object.fromEntries(
    points.map((at) => {
      const pieces = [`${ANSWERED} ${datum.slice(0, at)}`, `${datum.slice(at)} end`];
      return [
        `${name}-${at}`,
        of(
          { plain: completion([{ message: { content: pieces.join('') } }]), stream: textStream(pieces) },
          {
            plain: message([{ type: 'text', text: pieces.join('') }]),
            stream: blockStream([textBlock(pieces)]),
          },
        ),
      ];
    }),
  );
}

function cut(text: string, size: number): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
    text.slice(at * size, (at + 1) * size),
  );
}

function of(openai: Answer, anthropic?: Answer): Scenario {
  return ({ protocol, streamed, counts }: Asked): Script => {
    if (counts) return json({ input_tokens: 12 });
    const answer = protocol === 'openai-chat' ? openai : (anthropic ?? openai);
    return streamed ? events(answer.stream) : json(answer.plain);
  };
}

function texts(text: string, size = text.length): Answer {
  return { plain: completion([{ message: { content: text } }]), stream: textStream(cut(text, size)) };
}

function blocks(list: readonly string[], size?: number): Answer {
  const streamed: StreamedBlock[] = list.map((text) => textBlock(cut(text, size ?? text.length)));
  return { plain: message(list.map((text) => ({ type: 'text', text }))), stream: blockStream(streamed) };
}

function thinking(text: string): Answer {
  const block = { type: 'thinking', thinking: text, signature: 'c2lnbmVk' };
  return {
    plain: message([block, { type: 'text', text: ANSWERED }]),
    stream: blockStream([
      {
        start: { type: 'thinking', thinking: '', signature: '' },
        deltas: [
          ...cut(text, 4).map((piece) => ({ type: 'thinking_delta', thinking: piece })),
          { type: 'signature_delta', signature: 'c2lnbmVk' },
        ],
      },
      textBlock([ANSWERED]),
    ]),
  };
}

function toolCall(source: string, more: object = {}, name = 'send'): object {
  const call = { id: 'call_1', type: 'function', function: { name, arguments: source, ...more } };
  return completion([{ message: { content: null, tool_calls: [call] } }]);
}

function toolUse(input: object): object {
  return { type: 'tool_use', id: 'toolu_1', name: 'send', input };
}

function logprobs(tokens: readonly string[]): object {
  return {
    content: tokens.map((token) => ({
      token,
      logprob: -0.1,
      bytes: [...Buffer.from(token)],
      top_logprobs: [],
    })),
    refusal: null,
  };
}

function annotation(): object {
  return {
    type: 'url_citation',
    url_citation: { start_index: 0, end_index: 1, url: `https://example.org/${EMAIL}`, title: EMAIL },
  };
}

function citation(): object {
  return {
    type: 'char_location',
    cited_text: TEXT,
    document_index: 0,
    document_title: EMAIL,
    start_char_index: 0,
    end_char_index: 1,
  };
}
