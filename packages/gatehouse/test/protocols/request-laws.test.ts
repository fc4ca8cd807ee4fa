/** The laws of reading and writing requests: nothing is skipped, and nothing else is changed. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Passage } from '../../src/kernel/passage.ts';
import { anthropicMessages } from '../../src/protocols/anthropic-messages/index.ts';
import type { JsonNode } from '../../src/protocols/json/document.ts';
import { parseJson } from '../../src/protocols/json/parse.ts';
import { openAiChat } from '../../src/protocols/openai-chat/index.ts';
import type { ModelRequest, Protocol, RequestChanges } from '../../src/protocols/protocol.ts';
import { PROTOCOL_KEYS } from '../../src/protocols/protocol-keys.ts';
import { anthropicRequest, openAiRequest } from './generators.ts';

const UNCHANGED: RequestChanges = { model: '', cacheKey: (key) => key, rewrites: [], inlined: [] };

function readRequest(protocol: Protocol, source: string): ModelRequest {
  const document = parseJson(source, { depthMax: 64 });
  assert(document.ok, document.ok ? '' : document.fault.message);
  const request = protocol.readRequest(document.value, 'generate');
  assert(request.ok, request.ok ? '' : request.fault.message);
  return request.value;
}

function write(protocol: Protocol, request: ModelRequest, changes: Partial<RequestChanges> = {}): string {
  return protocol.writeRequest(request, { ...UNCHANGED, model: request.model, ...changes });
}

/** What must be inspected, found without the walker under test: strings, keys, and numbers of eight digits. */
function leavesOf(node: JsonNode, source: string): readonly string[] {
  if (node.kind === 'string') return [`${node.start}`];
  if (node.kind === 'number')
    return source.slice(node.start, node.end).replaceAll(/\D/g, '').length >= 8 ? [`${node.start}`] : [];
  const keys = node.keys.filter((_, index) => !PROTOCOL_KEYS.has(node.names[index] ?? ''));
  return [
    ...keys.map(({ start }) => `${start}`),
    ...node.children.flatMap((child) => leavesOf(child, source)),
  ];
}

/** The value without what the published table lets the gate set. */
function unpublished(value: Record<string, unknown>): unknown {
  const { model: _, prompt_cache_key: __, stream_options: options, ...rest } = value;
  const { include_usage: ___, ...others } = (options ?? {}) as Record<string, unknown>;
  return { ...rest, ...others };
}

for (const [protocol, arbitrary] of [
  [openAiChat, openAiRequest],
  [anthropicMessages, anthropicRequest],
] as const) {
  const source = arbitrary.map((request) => JSON.stringify(request));

  describe(protocol.id, () => {
    test('every leaf is exactly one passage, or declared opaque', () => {
      fc.assert(
        fc.property(source, (text) => {
          const { document, passages, opaque } = readRequest(protocol, text);
          const taken = passages.map(({ slot }) => `${slot.start}`);
          assert.equal(new Set(taken).size, taken.length);
          assert.equal(new Set(passages.map(({ place, slot }) => place + slot.kind)).size, passages.length);
          const missing = leavesOf(document.root, text).filter((start) => !taken.includes(start));
          assert.ok(missing.length <= opaque.length);
          for (const start of missing)
            assert.match(text.slice(Number(start)), /^"(data:image\/png;base64,)?[\w+/=-]+"/);
          for (const { slot, text: read } of passages) {
            const raw: unknown = JSON.parse(text.slice(slot.start, slot.end));
            assert.equal(read, slot.kind === 'number' ? read : raw);
          }
        }),
      );
    });

    test('writing without changes keeps every byte beside the published fields', () => {
      fc.assert(
        fc.property(source, (text) => {
          const request = readRequest(protocol, text);
          const written = write(protocol, request);
          if (!request.stream || protocol.id !== 'openai-chat') assert.equal(written, text);
          assert.deepEqual(unpublished(JSON.parse(written)), unpublished(JSON.parse(text)));
        }),
      );
    });

    test('rewriting one passage changes that passage alone', () => {
      fc.assert(
        fc.property(source, fc.nat(), fc.string(), (text, at, masked) => {
          const request = readRequest(protocol, text);
          const passages = request.passages.filter(
            ({ place }) => !/^\$\.(model|prompt_cache_key)$/.test(place),
          );
          const passage = passages[at % passages.length];
          fc.pre(passage !== undefined);
          const before = write(protocol, request);
          const after = write(protocol, request, {
            rewrites: [{ passage: passage as Passage, text: masked }],
          });
          const again = parseJson(after, { depthMax: 64 });
          assert(again.ok, 'the result is strict JSON again');
          const { start, end, kind } = (passage as Passage).slot;
          const shift = after.length - before.length;
          // WHY: published fields stand elsewhere, so up to the passage and behind it both texts are the same.
          const offset = commonShift(text, before, start);
          assert.equal(after.slice(0, start + offset), before.slice(0, start + offset));
          assert.equal(after.slice(end + offset + shift), before.slice(end + offset));
          const value: unknown = JSON.parse(after.slice(start + offset, end + offset + shift));
          if (kind === 'key') assert.ok(String(value).startsWith(masked));
          else assert.equal(value, masked);
        }),
      );
    });

    test('rewriting every passage to the same text still gives strict JSON', () => {
      fc.assert(
        fc.property(source, (text) => {
          const request = readRequest(protocol, text);
          const rewrites = request.passages.map((passage) => ({ passage, text: '[EMAIL]' }));
          const written = write(protocol, request, {
            model: 'other',
            cacheKey: (key) => `t/${key}`,
            rewrites,
          });
          const again = parseJson(written, { depthMax: 64 });
          assert(again.ok, again.ok ? '' : again.fault.message);
          assert.equal((JSON.parse(written) as { model: string }).model, 'other');
          assert.doesNotMatch(written, /b\.example/);
        }),
      );
    });

    test('what is unknown at the root or below is neither dropped nor reordered', () => {
      const body = {
        zz: { b: 1, a: ['x'] },
        model: 'm',
        max_tokens: 1,
        messages: [{ role: 'user', content: 'hi', zz: 1 }],
      };
      const text = JSON.stringify(body, null, 2);
      assert.equal(write(protocol, readRequest(protocol, text)), text);
    });
  });
}

/** How far published fields before `start` have moved it. */
function commonShift(original: string, written: string, start: number): number {
  return original.slice(0, start) === written.slice(0, start) ? 0 : written.length - original.length;
}
