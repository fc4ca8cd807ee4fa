/** OpenAPI documents as tools: encoded by the specification's styles, and refused by name where that cannot be done. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { HttpTool } from '../../src/tools/http/request.ts';
import { fetchOpenApi, readOpenApi } from '../../src/tools/openapi/openapi.ts';
import { serveHttp } from '../net/servers.ts';
import { anyText } from '../support/any-text.ts';
import { answered, call, refused, transportOf, wayOut } from './calls.ts';

const ALL = { operations: undefined, slashes: false };
const STRING = { type: 'string' };

function documentOf(paths: object, rest: object = {}): string {
  return JSON.stringify({ openapi: '3.1.0', info: { title: 't', version: '1' }, paths, ...rest });
}

function toolsOf(text: string, options: Parameters<typeof readOpenApi>[1] = ALL): readonly HttpTool[] {
  const read = readOpenApi(text, options);
  assert.ok('tools' in read, JSON.stringify(read));
  return read.tools;
}

function problemsOf(text: string, options: Parameters<typeof readOpenApi>[1] = ALL): string {
  const read = readOpenApi(text, options);
  assert.ok('problems' in read, 'it was taken');
  return read.problems.join('\n');
}

async function recorder(t: TestContext) {
  const seen: { method: string; url: string; headers: Record<string, unknown>; body: string }[] = [];
  const origin = await serveHttp(t, async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  return { origin, seen };
}

const PETS = `
openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets/{petId}:
    parameters:
      - { name: petId, in: path, required: true, schema: { type: integer, format: int64 } }
    get:
      operationId: getPet
      summary: One pet
      parameters:
        - { name: fields, in: query, schema: { type: array, items: { type: string } }, explode: false }
        - { name: X-Trace, in: header, schema: { type: string, nullable: true } }
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
    put:
      requestBody: { $ref: '#/components/requestBodies/Pet' }
      responses: { '204': { description: done } }
components:
  requestBodies:
    Pet: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
  schemas:
    Pet:
      type: object
      required: [id, petId]
      properties:
        id: { type: integer, readOnly: true }
        petId: { type: string }
        weight: { type: number, minimum: 0, exclusiveMinimum: true, nullable: true }
        parent: { $ref: '#/components/schemas/Pet' }
`;

test('operations become tools with one object of arguments, and schemas that a validator accepts', () => {
  const [get, put] = toolsOf(PETS).map(({ definition }) => definition);
  assert.ok(get !== undefined && put !== undefined);
  assert.deepEqual([get.name, get.title, get.annotations?.readOnlyHint], ['getPet', 'One pet', true]);
  assert.deepEqual(Object.keys(get.inputSchema.properties as object), ['petId', 'fields', 'X-Trace']);
  assert.deepEqual(get.inputSchema.required, ['petId']);
  assert.equal(get.outputSchema?.type, 'object');
  assert.deepEqual([put.name, put.annotations?.readOnlyHint], ['put_pets_petId', false]);
  assert.deepEqual(Object.keys(put.inputSchema.properties as object), [
    'path_petId',
    'body_petId',
    'weight',
    'parent',
  ]);
  assert.deepEqual(put.inputSchema.required, ['path_petId', 'body_petId']);
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const validate = ajv.compile(put.inputSchema);
  assert.ok(
    validate({ path_petId: 1, body_petId: 'a', weight: null, parent: { petId: 'b', id: 2, weight: 0.1 } }),
  );
  assert.ok(!validate({ path_petId: 1, body_petId: 'a', weight: 0 }));
  assert.ok(!validate({ path_petId: 1, body_petId: 'a', other: 1 }));
});

test('parameters of one name go each to its place', async (t) => {
  const { origin, seen } = await recorder(t);
  const transport = transportOf(t, toolsOf(PETS), { baseUrl: `${origin}/api` });
  answered(
    await call(transport, 'put_pets_petId', { args: { path_petId: 7, body_petId: 'x', weight: 1.5 } }),
  );
  answered(await call(transport, 'getPet', { args: { petId: 7, fields: ['a', 'b,c'], 'X-Trace': 'one' } }));
  assert.deepEqual(
    seen.map(({ method, url, body }) => [method, url, body]),
    [
      ['PUT', '/api/pets/7', '{"petId":"x","weight":1.5}'],
      ['GET', '/api/pets/7?fields=a,b%2Cc', ''],
    ],
  );
  assert.equal(seen[1]?.headers['x-trace'], 'one');
});

/** The examples of the specification (3.1.1 section 4.8.12.4), for `blue`, `[blue, black, brown]` and `{R: 100, G: 200}`. */
const EXAMPLES: readonly [
  string,
  string,
  boolean,
  string | undefined,
  string | undefined,
  string | undefined,
][] = [
  ['path', 'matrix', false, ';color=blue', ';color=blue,black,brown', ';color=R,100,G,200'],
  ['path', 'matrix', true, ';color=blue', ';color=blue;color=black;color=brown', ';R=100;G=200'],
  ['path', 'label', false, '.blue', '.blue.black.brown', '.R.100.G.200'],
  ['path', 'label', true, '.blue', '.blue.black.brown', '.R=100.G=200'],
  ['path', 'simple', false, 'blue', 'blue,black,brown', 'R,100,G,200'],
  ['path', 'simple', true, 'blue', 'blue,black,brown', 'R=100,G=200'],
  ['query', 'form', false, 'color=blue', 'color=blue,black,brown', 'color=R,100,G,200'],
  ['query', 'form', true, 'color=blue', 'color=blue&color=black&color=brown', 'R=100&G=200'],
  ['query', 'spaceDelimited', false, undefined, 'color=blue%20black%20brown', 'color=R%20100%20G%20200'],
  ['query', 'pipeDelimited', false, undefined, 'color=blue%7Cblack%7Cbrown', 'color=R%7C100%7CG%7C200'],
  ['query', 'deepObject', true, undefined, undefined, 'color%5BR%5D=100&color%5BG%5D=200'],
  ['header', 'simple', false, 'blue', 'blue,black,brown', 'R,100,G,200'],
  ['header', 'simple', true, 'blue', 'blue,black,brown', 'R=100,G=200'],
  ['cookie', 'form', true, 'color=blue', 'color=blue; color=black; color=brown', 'R=100; G=200'],
];

