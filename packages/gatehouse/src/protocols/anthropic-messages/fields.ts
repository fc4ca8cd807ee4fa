/** The fields of a Messages request that the gate sets itself. */
import { MODEL_FIELD, type RewrittenField } from '../rewritten-fields.ts';

export const REWRITTEN_FIELDS: readonly RewrittenField[] = [
  MODEL_FIELD,
  {
    field: 'messages[].content[].source',
    change: 'a remote address becomes the content that the gate fetched from it, where its host is listed',
    why: 'An address that the provider fetches by itself goes around the gate.',
    edits: (_, { inlined }) =>
      inlined.map(({ content: { node }, mediaType, base64 }) => ({
        start: node.start,
        end: node.end,
        text: JSON.stringify({ type: 'base64', media_type: mediaType, data: base64 }),
      })),
  },
];
