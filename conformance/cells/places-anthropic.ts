/** Every place of a Messages request where text can stand, and how the provider reads what stands there. */
import { ASKED, MARK } from '../samples.ts';
import type { Place } from './places-openai.ts';

const user = { role: 'user', content: `Say ${ASKED}.` };
const use = (name: string, input: object) => ({
  role: 'assistant',
  content: [{ type: 'tool_use', id: 'toolu_1', name, input }],
});
const result = (content: unknown) => ({
  role: 'user',
  content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content }],
});
const tool = (definition: object) => ({
  tools: [{ name: 'send', input_schema: { type: 'object' }, ...definition }],
});

export const ANTHROPIC_PLACES: readonly Place[] = [
  {
    place: 'system',
    body: (datum) => ({ system: `Mail ${datum}` }),
    arrives: (mask) => `"system":"Mail ${mask}"`,
  },
  {
    place: 'system block',
    body: (datum) => ({
      system: [{ type: 'text', text: `Mail ${datum}`, cache_control: { type: 'ephemeral' } }],
    }),
    arrives: (mask) => `{"type":"text","text":"Mail ${mask}","cache_control":{"type":"ephemeral"}}`,
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
    place: 'content block',
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
    place: 'tool result',
    body: (datum) => ({ messages: [user, use('find', {}), result(`Found ${datum}`)] }),
    arrives: (mask) => `"content":"Found ${mask}"`,
  },
  {
    place: 'tool result block',
    body: (datum) => ({
      messages: [user, use('find', {}), result([{ type: 'text', text: `Found ${datum}` }])],
    }),
    arrives: (mask) => `"text":"Found ${mask}"`,
  },
  {
    place: 'search result in a tool result',
    body: (datum) => ({
      messages: [
        user,
        use('find', {}),
        result([
          {
            type: 'search_result',
            source: 'kb',
            title: datum,
            content: [{ type: 'text', text: `Read ${datum}` }],
          },
        ]),
      ],
    }),
    arrives: (mask) => `"title":"${mask}","content":[{"type":"text","text":"Read ${mask}"}]`,
    times: 2,
  },
  {
    place: 'tool arguments',
    body: (datum) => ({ messages: [user, use('send', { to: { list: [datum] } }), result('ok')] }),
    arrives: (mask) => `"input":{"to":{"list":["${mask}"]}}`,
  },
  {
    place: 'tool arguments key',
    body: (datum) => ({ messages: [user, use('send', { [datum]: 1 }), result('ok')] }),
    arrives: (mask) => `"input":{"${mask}":1}`,
  },
  {
    place: 'tool call name',
    body: (datum) => ({ messages: [user, use(datum, {}), result('ok')] }),
    arrives: (mask) => `"name":"${mask}"`,
  },
  { place: 'tool name', body: (datum) => tool({ name: datum }), arrives: (mask) => `"name":"${mask}"` },
  {
    place: 'tool description',
    body: (datum) => tool({ description: `Mails ${datum} only` }),
    arrives: (mask) => `"description":"Mails ${mask} only"`,
  },
  {
    place: 'tool schema',
    body: (datum) => tool({ input_schema: { type: 'object', properties: { to: { enum: [datum] } } } }),
    arrives: (mask) => `"enum":["${mask}"]`,
  },
  {
    place: 'tool example',
    body: (datum) => tool({ input_examples: [{ to: datum }] }),
    arrives: (mask) => `"input_examples":[{"to":"${mask}"}]`,
  },
  {
    place: 'document text',
    body: (datum) => ({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'document', source: { type: 'text', media_type: 'text/plain', data: `File: ${datum}` } },
          ],
        },
      ],
    }),
    arrives: (mask) => `"data":"File: ${mask}"`,
  },
  {
    place: 'document title and context',
    body: (datum) => ({
      messages: [
        {
          role: 'user',
          content: [
            {
              type: 'document',
              source: { type: 'text', media_type: 'text/plain', data: 'x' },
              title: datum,
              context: `From ${datum}`,
            },
          ],
        },
      ],
    }),
    arrives: (mask) => `"title":"${mask}","context":"From ${mask}"`,
    times: 2,
  },
  {
    place: 'document of blocks',
    body: (datum) => ({
      messages: [
        {
          role: 'user',
          content: [
            {
              type: 'document',
              source: { type: 'content', content: [{ type: 'text', text: `Block ${datum}` }] },
            },
          ],
        },
      ],
    }),
    arrives: (mask) => `"text":"Block ${mask}"`,
  },
  {
    place: 'stop sequences',
    body: (datum) => ({ stop_sequences: [datum] }),
    arrives: (mask) => `"stop_sequences":["${mask}"]`,
  },
  {
    place: 'metadata',
    body: (datum) => ({ metadata: { user_id: `${datum} ${MARK}` } }),
    arrives: (mask) => `"user_id":"${mask} cell-`,
  },
  {
    place: 'unknown field',
    body: (datum) => ({ remarks: { deep: [[`See ${datum}`]] } }),
    arrives: (mask) => `"remarks":{"deep":[["See ${mask}"]]}`,
  },
  {
    place: 'unsigned thinking',
    body: (datum) => ({
      messages: [user, { role: 'assistant', content: [{ type: 'thinking', thinking: `Of ${datum}` }] }, user],
    }),
    arrives: (mask) => `"thinking":"Of ${mask}"`,
  },
];