test('values are written in the styles of the specification', async (t) => {
  const { origin, seen } = await recorder(t);
  for (const [place, style, explode, ...written] of EXAMPLES) {
    const path = place === 'path' ? '/x/{color}' : '/x';
    const parameter = { name: 'color', in: place, style, explode, required: true, schema: {} };
    const tools = toolsOf(documentOf({ [path]: { get: { operationId: 'x', parameters: [parameter] } } }));
    const transport = transportOf(t, tools, { baseUrl: origin });
    const values = ['blue', ['blue', 'black', 'brown'], { R: 100, G: 200 }];
    for (const [index, expected] of written.entries()) {
      if (expected === undefined) continue;
      seen.length = 0;
      answered(await call(transport, 'x', { args: { color: values[index] } }));
      const { url = '', headers = {} } = seen[0] ?? {};
      const arrived = {
        path: url.slice('/x/'.length),
        query: url.slice('/x?'.length),
        header: headers.color,
        cookie: headers.cookie,
      };
      assert.equal(arrived[place as keyof typeof arrived], expected, `${place} ${style} ${explode}`);
    }
  }
});

const hostileText = fc.oneof(
  anyText,
  fc.string(),
  fc.constantFrom(
    '..',
    '../x',
    '%2e%2e',
    'a&b=c',
    'a=b',
    'a;b',
    'a,b',
    'a|b',
    'a b',
    '[x]',
    'a\r\nb: c',
    '\0',
    '#',
    '?',
    '/',
    '\\',
    '',
  ),
);

