/** Requests that want to be understood in two ways, or to cost more than they may. */
import type { AskCell, Expectation } from '../cell.ts';
import { LIMITS } from '../house/settings.ts';
import { EMAIL, MARK } from '../samples.ts';
import type { Mode, ProtocolName } from '../words.ts';
import { bodyOf, everywhere, PATHS, refused } from './asking.ts';

type At = { readonly protocol: ProtocolName; readonly mode: Mode };

interface Row {
  readonly place: string;
  /** Makes the bytes out of the ordinary body. */
  readonly bytes: (ordinary: string, at: At) => string | Buffer;
  readonly headers?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly expect: Expectation;
}

const admit = (status: number, code: string) => refused(status, code, { station: 'admit' });

const ROWS: readonly Row[] = [
  { place: 'not JSON', bytes: () => `hello ${MARK}`, expect: admit(400, 'request.json') },
  { place: 'nothing at all', bytes: () => '', expect: admit(400, 'request.json') },
  { place: 'half of it', bytes: (text) => text.slice(0, -9), expect: admit(400, 'request.json') },
  { place: 'more behind its end', bytes: (text) => `${text}{}`, expect: admit(400, 'request.json') },
  {
    place: 'a key twice',
    bytes: (text) => text.replace('{', '{"messages":[{"role":"user","content":"twice"}],'),
    expect: admit(400, 'request.json'),
  },
  {
    place: 'a key twice, spelled with an escape',
    bytes: (text) => text.replace('{', '{"\\u006dodel":"openai/secret",'),
    expect: admit(400, 'request.json'),
  },
  {
    place: 'a key twice, deep inside',
    bytes: (text) => text.replace('{', '{"remarks":[{"a":{"b":1,"b":2}}],'),
    expect: admit(400, 'request.json'),
  },
  {
    place: 'a lone surrogate',
    bytes: (text) => text.replace('{', '{"remarks":"\\ud800",'),
    expect: admit(400, 'request.json'),
  },
  {
    place: 'bytes that are not UTF-8',
    bytes: (text) =>
      Buffer.concat([
        Buffer.from('{"remarks":"'),
        Buffer.from([0xc0, 0xaf]),
        Buffer.from(`",${text.slice(1)}`),
      ]),
    expect: admit(400, 'request.json'),
  },
  {
    place: 'a byte order mark',
    bytes: (text) => `\ufeff${text}`,
    expect: admit(400, 'request.json'),
  },
  {
    place: 'a number too large to be exact',
    bytes: (text) => text.replace('{', '{"remarks":9007199254740993,'),
    expect: admit(400, 'request.json'),
  },
  {
    place: 'a number too large to be one',
    bytes: (text) => text.replace('{', '{"remarks":1e999,'),
    expect: admit(400, 'request.json'),
  },
  {
    place: 'nested too deep',
    bytes: (text) =>
      text.replace('{', `{"remarks":${'['.repeat(LIMITS.depth + 1)}${']'.repeat(LIMITS.depth + 1)},`),
    expect: admit(400, 'request.depth'),
  },
  {
    place: 'a depth bomb',
    bytes: () => '['.repeat(50_000),
    expect: admit(400, 'request.depth'),
  },
  {
    place: 'too large',
    bytes: (text) => text.replace('{', `{"remarks":"${'x'.repeat(LIMITS.bodyBytes)}",`),
    expect: admit(413, 'request.too_large'),
  },
  {
    place: 'compressed',
    bytes: (text) => text,
    headers: { 'content-encoding': 'gzip' },
    expect: admit(415, 'request.encoding'),
  },
  { place: 'a list instead of an object', bytes: (text) => `[${text}]`, expect: admit(400, 'request.shape') },
  {
    place: 'a role that is none',
    bytes: (text) => text.replace('"role":"user"', '"role":"root"'),
    expect: admit(400, 'request.shape'),
  },
  {
    place: 'content of no form',
    bytes: (text) => text.replace(/"content":"[^"]*"/, `"content":{"text":"${EMAIL}"}`),
    expect: admit(400, 'request.shape'),
  },
  {
    place: 'a part of an unknown type',
    bytes: (text) => text.replace(/"content":"[^"]*"/, '"content":[{"type":"hologram","data":"x"}]'),
    expect: admit(400, 'request.shape'),
  },
  {
    place: 'a stream flag that is a text',
    bytes: (text) => text.replace(/,"stream":true/, '').replace('{', '{"stream":"true",'),
    expect: admit(400, 'request.shape'),
  },
];

export const HOSTILE: readonly AskCell[] = everywhere((at) =>
  ROWS.map(({ place, bytes, headers, expect }) => ({
    ...at,
    control: 'hostile body',
    place,
    request: {
      path: PATHS[at.protocol],
      ...(headers === undefined ? {} : { headers }),
      body: bytes(JSON.stringify(bodyOf(at, 'ok')), at),
    },
    expect,
  })),
);
