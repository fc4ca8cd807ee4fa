/** The vendors' own clients: they work unchanged, and they raise their own typed errors. */
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import type { SceneCell } from '../cell.ts';
import type { Stage } from '../house/stage.ts';
import { ASKED, EMAIL, KEY } from '../samples.ts';
import type { Mode, ProtocolName } from '../words.ts';
import { BOTH } from './asking.ts';

interface Row {
  readonly place: string;
  readonly model: string;
  readonly content: string;
  /** The text that the caller reads, or the error that its client raises. */
  readonly reads?: string;
  readonly raises?: Readonly<Record<ProtocolName, string>>;
  readonly modes?: readonly Mode[];
}

const ROWS: readonly Row[] = [
  {
    place: 'an answer',
    model: 'answer-email',
    content: `I am ${EMAIL}`,
    reads: 'persimmon for [EMAIL] soon',
  },
  {
    place: 'a denied model',
    model: 'secret',
    content: ASKED,
    raises: { 'openai-chat': 'PermissionDeniedError', 'anthropic-messages': 'PermissionDeniedError' },
  },
  {
    place: 'a blocked secret',
    model: 'ok',
    content: KEY,
    raises: { 'openai-chat': 'PermissionDeniedError', 'anthropic-messages': 'PermissionDeniedError' },
  },
  {
    place: 'an unknown model',
    model: 'no-such-model',
    content: ASKED,
    raises: { 'openai-chat': 'NotFoundError', 'anthropic-messages': 'NotFoundError' },
  },
  {
    place: 'a stream that is cut',
    model: 'answer-key',
    content: ASKED,
    modes: ['streamed'],
    raises: { 'openai-chat': 'APIError', 'anthropic-messages': 'APIError' },
  },
];

const ask: Readonly<
  Record<
    ProtocolName,
    (stage: Stage, key: string, row: Row & { readonly mode: Mode; readonly mark: string }) => Promise<string>
  >
> = {
  async 'openai-chat'({ url }, apiKey, { model, content, mode, mark }) {
    const client = new OpenAI({ apiKey, baseURL: `${url}/openai/v1`, maxRetries: 0 });
    const asked = { model: `openai/${model}`, user: mark, messages: [{ role: 'user' as const, content }] };
    if (mode === 'plain')
      return (await client.chat.completions.create(asked)).choices[0]?.message.content ?? '';
    let text = '';
    const stream = await client.chat.completions.create({ ...asked, stream: true });
    for await (const { choices } of stream) text += choices[0]?.delta.content ?? '';
    return text;
  },
  async 'anthropic-messages'({ url }, apiKey, { model, content, mode, mark }) {
    const client = new Anthropic({ apiKey, baseURL: `${url}/anthropic`, maxRetries: 0 });
    const asked = {
      model: `anthropic/${model}`,
      max_tokens: 100,
      metadata: { user_id: mark },
      messages: [{ role: 'user' as const, content }],
    };
    const message =
      mode === 'plain'
        ? await client.messages.create(asked)
        : await client.messages.stream(asked).finalMessage();
    return message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  },
};

export const SDK_CELLS: readonly SceneCell[] = BOTH.flatMap(([protocol, mode]) =>
  ROWS.filter(({ modes }) => modes?.includes(mode) ?? true).map((row) => ({
    control: "vendor's client",
    protocol,
    mode,
    place: row.place,
    async play(stage, mark) {
      const raises = row.raises?.[protocol];
      try {
        const text = await ask[protocol](stage, stage.credential('developer', mark), { ...row, mode, mark });
        if (raises !== undefined) return [`it raised nothing, and read "${text}"`];
        return text === row.reads ? [] : [`it read "${text}"`];
      } catch (error) {
        const name = (error as Error).constructor.name;
        return name === raises ? [] : [`it raised ${name}: ${String(error).slice(0, 200)}`];
      }
    },
  })),
);
