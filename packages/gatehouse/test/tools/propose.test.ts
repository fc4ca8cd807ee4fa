/** What is proposed for a tool: names can loosen, nothing else can, and a name that says nothing loosens nothing. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { manifestFile } from '../../src/config/manifest-schema.ts';
import type { ToolManifest } from '../../src/kernel/manifest.ts';
import { propose } from '../../src/tools/manifests/propose.ts';
import { acceptedDocument } from '../../src/tools/manifests/write-manifest.ts';
import type { ToolDefinition } from '../../src/tools/transport.ts';
import { accept, defined } from './worlds.ts';

const EFFECTS = ['read', 'write', 'send'];
const READERS = ['subject', 'named', 'members', 'public'];
const KINDS = ['inert', 'content', 'control'];

/** Whether the first lets through nothing that the second would not. Arguments are compared in their order. */
function isAsStrict(strict: ToolManifest, loose: ToolManifest): boolean {
  const strictKinds = Object.values(strict.arguments).map(({ kind }) => KINDS.indexOf(kind));
  const looseKinds = Object.values(loose.arguments).map(({ kind }) => KINDS.indexOf(kind));
  const trusted = new Set(
    loose.result.filter(({ writers }) => writers !== 'outsiders').map(({ path }) => path),
  );
  return (
    EFFECTS.indexOf(strict.effect) >= EFFECTS.indexOf(loose.effect) &&
    READERS.indexOf(strict.readers) >= READERS.indexOf(loose.readers) &&
    (!strict.reversible || loose.reversible) &&
    strictKinds.every((kind, index) => kind >= (looseKinds[index] ?? 0)) &&
    strict.result.every(({ writers, path }) => writers === 'outsiders' || trusted.has(path))
  );
}

const type = fc.constantFrom('string', 'integer', 'number', 'boolean', 'array', 'object');
const property = fc.record(
  {
    type: fc.oneof(type, fc.array(type, { maxLength: 2 })),
    description: fc.constantFrom(
      'The body.',
      'The recipient.',
      'Only text, nothing more.',
      'The account to pay.',
    ),
    format: fc.constantFrom('email', 'uri', 'date', 'uuid', 'other'),
    enum: fc.constant(['a', 'b']),
    items: fc.constant({ type: 'string' }),
  },
  { requiredKeys: [] },
);
const helpful = fc.constantFrom(
  ...'to body subject limit page id file_id url amount query name date iban note cc constructor'.split(' '),
);
const hints = fc.record(
  {
    readOnlyHint: fc.boolean(),
    destructiveHint: fc.boolean(),
    idempotentHint: fc.boolean(),
    openWorldHint: fc.boolean(),
  },
  { requiredKeys: [] },
);
const definition = fc.record({
  name: fc.constantFrom(
    ...'get_files list_emails create_event send_money archive_mail get_and_delete star_file delete_file read_post'.split(
      ' ',
    ),
  ),
  description: fc.constantFrom(
    'Gets files. Read only, safe.',
    'Sends.',
    'Lists.',
    'Deletes what it reads.',
    '',
  ),
  properties: fc.dictionary(helpful, property, { maxKeys: 5 }),
  output: fc.option(
    fc.dictionary(fc.constantFrom('id', 'created_at', 'password', 'x'), property, { maxKeys: 4 }),
  ),
  annotations: hints,
});

type Generated = typeof definition extends fc.Arbitrary<infer Value> ? Value : never;

function build({ name, description, properties, output, annotations }: Generated): ToolDefinition {
  return defined(name, {
    description,
    annotations,
    inputSchema: { type: 'object', properties },
    ...(output === null ? {} : { outputSchema: { type: 'object', properties: output } }),
  });
}

