/** The readers of what strangers send towards agents' tools, with the laws that must hold for any text. */
import { isDeepStrictEqual } from 'node:util';
import { loadManifests } from '../../packages/gatehouse/src/config/load-manifests.ts';
import { readForm } from '../../packages/gatehouse/src/http/data/oauth/form.ts';
import type { ToolManifest } from '../../packages/gatehouse/src/kernel/manifest.ts';
import { assess } from '../../packages/gatehouse/src/mandate/assess.ts';
import type { Flow, Json } from '../../packages/gatehouse/src/mandate/flow.ts';
import { readWords } from '../../packages/gatehouse/src/mandate/words.ts';
import { parseJson } from '../../packages/gatehouse/src/protocols/json/parse.ts';
import { classify } from '../../packages/gatehouse/src/protocols/mcp/classify.ts';
import { paramsText, readMessage } from '../../packages/gatehouse/src/protocols/mcp/message.ts';
import { withoutOurs } from '../../packages/gatehouse/src/protocols/mcp/ours.ts';
import { readParams, readResult } from '../../packages/gatehouse/src/protocols/mcp/passages.ts';
import { createValidator } from '../../packages/gatehouse/src/tools/manifests/validator.ts';
import { readOpenApi } from '../../packages/gatehouse/src/tools/openapi/openapi.ts';
import { FORMS, MANIFESTS, MESSAGES, OPENAPI, RESULTS, SCHEMAS, WORDS } from './samples.ts';

/** `taken`: whether it was read at all; `broken`: the law that it broke, in words. */
export interface Read {
  readonly taken: boolean;
  readonly broken?: string;
}

export interface Reader {
  readonly samples: readonly string[];
  /** How many of the inputs it gets: one of so many. */
  readonly oneOf: number;
  /** @throws anything: that is a broken law. */
  read(text: string): Read;
  /** Makes of a repeated unit what the reader takes. */
  readonly around: (units: string) => string;
}

const LIMITS = { depthMax: 64 };
const NOT: Read = { taken: false };
const TAKEN: Read = { taken: true };
const inList = (units: string) => JSON.stringify([units]);

export const READERS: Readonly<Record<string, Reader>> = {
  message: {
    ...{
      samples: MESSAGES,
      oneOf: 1,
      around: (units) => `{"jsonrpc":"2.0","id":1,"method":"a","params":{"x":${inList(units)}}}`,
    },
    read(text) {
      const message = readMessage(text, LIMITS);
      if (!message.ok || message.value.kind !== 'call') return NOT;
      classify(message.value, {});
      const params = parseJson(paramsText(message.value), LIMITS);
      return params.ok ? TAKEN : { taken: true, broken: 'the params are no JSON by themselves' };
    },
  },
  passages: {
    ...{ samples: [...RESULTS, ...MESSAGES], oneOf: 1, around: inList },
    read(text) {
      const document = parseJson(text, LIMITS);
      if (!document.ok) return NOT;
      for (const reading of [readParams(document.value), readResult(document.value)]) {
        const read = new Set(reading.passages.map((passage) => passage.text));
        const missing = textsIn(JSON.parse(text) as Json).find((leaf) => !read.has(leaf));
        const opaque = reading.opaque.length + reading.files.length > 0;
        if (missing !== undefined && !opaque)
          return { taken: true, broken: `nobody looks at ${JSON.stringify(missing)}` };
      }
      const own = parseJson(withoutOurs(document.value), LIMITS);
      return own.ok ? TAKEN : { taken: true, broken: 'without what is ours it is no JSON' };
    },
  },
  form: {
    ...{ samples: FORMS, oneOf: 1, around: (units) => `words=${encodeURIComponent(units.toWellFormed())}` },
    read(text) {
      const form = readForm(text);
      if (form === undefined) return NOT;
      const pairs = [...form].flatMap(([name, values]) => values.map((value) => [name, value]));
      const again = readForm(new URLSearchParams(pairs).toString());
      return isDeepStrictEqual(again, form)
        ? TAKEN
        : { taken: true, broken: 'written again it is another form' };
    },
  },
  words: {
    ...{ samples: WORDS, oneOf: 1, around: (units) => units },
    read(text) {
      const { clauses, quotations, excepted, atoms } = readWords(text, 0);
      if (clauses[0]?.start !== 0 || clauses.at(-1)?.end !== text.length)
        return { taken: true, broken: 'the clauses are not the text' };
      const gap = clauses.findIndex((clause, index) => index > 0 && clause.start !== clauses[index - 1]?.end);
      if (gap >= 0) return { taken: true, broken: `clause ${gap} does not begin where the one before ends` };
      for (const spans of [quotations, excepted, atoms]) {
        const odd = spans.find((span) => span.start < 0 || span.end > text.length || span.start > span.end);
        if (odd !== undefined) return { taken: true, broken: `a span out of place: ${JSON.stringify(odd)}` };
      }
      return TAKEN;
    },
  },
  assess: {
    ...{ samples: WORDS, oneOf: 4, around: (units) => units },
    read(text) {
      const judged = judge(text);
      if (judged.traced.some(({ value, founded }) => value === STRANGER && founded))
        return { taken: true, broken: 'what only strangers say is founded' };
      return isDeepStrictEqual(judge(text), judged)
        ? TAKEN
        : { taken: true, broken: 'judged again it is something else' };
    },
  },
  manifest: {
    ...{ samples: MANIFESTS, oneOf: 20, around: (units) => `server: ${JSON.stringify(units)}` },
    read: (text) => ('accepted' in loadManifests([{ name: 'm.yaml', text }], SETTINGS, 0) ? TAKEN : NOT),
  },
  openapi: {
    ...{
      samples: OPENAPI,
      oneOf: 20,
      around: (units) => `{"openapi":"3.1.0","paths":{},"x":${inList(units)}}`,
    },
    read: (text) => ('tools' in readOpenApi(text, { operations: undefined, slashes: false }) ? TAKEN : NOT),
  },
  schema: {
    ...{
      samples: SCHEMAS,
      oneOf: 20,
      around: (units) => `[{"type":"object","description":${JSON.stringify(units)}},{}]`,
    },
    read(text) {
      if (!parseJson(text, LIMITS).ok) return NOT;
      const pair = JSON.parse(text) as [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>];
      if (!Array.isArray(pair) || !isObject(pair[0])) return NOT;
      const made = createValidator(pair[0]);
      if ('unusable' in made) return NOT;
      const given = isObject(pair[1]) ? pair[1] : {};
      const unknown = made.validate({ ...given, [STRANGER]: 1 });
      if (unknown.ok && !JSON.stringify(pair[0]).includes(STRANGER))
        return { taken: true, broken: 'an argument that the schema does not name fits it' };
      return made.validate(given).ok ? TAKEN : NOT;
    },
  },
};

