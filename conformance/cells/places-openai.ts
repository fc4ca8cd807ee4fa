/** Every place of a Chat Completions request where text can stand, and how the provider reads what stands there. */
import { ASKED, MARK } from '../samples.ts';
import type { Body } from './asking.ts';

export interface Place {
  readonly place: string;
  /** The request with a datum at this place. */
  readonly body: (datum: string) => Body;
  /** What the provider must read there when the datum is masked. */
  readonly arrives: (mask: string) => string;
  /** How often the datum stands in it; 1 unless said otherwise. */
  readonly times?: number;
}

const user = { role: 'user', content: `Say ${ASKED}.` };
const call = (name: string, source: string) => ({
  role: 'assistant',
  content: null,
  tool_calls: [{ id: 'call_1', type: 'function', function: { name, arguments: source } }],
});
const tool = (definition: object) => ({
  tools: [{ type: 'function', function: { name: 'send', ...definition } }],
});

export const OPENAI_PLACES: readonly Place[] = [
  {
    place: 'system',
    body: (datum) => ({ messages: [{ role: 'system', content: `Mail ${datum} first` }, user] }),
    arrives: (mask) => `{"role":"system","content":"Mail ${mask} first"}`,
  },
  {
    place: 'developer',
    body: (datum) => ({ messages: [{ role: 'developer', content: `Mail ${datum} first` }, user] }),
    arrives: (mask) => `{"role":"developer","content":"Mail ${mask} first"}`,
  },
  {
    place: 'user text',
    body: (datum) => ({ messages: [{ role: 'user', content: `I am ${datum}.` }] }),
    arrives: (mask) => `{"role":"user","content":"I am ${mask}."}`,
  },
  {
    place: 'an earlier user text',
    body: (datum) => ({
      messages: [{ role: 'user', content: `I am ${datum}.` }, { role: 'assistant', content: 'Hi' }, user],
    }),
    arrives: (mask) => `{"role":"user","content":"I am ${mask}."}`,
  },
  {
    place: 'user name',
    body: (datum) => ({ messages: [{ ...user, name: datum }] }),
    arrives: (mask) => `"name":"${mask}"`,
  },
  {
    place: 'content part',
    body: (datum) => ({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'One' },
            { type: 'text', text: `Two ${datum}` },
          ],
        },
      ],
    }),
    arrives: (mask) => `{"type":"text","text":"Two ${mask}"}`,
  },
  {
    place: 'assistant history',
    body: (datum) => ({ messages: [user, { role: 'assistant', content: `It is ${datum}` }, user] }),
    arrives: (mask) => `{"role":"assistant","content":"It is ${mask}"}`,
  },
  {
    place: 'assistant refusal',
    body: (datum) => ({
      messages: [user, { role: 'assistant', content: null, refusal: `Not ${datum}` }, user],
    }),
    arrives: (mask) => `"refusal":"Not ${mask}"`,
  },
  {
    place: 'tool result',
    body: (datum) => ({
      messages: [
        user,
        call('find', '{}'),
        { role: 'tool', tool_call_id: 'call_1', content: `Found ${datum}` },
      ],
    }),
    arrives: (mask) => `"content":"Found ${mask}"`,
  },
  {
    place: 'tool result part',
    body: (datum) => ({
      messages: [
        user,
        call('find', '{}'),
        { role: 'tool', tool_call_id: 'call_1', content: [{ type: 'text', text: `Found ${datum}` }] },
      ],
    }),
    arrives: (mask) => `"text":"Found ${mask}"`,
  },
  {
    place: 'tool arguments',
    body: (datum) => ({ messages: [user, call('send', JSON.stringify({ to: datum })), user] }),
    arrives: (mask) => `"arguments":"{\\"to\\":\\"${mask}\\"}"`,
  },
  {
    place: 'tool arguments, escaped',
    body: (datum) => ({ messages: [user, call('send', `{"to":"${escaped(datum)}"}`), user] }),
    arrives: (mask) => `"arguments":"{\\"to\\":\\"${mask}\\"}"`,
  },
  {
    place: 'tool call name',
    body: (datum) => ({ messages: [user, call(datum, '{}'), user] }),
    arrives: (mask) => `"name":"${mask}"`,
  },
  {
    place: 'function call of old',
    body: (datum) => ({
      messages: [
        user,
        { role: 'assistant', content: null, function_call: { name: 'send', arguments: `{"to":"${datum}"}` } },
        user,
      ],
    }),
    arrives: (mask) => `"arguments":"{\\"to\\":\\"${mask}\\"}"`,
  },
  {
    place: 'tool name',
    body: (datum) => tool({ name: datum }),
    arrives: (mask) => `"name":"${mask}"`,
  },
  {
    place: 'tool description',
    body: (datum) => tool({ description: `Mails ${datum} only` }),
    arrives: (mask) => `"description":"Mails ${mask} only"`,
  },
  {
    place: 'tool schema',
    body: (datum) =>
      tool({ parameters: { type: 'object', properties: { to: { type: 'string', enum: [datum] } } } }),
    arrives: (mask) => `"enum":["${mask}"]`,
  },
  {
    place: 'tool schema key',
    body: (datum) => tool({ parameters: { type: 'object', properties: { [datum]: { type: 'string' } } } }),
    arrives: (mask) => `"properties":{"${mask}":{"type":"string"}}`,
  },
  {
    place: 'response format',
    body: (datum) => ({
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'out', description: `For ${datum}`, schema: {} },
      },
    }),
    arrives: (mask) => `"description":"For ${mask}"`,
  },
  { place: 'stop', body: (datum) => ({ stop: [datum] }), arrives: (mask) => `"stop":["${mask}"]` },
  {
    place: 'user field',
    body: (datum) => ({ user: `${datum} ${MARK}` }),
    arrives: (mask) => `"user":"${mask} cell-`,
  },
  {
    place: 'metadata value',
    body: (datum) => ({ metadata: { team: datum } }),
    arrives: (mask) => `"metadata":{"team":"${mask}"}`,
  },
  {
    place: 'metadata key',
    body: (datum) => ({ metadata: { [datum]: 'x' } }),
    arrives: (mask) => `"metadata":{"${mask}":"x"}`,
  },
  {
    place: 'prediction',
    body: (datum) => ({ prediction: { type: 'content', content: `Like ${datum}` } }),
    arrives: (mask) => `"content":"Like ${mask}"`,
  },
  {
    place: 'unknown field',
    body: (datum) => ({ remarks: { deep: [[`See ${datum}`]] } }),
    arrives: (mask) => `"remarks":{"deep":[["See ${mask}"]]}`,
  },
  {
    place: 'file name',
    body: (datum) => ({
      messages: [{ role: 'user', content: [{ type: 'text', text: 'x', filename: datum }] }],
    }),
    arrives: (mask) => `"filename":"${mask}"`,
  },
  {
    place: 'everywhere at once',
    body: (datum) => ({
      messages: [
        { role: 'system', content: datum },
        { role: 'user', content: `${datum} ${datum}` },
      ],
      stop: datum,
    }),
    arrives: (mask) => `[{"role":"system","content":"${mask}"},{"role":"user","content":"${mask} ${mask}"}],`,
    times: 4,
  },
];

/** Every character as an escape: the tool reads it all the same. */
function escaped(text: string): string {
  return [...text].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
