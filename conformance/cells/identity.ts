/** Who asks: nobody crosses without exactly one valid credential, and only for what it is for. */
import type { AskCell, Expectation, SceneCell } from '../cell.ts';
import { PERSONAS } from '../house/personas.ts';
import type { Stage } from '../house/stage.ts';
import { differences } from '../run/compare.ts';
import { send } from '../run/send.ts';
import { BOTH, everywhere, passes, refused, request, turnedAway } from './asking.ts';

/** Headers instead of the ordinary credential. */
const HEADERS: readonly (readonly [
  string,
  Readonly<Record<string, string | readonly string[] | null>>,
  Expectation,
])[] = [
  ['no credential', { authorization: null }, turnedAway(401, 'identity.missing')],
  ['an empty credential', { authorization: 'Bearer ' }, turnedAway(401, 'identity.invalid')],
  ['another scheme', { authorization: 'Basic YWRhOmFkYQ==' }, turnedAway(401, 'identity.invalid')],
  ['a key of nobody', { authorization: 'Bearer ghk_nobody' }, turnedAway(401, 'identity.invalid')],
  [
    'a key that is a statement',
    { authorization: "Bearer ghk_x' OR 1=1; --" },
    turnedAway(401, 'identity.invalid'),
  ],
  [
    'two credentials in two headers',
    { authorization: 'Bearer one', 'x-api-key': 'two' },
    turnedAway(401, 'identity.ambiguous'),
  ],
];

const fromHeaders: readonly AskCell[] = everywhere((at) =>
  HEADERS.map(([place, headers, expect]) => ({
    ...at,
    control: 'identity',
    place,
    request: { ...request(at, 'ok'), headers },
    expect,
  })),
);

/** Tokens that are almost right. */
const TOKENS: readonly (readonly [string, (stage: Stage) => string, Expectation])[] = [
  [
    'an expired token',
    (stage) => stage.issuer.token({ ...GOOD, exp: 1_700_000_000 }),
    turnedAway(401, 'identity.expired'),
  ],
  [
    'a token for somebody else',
    (stage) => stage.issuer.token({ ...GOOD, aud: 'another' }),
    turnedAway(401, 'identity.invalid'),
  ],
  [
    'a token of another issuer',
    (stage) => stage.issuer.token({ ...GOOD, iss: 'https://issuer.example' }),
    turnedAway(401, 'identity.invalid'),
  ],
  [
    'a forged token',
    (stage) => stage.issuer.token(GOOD, { forged: true }),
    turnedAway(401, 'identity.invalid'),
  ],
  [
    'a token without a signature',
    (stage) => stage.issuer.token(GOOD, { header: { alg: 'none' } }).replace(/[^.]*$/, ''),
    turnedAway(401, 'identity.invalid'),
  ],
  [
    'a token signed by another method',
    (stage) => stage.issuer.token(GOOD, { header: { alg: 'HS256' } }),
    turnedAway(401, 'identity.invalid'),
  ],
  [
    'a token without a subject',
    (stage) => stage.issuer.token({ ...GOOD, sub: undefined }),
    turnedAway(401, 'identity.incomplete'),
  ],
  [
    'a token without its purposes',
    (stage) => stage.issuer.token({ ...GOOD, purposes: undefined }),
    turnedAway(401, 'identity.incomplete'),
  ],
  [
    'a token that is not valid yet',
    (stage) => stage.issuer.token({ ...GOOD, nbf: 4_000_000_000 }),
    turnedAway(401, 'identity.invalid'),
  ],
  [
    'a token whose payload was changed',
    (stage) => tampered(stage.issuer.token(GOOD)),
    turnedAway(401, 'identity.invalid'),
  ],
];

const GOOD = { sub: 'person', ...PERSONAS.developer };

function tampered(token: string): string {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const changed = Buffer.from(JSON.stringify({ ...claims, sub: 'root' })).toString('base64url');
  return `${head}.${changed}.${signature}`;
}

