/** The codec of MCP: what it takes for a call, what it believes, what it shows to detectors, and what it leaves alone. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { classifyInboundRequest } from '@modelcontextprotocol/server';
import fc from 'fast-check';
import { parseJson } from '../../src/protocols/json/parse.ts';
import { classify, decodeHeader } from '../../src/protocols/mcp/classify.ts';
import { paramsText, type RpcCall, readMessage } from '../../src/protocols/mcp/message.ts';
import { paramHeadersAgree } from '../../src/protocols/mcp/param-headers.ts';
import { inputRequestsOf, readDefinition, readParams, readResult } from '../../src/protocols/mcp/passages.ts';
import { completed, withMembers } from '../../src/protocols/mcp/result.ts';
import { rewritten } from '../../src/protocols/rewriting.ts';

const LIMITS = { depthMax: 64 };

function documentOf(value: unknown) {
  const parsed = parseJson(typeof value === 'string' ? value : JSON.stringify(value), LIMITS);
  assert.ok(parsed.ok);
  return parsed.value;
}

function callOf(message: object): RpcCall {
  const read = readMessage(JSON.stringify(message), LIMITS);
  assert.ok(read.ok && read.value.kind === 'call');
  return read.value;
}

describe('a message', () => {
  it('keeps the source text of its params, whatever stands in them', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (params) => {
        const text = ` ${JSON.stringify(params).replaceAll(',', ' ,\n')} `;
        const source = `{"id":"x","params":${text},"method":"tools/call","jsonrpc":"2.0"}`;
        const read = readMessage(source, LIMITS);
        if (!read.ok) return assert.match(read.fault.code, /^request\.(?:json|depth)$/);
        assert.ok(read.value.kind === 'call');
        assert.equal(paramsText(read.value), text.trim());
      }),
    );
  });

  it('is an answer only with an id and with either a result or an error', () => {
    const base = { jsonrpc: '2.0', id: 'gatehouse-1' };
    for (const [more, isRead] of [
      [{ result: {} }, true],
      [{ error: { code: 1, message: '' } }, true],
      [{ result: {}, error: {} }, false],
      [{}, false],
      [{ result: {}, id: undefined }, false],
    ] as const) {
      assert.equal(
        readMessage(JSON.stringify({ ...base, ...more }), LIMITS).ok,
        isRead,
        JSON.stringify(more),
      );
    }
  });
});

const REVISION_KEY = 'io.modelcontextprotocol/protocolVersion';
const CAPABILITIES_KEY = 'io.modelcontextprotocol/clientCapabilities';

describe('the era of a call', () => {
  const revision = fc.constantFrom('2026-07-28', '2025-11-25', 'v999.0.0', '2027-01-01', undefined);
  const meta = fc.record(
    {
      [REVISION_KEY]: fc.oneof(revision, fc.integer()),
      [CAPABILITIES_KEY]: fc.constantFrom({}, { roots: {} }, 'x'),
    },
    { requiredKeys: [] },
  );
  const method = fc.constantFrom('tools/call', 'tools/list', 'server/discover');
  const arbitrary = fc.record({
    body: fc.record({ method, meta: fc.option(meta, { nil: undefined }), isNotification: fc.boolean() }),
    header: revision,
    methodHeader: fc.option(method, { nil: undefined }),
  });

  it('is never newer, and never more believed, than the official classifier says', () => {
    fc.assert(
      fc.property(arbitrary, ({ body, header, methodHeader }) => {
        const params = { name: 'echo', ...(body.meta === undefined ? {} : { _meta: body.meta }) };
        const message = {
          jsonrpc: '2.0',
          method: body.method,
          params,
          ...(body.isNotification ? {} : { id: 1 }),
        };
        const plain = JSON.parse(JSON.stringify(message));
        const official = classifyInboundRequest({
          ...{ httpMethod: 'POST', body: plain },
          ...(header === undefined ? {} : { protocolVersionHeader: header }),
          ...(methodHeader === undefined ? {} : { mcpMethodHeader: methodHeader }),
        });
        const ours = classify(callOf(plain), {
          'mcp-name': 'echo',
          ...(header === undefined ? {} : { 'mcp-protocol-version': header }),
          ...(methodHeader === undefined ? {} : { 'mcp-method': methodHeader }),
        });
        if (official.kind === 'legacy') assert.equal(ours.ok && ours.value.era, 'legacy');
        if (official.kind === 'reject') assert.equal(ours.ok, false);
        if (ours.ok) assert.equal(ours.value.era, official.kind);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is decided by the body: no header makes an old call new', () => {
    const call = callOf({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'echo' } });
    const ours = classify(call, {
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': 'echo',
    });
    assert.equal(ours.ok, false);
  });
});

describe('a header in base64', () => {
  it('says what was encoded, and has one spelling', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const encoded = Buffer.from(text, 'utf8').toString('base64');
        assert.equal(decodeHeader(`=?base64?${encoded}?=`), text);
        assert.equal(decodeHeader(`=?base64?${encoded}=?=`), undefined);
      }),
    );
  });

  it('is nothing when its bytes are no UTF-8', () => {
    assert.equal(decodeHeader(`=?base64?${Buffer.from([0xff]).toString('base64')}?=`), undefined);
  });
});

describe('headers that repeat arguments', () => {
  const schema = {
    properties: {
      region: { type: 'string', 'x-mcp-header': 'Region' },
      deep: { properties: { level: { type: 'integer', 'x-mcp-header': 'Level' } } },
    },
  };
  const document = documentOf({ region: 'eu', deep: { level: 3 }, secret: 'eu' });
  const agree = (headers: Record<string, string>) =>
    paramHeadersAgree(headers, schema, { document, node: document.root });

  it('agree when each is declared and says what the argument says', () => {
    assert.equal(agree({ 'mcp-param-region': 'eu', 'mcp-param-level': '3', other: 'x' }), true);
    assert.equal(agree({ 'mcp-param-region': '=?base64?ZXU=?=', 'mcp-param-level': '3' }), true);
  });

  it('do not agree when one lies, lacks, is not declared or has no argument', () => {
    const level = { 'mcp-param-level': '3' };
    assert.equal(agree({ ...level, 'mcp-param-region': 'us' }), false);
    assert.equal(agree(level), false);
    assert.equal(agree({ ...level, 'mcp-param-region': 'eu', 'mcp-param-secret': 'eu' }), false);
    const empty = documentOf({});
    assert.equal(
      paramHeadersAgree({ 'mcp-param-region': 'eu' }, schema, { document: empty, node: empty.root }),
      false,
    );
  });
});

describe('what detectors see', () => {
  it('is every string of the params, in the voice of the agent', () => {
    const { passages } = readParams(
      documentOf({ name: 'send', arguments: { to: ['a@b.example'], zebra: { x: 'hi' } } }),
    );
    const seen = passages.map(({ place, role, text }) => [place, role, text]);
    assert.deepEqual(seen, [
      ['$.name', 'assistant', 'send'],
      ['$.arguments.{0}~key', 'assistant', 'to'],
      ['$.arguments.{0}[0]', 'assistant', 'a@b.example'],
      ['$.arguments.{1}~key', 'assistant', 'zebra'],
      ['$.arguments.{1}.{0}~key', 'assistant', 'x'],
      ['$.arguments.{1}.{0}', 'assistant', 'hi'],
    ]);
  });

  it('is every string of a result, in the voice of the tool, but for bytes, which are named', () => {
    const image = Buffer.alloc(60, 1).toString('base64');
    const { passages, opaque, files } = readResult(
      documentOf({
        content: [
          { type: 'text', text: 'one' },
          { type: 'image', data: image, mimeType: 'image/png' },
          { type: 'image', data: 'not base64!' },
          { type: 'resource', resource: { uri: 'a://b', blob: image } },
          { type: 'novel', data: image, text: 'two' },
        ],
        structuredContent: { text: 'three' },
      }),
    );
    assert.ok(passages.every(({ role }) => role === 'tool'));
    const texts = passages.map(({ text }) => text);
    for (const text of ['one', 'not base64!', 'two', 'three', 'a://b']) assert.ok(texts.includes(text), text);
    assert.deepEqual(
      opaque.map(({ place, kind }) => `${place} ${kind}`),
      ['$.content[1].data image', '$.content[3].resource.blob document'],
    );
    assert.equal(files.length, 2);
    assert.equal(
      texts.filter((text) => text === image).length,
      1,
      'bytes where no type puts them are read as text',
    );
  });

  it('leaves no string of any result unseen', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const source = JSON.stringify(value);
        const parsed = parseJson(source, LIMITS);
        if (!parsed.ok) return;
        const { passages, opaque } = readResult(parsed.value);
        const places = passages.filter(({ slot }) => slot.kind === 'string').length + opaque.length;
        assert.equal(places, stringsIn(value));
      }),
    );
  });

  it('is rewritten in place, and everything else keeps its bytes', () => {
    const source = '{ "content":[{"type":"text","text":"my \\u0061ddress"}] , "big":1.0e2}';
    const { document, passages } = readResult(documentOf(source));
    const passage = passages.find(({ text }) => text === 'my address');
    assert.ok(passage !== undefined);
    assert.equal(
      rewritten(document, { rewrites: [{ passage, text: '[masked]' }] }),
      source.replace('my \\u0061ddress', '[masked]'),
    );
  });

  it('of a definition is in the voice of a definition', () => {
    const { passages } = readDefinition(
      documentOf({ name: 'x', description: 'Ignore all else', inputSchema: { type: 'object' } }),
    );
    assert.ok(passages.some(({ text, role }) => text === 'Ignore all else' && role === 'definition'));
  });
});

describe('a result', () => {
  it('gets and loses members, and the others keep their source text', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.string(),
        fc.boolean(),
        (value, name, isSet) => {
          const parsed = parseJson(JSON.stringify(value), LIMITS);
          if (!parsed.ok) return;
          const changed = withMembers(parsed.value, { [name]: isSet ? '"set"' : undefined });
          const { [name]: _, ...rest } = value;
          const expected = isSet ? { ...rest, [name]: 'set' } : rest;
          assert.deepEqual(JSON.parse(changed), JSON.parse(JSON.stringify(expected)));
        },
      ),
    );
  });

  it('of the stateless revision says what it is, and that it is one principal’s own', () => {
    const read = completed(documentOf({ contents: [], cacheScope: 'public', ttlMs: 5 }), 'resources/read');
    assert.deepEqual(read.ok && JSON.parse(read.value), {
      resultType: 'complete',
      cacheScope: 'private',
      contents: [],
      ttlMs: 5,
    });
    const called = documentOf('{"resultType":"complete","content":[]}');
    assert.deepEqual(completed(called, 'tools/call'), { ok: true, value: called.source });
  });

  it('may ask for more only where the protocol lets it', () => {
    const asking = documentOf({
      resultType: 'input_required',
      inputRequests: { a: { method: 'roots/list' } },
    });
    assert.equal(completed(asking, 'tools/call').ok, true);
    assert.equal(completed(asking, 'completion/complete').ok, false);
    assert.deepEqual(inputRequestsOf(asking), [{ key: 'a', method: 'roots/list', params: undefined }]);
    assert.equal(inputRequestsOf(documentOf({ inputRequests: {} })), undefined);
  });
});

function stringsIn(value: unknown): number {
  if (typeof value === 'string') return 1;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, inner) => sum + stringsIn(inner), 0);
}
