/** The fields of a Chat Completions request that the gate sets itself. */
import { get } from '../json/document.ts';
import type { Edit } from '../json/edit.ts';
import type { ModelRequest, RequestChanges } from '../protocol.ts';
import { MODEL_FIELD, type RewrittenField, replaceString } from '../rewritten-fields.ts';

export const REWRITTEN_FIELDS: readonly RewrittenField[] = [
  MODEL_FIELD,
  {
    field: 'stream_options.include_usage',
    change:
      'becomes true when the answer is streamed; the usage chunk is withheld from callers that did not ask for it',
    why: 'Budgets are settled by real usage, and only this chunk tells it.',
    edits: includeUsage,
  },
  {
    field: 'prompt_cache_key',
    change: 'becomes a keyed digest under the key of the tenant',
    why: 'The key of the provider is shared by all tenants, so equal keys of two tenants would share a cache entry.',
    edits: cacheKey,
  },
  {
    field: 'messages[].content[].image_url.url, .file.file_data, .input_audio.data',
    change: 'a remote address becomes the content that the gate fetched from it, where its host is listed',
    why: 'An address that the provider fetches by itself goes around the gate.',
    edits: (_, { inlined }) =>
      inlined.map(({ content: { node, kind }, mediaType, base64 }) => ({
        start: node.start,
        end: node.end,
        text: JSON.stringify(kind === 'audio' ? base64 : `data:${mediaType};base64,${base64}`),
      })),
  },
];

function includeUsage({ document: { root }, stream }: ModelRequest): readonly Edit[] {
  if (!stream) return [];
  const options = get(root, 'stream_options');
  const flag = options === undefined ? undefined : get(options, 'include_usage');
  if (flag?.kind === 'true') return [];
  if (flag !== undefined) return [{ start: flag.start, end: flag.end, text: 'true' }];
  if (options === undefined) return [insertion(root.end - 1, `,"stream_options":{"include_usage":true}`)];
  if (options.kind === 'object' && options.children.length > 0) {
    return [insertion(options.end - 1, ',"include_usage":true')];
  }
  return [{ start: options.start, end: options.end, text: '{"include_usage":true}' }];
}

/** WHY: of a key that was masked as well, the masked text is digested: the original must not leave in any form. */
function cacheKey({ document }: ModelRequest, changes: RequestChanges): readonly Edit[] {
  const node = get(document.root, 'prompt_cache_key');
  const masked = changes.rewrites.find(({ passage }) => passage.slot.start === node?.start);
  return replaceString(document, node, (original) => changes.cacheKey(masked?.text ?? original));
}

function insertion(at: number, text: string): Edit {
  return { start: at, end: at, text };
}