const fromTokens: readonly SceneCell[] = BOTH.flatMap(([protocol, mode]) =>
  TOKENS.map(([place, token, expect]) => ({
    control: 'identity',
    protocol,
    mode,
    place,
    needs: 'stage' as const,
    play: (stage, mark) =>
      askWith(stage, {
        mark,
        headers: { authorization: `Bearer ${token(stage)}` },
        at: { protocol, mode },
        expect,
      }),
  })),
);

/** The one token in two headers says one thing; it is looked at once, in whichever header. */
const places: readonly SceneCell[] = BOTH.flatMap(([protocol, mode]) =>
  [
    ['in x-api-key', (token: string) => ({ authorization: null, 'x-api-key': token }), passes()] as const,
    [
      'the same one twice',
      (token: string) => ({ authorization: `Bearer ${token}`, 'x-api-key': token }),
      passes(),
    ] as const,
    [
      'two different ones, both good',
      (token: string, other: string) => ({ authorization: `Bearer ${token}`, 'x-api-key': other }),
      turnedAway(401, 'identity.ambiguous'),
    ] as const,
  ].map(([place, headers, expect]) => ({
    control: 'identity',
    protocol,
    mode,
    place,
    needs: 'stage' as const,
    play: (stage: Stage, mark: string) => {
      const [token, other] = [stage.issuer.token(GOOD), stage.issuer.token({ ...GOOD, sub: 'other' })];
      return askWith(stage, { mark, headers: headers(token, other), at: { protocol, mode }, expect });
    },
  })),
);

interface Asking {
  readonly mark: string;
  readonly headers: Readonly<Record<string, string | null>>;
  readonly at: Parameters<typeof request>[0];
  readonly expect: Expectation;
}

async function askWith(stage: Stage, { mark, headers, at, expect }: Asking): Promise<readonly string[]> {
  const asked = { ...request(at, 'ok'), headers };
  const seen = await send({ url: stage.url, credential: undefined, mark, request: asked });
  const entries = await stage.record?.entries(seen.headers['x-gatehouse-crossing'] ?? '');
  const credential = headers.authorization?.slice('Bearer '.length) ?? headers['x-api-key'] ?? undefined;
  return differences(expect, { seen, received: await stage.received(mark), entries, credential, mark });
}

/** Known, and yet not allowed. */
const rights: readonly AskCell[] = everywhere((at) => [
  {
    ...at,
    control: 'identity',
    place: 'somebody without any right',
    as: 'stranger',
    request: request(at, 'ok'),
    expect: refused(403, 'policy.denied', { station: 'decide' }),
  },
  {
    ...at,
    control: 'purpose',
    place: 'the purpose that is allowed',
    as: 'helper',
    request: { ...request(at, 'ok'), headers: { 'x-gatehouse-purpose': 'support' } },
    expect: passes({ intent: { purpose: 'support' }, outcome: { purpose: 'support' } }),
  },
  {
    ...at,
    control: 'purpose',
    place: 'the purpose that is not allowed',
    as: 'helper',
    request: { ...request(at, 'ok'), headers: { 'x-gatehouse-purpose': 'leisure' } },
    expect: refused(403, 'policy.denied', { station: 'decide', purpose: 'leisure' }),
  },
  {
    ...at,
    control: 'purpose',
    place: 'no purpose stated, so the first of the token',
    as: 'helper',
    request: request(at, 'ok'),
    expect: refused(403, 'policy.denied', { station: 'decide', purpose: 'leisure' }),
  },
  {
    ...at,
    control: 'purpose',
    place: 'a purpose of somebody else',
    request: { ...request(at, 'ok'), headers: { 'x-gatehouse-purpose': 'support' } },
    expect: refused(403, 'policy.purpose', { station: 'admit' }),
  },
]);

export const IDENTITY = [...fromHeaders, ...fromTokens, ...places, ...rights];
