/** Ways to address the gate: what it does not know it refuses, and never forwards. */
import type { AskCell, Expectation, Request } from '../cell.ts';
import { MARK } from '../samples.ts';
import type { ProtocolName } from '../words.ts';
import { bodyOf, PATHS, PROTOCOLS, refused, turnedAway } from './asking.ts';

const at = (protocol: ProtocolName) => ({ protocol, mode: 'plain' as const });
const unknown = refused(404, 'route.unknown', { station: 'admit' });

const ROUTES: Readonly<Record<ProtocolName, readonly string[]>> = {
  'openai-chat': [
    '/openai/v1/responses',
    '/openai/v1/completions',
    '/openai/v1/embeddings',
    '/openai/v1/files',
    '/openai/v1/batches',
    '/openai/v1/assistants',
    '/openai/v1/images/generations',
    '/openai/v1/audio/speech',
    '/openai/v1/chat/completions/',
    '/openai/v1/chat/completions/chatcmpl-1',
    '/openai/v1/CHAT/completions',
    '/v1/chat/completions',
    '/openai/v1/proxy/chat/completions',
    '/',
  ],
  'anthropic-messages': [
    '/anthropic/v1/messages/batches',
    '/anthropic/v1/complete',
    '/anthropic/v1/files',
    '/anthropic/v1/messages/',
    '/anthropic/v1/skills',
    '/anthropic/v1/Messages',
  ],
};

const unknownRoutes: readonly AskCell[] = PROTOCOLS.flatMap((protocol) =>
  ROUTES[protocol].map((path) => ({
    ...at(protocol),
    control: 'unknown route',
    place: path,
    request: { path, body: bodyOf(at(protocol), 'ok') },
    expect: unknown,
  })),
);

const METHODS = ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'];

const wrongMethods: readonly AskCell[] = PROTOCOLS.flatMap((protocol) =>
  METHODS.map((method) => ({
    ...at(protocol),
    control: 'wrong method',
    place: method,
    request: { method, path: PATHS[protocol] },
    expect: refused(405, 'request.method', { station: 'admit' }),
  })),
);

/** Heads that two readers could understand differently; refused before anybody is identified. */
interface Head {
  readonly place: string;
  readonly request: (protocol: ProtocolName) => Request;
  readonly status: number;
  readonly code: string;
}

const ordinary = (protocol: ProtocolName): Request => ({
  path: PATHS[protocol],
  body: bodyOf(at(protocol), 'ok'),
});

const HEADS: readonly Head[] = [
  {
    place: 'a dot segment',
    request: (protocol) => ({ ...ordinary(protocol), path: `${PATHS[protocol]}/../completions` }),
    status: 400,
    code: 'request.malformed',
  },
  {
    place: 'an encoded slash',
    request: (protocol) => ({ ...ordinary(protocol), path: PATHS[protocol].replace('/v1/', '%2fv1/') }),
    status: 400,
    code: 'request.malformed',
  },
  {
    place: 'an empty segment',
    request: (protocol) => ({ ...ordinary(protocol), path: `/${PATHS[protocol]}` }),
    status: 400,
    code: 'request.malformed',
  },
  {
    place: 'an absolute target',
    request: (protocol) => ({ ...ordinary(protocol), path: `http://other.example${PATHS[protocol]}` }),
    status: 400,
    code: 'request.malformed',
  },
  {
    place: 'two hosts',
    request: (protocol) => ({ ...ordinary(protocol), headers: { host: ['one.example', 'two.example'] } }),
    status: 400,
    code: 'request.headers',
  },
  {
    place: 'two content types',
    request: (protocol) => ({
      ...ordinary(protocol),
      headers: { 'content-type': ['application/json', 'text/plain'] },
    }),
    status: 400,
    code: 'request.headers',
  },
  {
    place: 'an upgrade',
    request: (protocol) => ({ ...ordinary(protocol), headers: { connection: 'upgrade', upgrade: 'h2c' } }),
    status: 400,
    code: 'request.headers',
  },
];

const heads: readonly AskCell[] = PROTOCOLS.flatMap((protocol) =>
  HEADS.map(({ place, request, status, code }) => ({
    ...at(protocol),
    control: 'hostile head',
    place,
    request: request(protocol),
    expect: { ...turnedAway(status, code), shape: 'none' as const },
  })),
);

/** An unknown route is for nobody; whoever has no credential does not even learn that it is unknown. */
const unidentified: readonly AskCell[] = PROTOCOLS.map((protocol) => ({
  ...at(protocol),
  control: 'unknown route',
  place: 'without a credential',
  request: {
    path: ROUTES[protocol][0] ?? '/',
    headers: { authorization: null },
    body: { note: MARK },
  },
  expect: turnedAway(401, 'identity.missing') satisfies Expectation,
}));

export const ROUTE_CELLS: readonly AskCell[] = [...unknownRoutes, ...wrongMethods, ...heads, ...unidentified];