test('no value changes the structure of an address, in any style', async (t) => {
  const { origin, seen } = await recorder(t);
  const styles = EXAMPLES.filter(([place]) => place !== 'header');
  const tools = styles.flatMap(([place, style, explode], index) => {
    const parameters = [
      { name: 'color', in: place, style, explode, required: true, schema: {} },
      { name: 'own', in: 'query', schema: STRING },
    ];
    const path = place === 'path' ? '/a/{color}/z' : '/a/z';
    return toolsOf(documentOf({ [path]: { get: { operationId: `t${index}`, parameters } } }));
  });
  const transport = transportOf(t, tools, { baseUrl: origin });
  const value = fc.oneof(hostileText, fc.array(hostileText), fc.dictionary(hostileText, hostileText));
  let arrived = 0;
  const check = async (index: number, color: unknown) => {
    seen.length = 0;
    const performed = await call(transport, `t${index}`, { args: { color, own: 'mine' } });
    if (!performed.ok) {
      refused(performed, 'tool.arguments', 'not_reached');
      return assert.equal(seen.length, 0);
    }
    arrived++;
    const { url = '', headers = {} } = seen[0] ?? {};
    const parsed = new URL(url, origin);
    assert.equal(parsed.pathname + parsed.search, url);
    const inPath = styles[index]?.[0] === 'path';
    assert.match(parsed.pathname, inPath ? /^\/a\/[^/]+\/z$/ : /^\/a\/z$/);
    assert.deepEqual(parsed.searchParams.getAll('own'), ['mine']);
    if (inPath) assert.deepEqual([...parsed.searchParams.keys()], ['own']);
    const known = ['host', 'connection', 'accept', 'accept-encoding', 'cookie'];
    assert.deepEqual(
      Object.keys(headers).filter((name) => !known.includes(name)),
      [],
    );
  };
  await fc.assert(fc.asyncProperty(fc.nat(styles.length - 1), value, check), { numRuns: 500 });
  for (const index of styles.keys()) await check(index, index === 10 ? { a: 'b' } : ['plain']);
  assert.ok(arrived > styles.length);
});

test('names in an exploded object cannot become other parameters', async (t) => {
  const { origin, seen } = await recorder(t);
  const parameters = [
    { name: 'filter', in: 'query', schema: { type: 'object' } },
    { name: 'Tenant', in: 'query', schema: STRING },
  ];
  const tools = toolsOf(documentOf({ '/x': { get: { operationId: 'x', parameters } } }));
  const transport = transportOf(t, tools, { baseUrl: origin });
  refused(
    await call(transport, 'x', { args: { filter: { tenant: 'other' } } }),
    'tool.arguments',
    'not_reached',
  );
  answered(await call(transport, 'x', { args: { filter: { color: 'a&Tenant=other' }, Tenant: 'mine' } }));
  assert.equal(seen[0]?.url, '/x?color=a%26Tenant%3Dother&Tenant=mine');
});

test('forms and whole bodies are written as they are described', async (t) => {
  const { origin, seen } = await recorder(t);
  const form = {
    type: 'object',
    properties: { a: STRING, b: { type: 'array', items: STRING } },
    required: ['a'],
  };
  const body = (type: string, schema: object, required = false) => ({
    required,
    content: { [type]: { schema } },
  });
  const tools = toolsOf(
    documentOf({
      '/form': {
        post: { operationId: 'form', requestBody: body('application/x-www-form-urlencoded', form, true) },
      },
      '/list': {
        post: { operationId: 'list', requestBody: body('application/merge-patch+json', { type: 'array' }) },
      },
    }),
  );
  const transport = transportOf(t, tools, { baseUrl: origin });
  answered(await call(transport, 'form', { args: { a: 'x&admin=1', b: ['1', '2'] } }));
  answered(await call(transport, 'list', { args: { body: [{ a: 1 }] } }));
  answered(await call(transport, 'list'));
  refused(await call(transport, 'form', { args: { b: [] } }), 'tool.arguments', 'not_reached');
  assert.deepEqual(
    seen.map(({ headers, body: text }) => [headers['content-type'], text]),
    [
      ['application/x-www-form-urlencoded', 'a=x%26admin%3D1&b=1&b=2'],
      ['application/merge-patch+json', '[{"a":1}]'],
      [undefined, ''],
    ],
  );
});

