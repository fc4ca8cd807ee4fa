/** The control plane: a listener of its own for operators, which shares nothing with the data plane but the parts below. */
import fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { type Fault, fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import { createAddressLimits } from '../../net/address-limits.ts';
import { OPERATOR } from './acts.ts';
import { HEADERS, sendFault, sendJson } from './answers.ts';
import { CALLBACK_PATH, serveCallbacks } from './callbacks.ts';
import { createGuard, namesOf, WRONG } from './guard.ts';
import { Refused, readJson } from './json-body.ts';
import { openApiDocument } from './openapi.ts';
import type { Caller, ControlParts } from './parts.ts';
import type { Route } from './route.ts';
import { ROUTES } from './routes.ts';
import { SCIM_PATHS, serveScim } from './scim/scim.ts';

export interface ControlPlane {
  /** Binds; a port of 0 takes a free one. */
  listen(address: {
    readonly host: string;
    readonly port: number;
  }): Promise<Result<{ readonly port: number }>>;
  /** Takes no new requests, lets those under way end, and after `graceMs` cuts what is left. */
  drain(graceMs: number): Promise<void>;
}

const BODY_BYTES_MAX = 65_536;
const ID_LENGTH_MAX = 1_024;
const REQUEST_MS = 10_000;
/** Requests without a valid credential, per address. WHY not those with one: nobody must be able to lock operators out. */
const LIMITS = { requestsPerSecond: 50, failuresPerMinute: 60 };
const OPEN = new Set([
  CALLBACK_PATH,
  ...SCIM_PATHS,
  ...ROUTES.filter(({ open }) => open).map(({ path }) => path),
]);
/** WHY with the method: at one address people may look, and operators alone begin something. */
const PEOPLE = new Set(
  ROUTES.filter(({ people }) => people).map(({ method, path }) => `${method} ${patternOf(path)}`),
);

export function createControlPlane(parts: ControlParts): ControlPlane {
  let names: ReadonlySet<string> = new Set();
  const callers: Callers = new WeakMap();
  const app = fastify({
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: ID_LENGTH_MAX, caseSensitive: true },
    frameworkErrors: (_error, _request, reply) => void sendFault(reply.headers(HEADERS), UNKNOWN),
  });
  guardAll(app, { token: parts.token, names: () => names, callers }, parts);
  readJson(app, ['application/json']);
  for (const route of ROUTES) serve(app, route, { parts, callers });
  serveCallbacks(app, parts);
  serveScim(app, parts.scim);
  const document = openApiDocument(parts.status().version);
  app.get('/openapi.json', (_request, reply) => sendJson(reply, 200, document));
  app.setNotFoundHandler((_request, reply) => sendFault(reply, UNKNOWN));
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const known = faultOf(error);
    if (known === undefined) parts.onDefect(error);
    return sendFault(
      reply,
      known ?? fault('internal.error', 'A defect in the gate; nothing was changed by it.'),
    );
  });
  return {
    async listen({ host, port }) {
      try {
        await app.listen({ host, port });
      } catch (cause) {
        return failed(notListening({ host, port }, cause));
      }
      const address = app.server.address();
      const bound = typeof address === 'object' ? (address?.port ?? port) : port;
      names = namesOf(host, bound);
      return ok({ port: bound });
    },
    async drain(graceMs) {
      const cut = setTimeout(() => app.server.closeAllConnections(), graceMs);
      await app.close();
      clearTimeout(cut);
    },
  };
}

function guardAll(
  app: FastifyInstance,
  of: Parameters<typeof createGuard>[0] & { readonly callers: Callers },
  { clock, holds }: Pick<ControlParts, 'clock' | 'holds'>,
): void {
  const guard = createGuard(of);
  const addresses = createAddressLimits(clock, () => LIMITS);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS);
    const { method = '', url: target = '', rawHeaders, socket } = request.raw;
    const url = request.routeOptions.url ?? '';
    const turned = guard({ method, target, rawHeaders, open: OPEN.has(url) });
    const person =
      turned === WRONG && PEOPLE.has(`${method} ${url}`) ? await holds.person(bearerOf(request)) : undefined;
    if (person?.ok) of.callers.set(request, { person: person.value });
    const refusal = person === undefined ? turned : person.ok ? undefined : person.fault;
    if (refusal === undefined) return;
    const address = socket.remoteAddress ?? 'unknown';
    const counted = addresses.admit(address);
    addresses.failed(address);
    return sendFault(reply, counted.ok ? refusal : counted.fault);
  });
}

/** Who called, where it was not the operator. */
type Callers = WeakMap<FastifyRequest, Caller>;

function bearerOf({ headers }: FastifyRequest): string {
  return /^Bearer ([!-~]{1,16384})$/.exec(headers.authorization ?? '')?.[1] ?? '';
}

function patternOf(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function serve(
  app: FastifyInstance,
  route: Route,
  { parts, callers }: { readonly parts: ControlParts; readonly callers: Callers },
): void {
  app.route({
    method: route.method,
    url: patternOf(route.path),
    async handler(request: FastifyRequest, reply) {
      const { params, query, body } = request;
      const caller = callers.get(request) ?? { operator: OPERATOR };
      const answer = await route.run(parts, { params, query, body, caller });
      return answer.ok ? sendJson(reply, route.status, answer.value) : sendFault(reply, answer.fault);
    },
  });
}

const UNKNOWN = fault(
  'route.unknown',
  'The control plane has nothing at this address. GET /openapi.json lists what it has.',
);

/** Faults for what Fastify refuses by itself; undefined for a defect. */
function faultOf(error: FastifyError): Fault | undefined {
  if (error instanceof Refused) return error.fault;
  if (!(error.code ?? '').startsWith('FST_ERR_CTP_')) return undefined;
  if (error.statusCode === 413) {
    return fault('request.too_large', `A body may have at most ${BODY_BYTES_MAX} bytes.`);
  }
  if (error.statusCode === 415) return fault('request.encoding', 'Send the body as application/json.');
  return fault('request.malformed', 'The body does not have the length that was announced.');
}

function notListening({ host, port }: { host: string; port: number }, cause: unknown): Fault {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'the system refused it';
  const why = code === 'EADDRINUSE' ? 'it is taken' : code;
  return fault('start.failed', `The control plane cannot listen on ${host}, port ${port}: ${why}.`, {
    cause,
  });
}
