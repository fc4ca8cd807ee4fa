/** What nobody reads: pictures, sound and documents, and addresses that the provider would fetch. */
import { PIXEL } from '../samples.ts';
import { passes, refused } from './asking.ts';
import { cellsOf, type Row, saying } from './bypass-rows.ts';

const o = 'openai-chat' as const;
const a = 'anthropic-messages' as const;
const picture = { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } };
const block = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } };
const unread = (...kinds: readonly string[]) =>
  refused(403, 'policy.denied', { station: 'decide', notInspected: kinds });
const image = passes({ provider: { contains: [PIXEL] }, intent: { notInspected: ['image'] } });

const OPAQUE: readonly Row[] = [
  {
    control: 'opaque content',
    place: 'a picture',
    protocol: o,
    body: saying(picture),
    expect: unread('image'),
  },
  {
    control: 'opaque content',
    place: 'a picture, allowed',
    protocol: o,
    as: 'viewer',
    body: saying(picture),
    expect: image,
  },
  {
    control: 'opaque content',
    place: 'sound',
    protocol: o,
    as: 'viewer',
    body: saying({ type: 'input_audio', input_audio: { data: PIXEL, format: 'wav' } }),
    expect: unread('audio'),
  },
  {
    control: 'opaque content',
    place: 'a document',
    protocol: o,
    as: 'viewer',
    body: saying({
      type: 'file',
      file: { filename: 'x.pdf', file_data: `data:application/pdf;base64,${PIXEL}` },
    }),
    expect: unread('document'),
  },
  {
    control: 'opaque content',
    place: 'a document that claims to be a picture',
    protocol: o,
    as: 'viewer',
    body: saying({ type: 'image_url', image_url: { url: `data:application/pdf;base64,${PIXEL}` } }),
    expect: unread('document'),
  },
  {
    control: 'opaque content',
    place: 'a picture and sound',
    protocol: o,
    as: 'viewer',
    body: saying(picture, { type: 'input_audio', input_audio: { data: PIXEL, format: 'wav' } }),
    expect: unread('image', 'audio'),
  },
  {
    control: 'opaque content',
    place: 'a text of token numbers',
    protocol: o,
    as: 'viewer',
    body: { prompt: [1, 2, 3] },
    expect: unread('tokens'),
  },
  {
    control: 'opaque content',
    place: 'a picture',
    protocol: a,
    body: saying(block),
    expect: unread('image'),
  },
  {
    control: 'opaque content',
    place: 'a picture, allowed',
    protocol: a,
    as: 'viewer',
    body: saying(block),
    expect: image,
  },
  {
    control: 'opaque content',
    place: 'a document',
    protocol: a,
    as: 'viewer',
    body: saying({
      type: 'document',
      source: { type: 'base64', media_type: 'application/pdf', data: PIXEL },
    }),
    expect: unread('document'),
  },
  {
    control: 'opaque content',
    place: 'a picture in a tool result',
    protocol: a,
    body: {
      messages: [
        { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'x', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: [block] }] },
      ],
    },
    expect: unread('image'),
  },
  {
    control: 'opaque content',
    place: 'encrypted reasoning',
    protocol: a,
    body: {
      messages: [
        { role: 'user', content: 'x' },
        { role: 'assistant', content: [{ type: 'redacted_thinking', data: PIXEL }] },
        { role: 'user', content: 'y' },
      ],
    },
    expect: unread('encrypted_reasoning'),
  },
];

const far = 'http://169.254.169.254/latest/meta-data/';
const remote = (kind: string) =>
  refused(403, 'remote_content.denied', { station: 'record', notInspected: [kind] });

const REMOTE: readonly Row[] = [
  {
    control: 'remote content',
    place: 'a picture at an address',
    protocol: o,
    as: 'viewer',
    body: saying({ type: 'image_url', image_url: { url: 'https://example.org/x.png' } }),
    expect: remote('image'),
  },
  {
    control: 'remote content',
    place: "the cloud's own address",
    protocol: o,
    as: 'viewer',
    body: saying({ type: 'image_url', image_url: { url: far } }),
    expect: remote('image'),
  },
  {
    control: 'remote content',
    place: 'a bare address',
    protocol: o,
    as: 'viewer',
    body: saying({ type: 'image_url', image_url: far }),
    expect: remote('image'),
  },
  {
    control: 'remote content',
    place: 'a picture at an address',
    protocol: a,
    as: 'viewer',
    body: saying({ type: 'image', source: { type: 'url', url: 'https://example.org/x.png' } }),
    expect: remote('image'),
  },
  {
    control: 'remote content',
    place: "the cloud's own address",
    protocol: a,
    as: 'viewer',
    body: saying({ type: 'image', source: { type: 'url', url: far } }),
    expect: remote('image'),
  },
];

export const UNREAD_CELLS = cellsOf([...OPAQUE, ...REMOTE]);