test('what cannot be called as it is described is refused by name, unless it is not wanted', () => {
  const get = (node: object) => documentOf({ '/x': { get: { operationId: 'x', ...node } } });
  const parameter = (more: object) => get({ parameters: [{ name: 'p', in: 'query', ...more }] });
  const cases: readonly [string, RegExp][] = [
    ['{"swagger":"2.0"}', /not OpenAPI 3/],
    ['{', /not JSON/],
    ['a: &a [*a, *a', /plain YAML/],
    ['- 1', /not a mapping/],
    [documentOf({}, { openapi: '3.2.0' }), /not OpenAPI 3\.0 or 3\.1/],
    [documentOf({ '/x': { trace: {} } }), /method trace/],
    [documentOf({ '/x/{a}': { get: {} } }), /disagree about "a"/],
    [documentOf({ '/x/../y': { get: {} } }), /dots alone/],
    [documentOf({ '/x?y=1': { get: {} } }), /plain text/],
    [documentOf({ '//evil.test/x': { get: {} } }), /empty parts/],
    [get({ servers: [{ url: 'https://evil.test' }] }), /servers of its own/],
    [parameter({ allowReserved: true }), /allowReserved/],
    [parameter({ style: 'simple' }), /style/],
    [parameter({ in: 'body' }), /no part of a request/],
    [parameter({ content: { 'text/plain': {} } }), /other than application\/json/],
    [parameter({ $ref: 'https://evil.test/p.json' }), /leads out of the document/],
    [parameter({ $ref: '#/constructor' }), /leads nowhere/],
    [get({ parameters: [{ name: 'Host', in: 'header' }] }), /written by the gate/],
    [get({ parameters: [{ name: 'X\r\nY', in: 'header' }] }), /not the name of a header/],
    [parameter({ schema: { $dynamicRef: '#x' } }), /\$dynamicRef/],
    [
      documentOf({ '/x': { post: { requestBody: { content: { 'multipart/form-data': {} } } } } }),
      /multipart/,
    ],
    [get({ requestBody: { content: { 'application/json': {} } } }), /GET or HEAD with a body/],
    [documentOf({ '/a b': { get: {} } }), /plain text/],
    [documentOf({ '/x': { get: {}, parameters: 1 } }), /not a list/],
    [documentOf({ '/a': { get: { operationId: 'x' } }, '/b': { get: { operationId: 'x' } } }), /same name/],
  ];
  for (const [text, expected] of cases) assert.match(problemsOf(text), expected, text);
  const mixed = documentOf({
    '/x': { trace: {}, get: { operationId: 'fine' }, post: { operationId: 'odd', servers: [] } },
  });
  assert.match(problemsOf(mixed), /odd/);
  assert.equal(toolsOf(mixed, { operations: ['fine'], slashes: false }).length, 1);
  assert.match(problemsOf(mixed, { operations: ['other'], slashes: false }), /no operation "other"/);
});

test('circles of references end, and are kept where they mean something', () => {
  const schemas = {
    Tree: {
      type: 'object',
      properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
    },
    Self: { $ref: '#/components/schemas/Other' },
    Other: { $ref: '#/components/schemas/Self' },
    Loop: { allOf: [{ type: 'object' }, { $ref: '#/components/schemas/Loop' }] },
  };
  const using = (name: string) =>
    documentOf(
      {
        '/x': {
          get: {
            parameters: [
              {
                name: 'p',
                in: 'query',
                style: 'deepObject',
                schema: { $ref: `#/components/schemas/${name}` },
              },
            ],
          },
        },
      },
      { components: { schemas } },
    );
  const [tree] = toolsOf(using('Tree'));
  const validate = new Ajv2020({ strict: false }).compile(tree?.definition.inputSchema ?? {});
  assert.ok(
    validate({ p: { children: [{ children: [] }] } }) && !validate({ p: { children: [{ children: 1 }] } }),
  );
  assert.match(problemsOf(using('Self')), /in a circle/);
  assert.match(problemsOf(using('Loop')), /nothing in between/);
});

test('a bomb of a document is refused, not unfolded', () => {
  const bomb = `openapi: 3.0.0\na: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
    .split('')
    .map((name, index) => `${name}: &${name} [${`*${'abcdefghi'[index]},`.repeat(9).slice(0, -1)}]`)
    .join('\n')}\n`;
  assert.match(problemsOf(bomb), /too often/);
  assert.match(problemsOf(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`), /deeply|JSON/);
});

test('a document from the network is the one that was pinned, or none', async (t) => {
  const text = documentOf({});
  const origin = await serveHttp(t, (_request, response) => response.end(text));
  const egress = wayOut(t, origin);
  const sha256 = createHash('sha256').update(text).digest('hex');
  assert.deepEqual(await fetchOpenApi(egress, { url: `${origin}/api.json`, sha256 }), {
    ok: true,
    value: text,
  });
  const other = await fetchOpenApi(egress, { url: `${origin}/api.json`, sha256: '0'.repeat(64) });
  assert.match(other.ok ? '' : other.fault.message, new RegExp(`not the one that was pinned.*${sha256}`));
  const elsewhere = await fetchOpenApi(egress, { url: 'http://127.0.0.1:1/', sha256 });
  assert.equal(elsewhere.ok ? '' : elsewhere.fault.code, 'egress.denied');
});