describe('a proposal', () => {
  it('takes a tool whose names say nothing for the worst', () => {
    fc.assert(
      fc.property(definition, (generated) => {
        const names = Object.keys(generated.properties);
        const renamed = Object.fromEntries(
          names.map((name, index) => [`zq${index}`, generated.properties[name] ?? {}]),
        );
        const { manifest } = propose(build({ ...generated, name: 'zqx_vv', properties: renamed }));
        assert.deepEqual(
          [manifest.effect, manifest.reversible, manifest.readers, manifest.result],
          ['send', false, 'public', []],
        );
        for (const name of Object.keys(renamed)) assert.equal(manifest.arguments[name]?.kind, 'control');
        assert.ok(isAsStrict(manifest, propose(build(generated)).manifest));
      }),
    );
  });

  it('is loosened by no description and no annotation, but for one that agrees with the name', () => {
    fc.assert(
      fc.property(definition, (generated) => {
        const { manifest } = propose(build(generated));
        const plain = propose(build({ ...generated, description: '', annotations: {} })).manifest;
        const agreed = generated.annotations.destructiveHint === false && generated.name === 'create_event';
        assert.ok(isAsStrict(agreed ? { ...manifest, reversible: false } : manifest, plain));
      }),
    );
  });

  it('can be written as a manifest, and read again as the same', () => {
    fc.assert(
      fc.property(definition, (generated) => {
        const tool = build(generated);
        const { manifest } = propose(tool);
        const entry = accept('files', tool, { manifest });
        const read = manifestFile.parse(
          acceptedDocument({ server: 'files', owner: 'it', review: '2027-01-01' }, [entry]).toJS(),
        );
        assert.deepEqual({ ...read.tools[tool.name]?.manifest.arguments }, { ...manifest.arguments });
        assert.deepEqual(read.tools[tool.name]?.manifest, manifest);
      }),
    );
  });

  const cases: readonly [string, Partial<ToolDefinition>, Partial<ToolManifest>][] = [
    ['get_files', {}, { effect: 'read', readers: 'subject' }],
    ['getFiles', {}, { effect: 'read' }],
    ['get_posts', {}, { effect: 'read' }],
    ['get_and_send', {}, { effect: 'send' }],
    ['get_and_post', {}, { effect: 'send' }],
    ['read_then_delete', {}, { effect: 'write', reversible: false }],
    ['slack_send_message', {}, { effect: 'send' }],
    ['get_files', { description: 'Deletes all files.' }, { effect: 'send' }],
    ['get_files', { annotations: { readOnlyHint: false } }, { effect: 'write' }],
    [
      'get_files',
      { inputSchema: { properties: { url: { type: 'string' } } } },
      { effect: 'send', readers: 'public' },
    ],
    ['delete_file', { annotations: { readOnlyHint: true } }, { effect: 'write', reversible: false }],
    ['create_note', { annotations: { destructiveHint: false } }, { effect: 'write', reversible: true }],
    ['create_note', {}, { effect: 'write', reversible: false, readers: 'public' }],
    ['star_mail', {}, { reversible: true }],
    ['star_mail', { annotations: { destructiveHint: true } }, { reversible: false }],
    [
      'frobnicate',
      { annotations: { readOnlyHint: true } },
      { effect: 'send', reversible: false, readers: 'public' },
    ],
  ];
  for (const [name, more, expected] of cases) {
    it(`for ${name} ${JSON.stringify(more)} is ${JSON.stringify(expected)}`, () => {
      const { manifest } = propose(
        defined(name, { inputSchema: { type: 'object' }, description: '', ...more }),
      );
      assert.deepEqual({ ...manifest, ...expected }, manifest);
    });
  }

  it('takes a text for content only when nothing says that it steers', () => {
    const properties = {
      body: { type: 'string' },
      note: { type: 'string', description: 'The account that gets the money.' },
      comment: { type: 'string', format: 'uri' },
      title: { enum: ['a'] },
      recipient_text: { type: 'string' },
      message: {},
    };
    const { manifest } = propose(defined('send_note', { inputSchema: { type: 'object', properties } }));
    const kinds = Object.entries(manifest.arguments).map(([name, { kind }]) => [name, kind]);
    assert.deepEqual(kinds, [
      ['body', 'content'],
      ['note', 'control'],
      ['comment', 'control'],
      ['title', 'control'],
      ['recipient_text', 'control'],
      ['message', 'control'],
    ]);
  });

  it('says that whoever gets mail is an address, and leaves open what others are', () => {
    const to = { recipients: { type: 'array', items: { type: 'string' } }, backup_email: { type: 'string' } };
    const kindsOf = (name: string) => {
      const { manifest } = propose(defined(name, { inputSchema: { type: 'object', properties: to } }));
      return Object.values(manifest.arguments).map(({ of }) => of);
    };
    assert.deepEqual(kindsOf('send_email'), ['address', 'address']);
    assert.deepEqual(kindsOf('assign_ticket'), [undefined, 'address']);
  });

  it('says that a query is heard outside, and of what an id is', () => {
    const properties = { query: { type: 'string' }, limit: { type: 'integer' }, file_id: { type: 'string' } };
    const { manifest } = propose(
      defined('search_web_files', { description: 'Finds.', inputSchema: { properties } }),
    );
    assert.deepEqual(manifest.arguments, {
      query: { kind: 'control', role: 'query', outbound: true },
      limit: { kind: 'inert', role: 'choice' },
      file_id: { kind: 'control', role: 'id', of: 'file', outbound: true },
    });
  });

  it('trusts of a result what the system writes by its name, and nothing of an unknown tool', () => {
    const outputSchema = {
      type: 'array',
      items: { $ref: '#/$defs/File' },
      $defs: {
        File: {
          properties: {
            id: { type: 'string' },
            name: { type: 'string' },
            token: { type: 'string' },
            parts: { type: 'array', items: { properties: { id: { type: 'integer' } } } },
            size: { type: 'object' },
          },
        },
      },
    };
    assert.deepEqual(propose(defined('list_files', { description: '', outputSchema })).manifest.result, [
      { path: '[].id', writers: 'system', role: 'id', of: 'file' },
      { path: '[].token', writers: 'outsiders', role: 'secret', private: true },
      { path: '[].parts[].id', writers: 'system', role: 'id', of: 'part' },
    ]);
    assert.deepEqual(propose(defined('zqx', { outputSchema })).manifest.result, []);
  });
});