const SETTINGS = {
  tools: { manifests: [], servers: { office: { kind: 'sim', alias: {} } } },
  inspection: { detectors: [], exact_data: [], fingerprints: [], external: [], onnx: [] },
} as unknown as Parameters<typeof loadManifests>[1];

const STRANGER = 'stranger-4711@evil.example';

const MAIL: ToolManifest = {
  ...{ effect: 'send', reversible: false, readers: 'named', does: ['pay'], result: [] },
  arguments: {
    to: { kind: 'control', role: 'recipient', of: 'address' },
    account: { kind: 'control', role: 'account' },
    amount: { kind: 'control', role: 'amount' },
    when: { kind: 'control', role: 'time' },
    path: { kind: 'control', role: 'path', of: 'file' },
    url: { kind: 'control', role: 'url' },
    id: { kind: 'control', role: 'id', of: 'event' },
    body: { kind: 'content', role: 'text' },
  },
};
const INBOX: ToolManifest = {
  ...{ effect: 'read', reversible: false, readers: 'subject', arguments: {}, of: 'event', complete: true },
  result: [
    { path: '[].id', writers: 'system', role: 'id', of: 'event' },
    { path: '[].name', writers: 'members', role: 'name', of: 'event' },
    { path: '[].text', writers: 'owner', role: 'text' },
    { path: '[].secret', writers: 'owner', private: true },
  ],
};

/** The text is the words, what was read, and what is called with: whoever has all three in hand. */
function judge(text: string) {
  const half = text.slice(0, text.length >> 1);
  const value = [
    { id: half, name: half, text, secret: half, body: STRANGER },
    { id: 'x', name: STRANGER, text: half },
  ];
  const flow: Flow = {
    ...{ tools: ['a/send', 'a/list'], accepted: [] },
    steps: [
      { kind: 'words', text },
      {
        kind: 'result',
        call: { tool: 'a/list', arguments: {} },
        manifest: INBOX,
        value,
        succeeded: true,
        used: [],
      },
      { kind: 'seen', text },
    ],
  };
  const piece = half.slice(0, 200);
  return assess(
    flow,
    {
      tool: 'a/send',
      arguments: {
        ...{
          to: [piece, STRANGER],
          account: piece,
          amount: piece,
          when: piece,
          path: piece,
          url: piece,
          id: piece,
        },
        body: text,
      },
    },
    MAIL,
  );
}

function textsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((inner) => textsIn(inner as Json));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
