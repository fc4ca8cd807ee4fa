/** SCIM 2.0 (RFC 7644) on the control plane: directories say who is here, each with a credential of its own. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Directory, DirectoryUser, Written } from '../../../identity/directory.ts';
import type { Chance, Clock } from '../../../kernel/effects.ts';
import { fault } from '../../../kernel/faults.ts';
import { createAddressLimits } from '../../../net/address-limits.ts';
import type { Acts } from '../acts.ts';
import { Refused, readJson } from '../json-body.ts';
import {
  listOf,
  problemOf,
  SCIM_TYPE,
  type ScimProblem,
  sendProblem,
  sendScim,
  shownUser,
} from './messages.ts';
import { PAGE_MAX, providerConfig, resourceTypes, schemas } from './schemas.ts';
import { patchUser, type Read, readFilter, readUser, type UserFields } from './user.ts';

/** One directory as the configuration names it, its secret read. */
export interface DirectoryAccess {
  readonly tenant: string;
  /** Undefined where its secret is not there: then nobody is this directory. */
  readonly credential: string | undefined;
  readonly principal: 'userName' | 'externalId';
  readonly idPrefix: string;
}

export interface ScimParts {
  readonly directories: () => readonly DirectoryAccess[];
  readonly directory: Directory;
  readonly acts: Acts;
  readonly clock: Clock;
  readonly chance: Chance;
}

const BASE = '/scim/v2';
/** Every address of it, as Fastify writes them: the bootstrap credential is not asked for there. */
export const SCIM_PATHS: readonly string[] = [
  ...['/ServiceProviderConfig', '/ResourceTypes', '/ResourceTypes/:id', '/Schemas', '/Schemas/:id'],
  ...['/Users', '/Users/:id'],
].map((path) => BASE + path);

/** Requests of nobody, per address: as many failures as the control plane allows. */
const LIMITS = { requestsPerSecond: 50, failuresPerMinute: 60 };
const ATTEMPTS_MAX = 5;
const ACTOR = 'directory';

export function serveScim(app: FastifyInstance, parts: ScimParts): void {
  void app.register(async (scope) => {
    readJson(scope, [SCIM_TYPE, 'application/json']);
    const callers = new WeakMap<FastifyRequest, DirectoryAccess>();
    admitDirectories(scope, parts, callers);
    scope.setErrorHandler((error: FastifyError, _request, reply) => {
      if (error instanceof Refused) return sendProblem(reply, problemOf(error.fault));
      const { statusCode = 500 } = error;
      if (statusCode >= 500) throw error;
      return sendProblem(reply, { status: statusCode, detail: 'The request is malformed.' });
    });
    serveDiscovery(scope);
    serveUsers(scope, { ...parts, callerOf: (request) => required(callers.get(request)) });
  });
}

function admitDirectories(
  scope: FastifyInstance,
  { directories, clock }: ScimParts,
  callers: WeakMap<FastifyRequest, DirectoryAccess>,
): void {
  const addresses = createAddressLimits(clock, () => LIMITS);
  scope.addHook('onRequest', async (request, reply) => {
    const access = accessOf(directories(), request.headers.authorization);
    if (access !== undefined) return void callers.set(request, access);
    const address = request.raw.socket.remoteAddress ?? 'unknown';
    const counted = addresses.admit(address);
    addresses.failed(address);
    return sendProblem(reply, problemOf(counted.ok ? STRANGER : counted.fault));
  });
}

const STRANGER = fault('identity.invalid', 'This is not the credential of a directory.');

/** WHY digests: of equal length whatever was sent, so the comparison takes the same time. */
function accessOf(
  directories: readonly DirectoryAccess[],
  authorization: string | undefined,
): DirectoryAccess | undefined {
  const given = digest(authorization ?? '');
  return directories.find(
    ({ credential }) => credential !== undefined && timingSafeEqual(digest(`Bearer ${credential}`), given),
  );
}

function serveDiscovery(scope: FastifyInstance): void {
  const one = (
    reply: FastifyReply,
    all: readonly Readonly<Record<string, unknown>>[],
    id: string,
  ): FastifyReply => {
    const found = all.find((resource) => resource.id === id);
    return found === undefined ? sendProblem(reply, ABSENT) : sendScim(reply, 200, found);
  };
  scope.get(`${BASE}/ServiceProviderConfig`, (request, reply) =>
    sendScim(reply, 200, providerConfig(baseOf(request))),
  );
  scope.get(`${BASE}/ResourceTypes`, (request, reply) =>
    sendScim(reply, 200, listOf(resourceTypes(baseOf(request)))),
  );
  scope.get<Named>(`${BASE}/ResourceTypes/:id`, (request, reply) =>
    one(reply, resourceTypes(baseOf(request)), request.params.id),
  );
  scope.get(`${BASE}/Schemas`, (request, reply) => sendScim(reply, 200, listOf(schemas(baseOf(request)))));
  scope.get<Named>(`${BASE}/Schemas/:id`, (request, reply) =>
    one(reply, schemas(baseOf(request)), request.params.id),
  );
}

interface Named {
  Params: { id: string };
}

type Users = ScimParts & { readonly callerOf: (request: FastifyRequest) => DirectoryAccess };

function serveUsers(scope: FastifyInstance, parts: Users): void {
  scope.get<{ Querystring: Record<string, unknown> }>(`${BASE}/Users`, (request, reply) =>
    listUsers(parts, request, reply),
  );
  scope.post(`${BASE}/Users`, async (request, reply) => {
    const fields = readUser(request.body);
    return settle(request, reply, fields.ok ? await addUser(parts, request, fields.value) : fields);
  });
  scope.get<Named>(`${BASE}/Users/:id`, async (request, reply) =>
    settle(request, reply, await findUser(parts, request, request.params.id)),
  );
  scope.put<Named>(`${BASE}/Users/:id`, async (request, reply) =>
    settle(request, reply, await changeUser(parts, request, () => readUser(request.body))),
  );
  scope.patch<Named>(`${BASE}/Users/:id`, async (request, reply) =>
    settle(request, reply, await changeUser(parts, request, (before) => patchUser(before, request.body))),
  );
  scope.delete<Named>(`${BASE}/Users/:id`, async (request, reply) => {
    const removed = await removeUser(parts, request);
    return removed.ok ? reply.code(204).send() : sendProblem(reply, removed.problem);
  });
}

async function listUsers(
  { directory, callerOf }: Users,
  request: FastifyRequest<{ Querystring: Record<string, unknown> }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { filter: asked, startIndex, count } = request.query;
  const filter = asked === undefined ? undefined : readFilter(String(asked));
  if (filter?.ok === false) return sendProblem(reply, filter.problem);
  // RFC 7644 section 3.4.2.4: a start below 1 is 1, a count below 0 is 0.
  const page = {
    from: numberIn(startIndex, [1, 1e6], 1) - 1,
    count: numberIn(count, [0, PAGE_MAX], PAGE_MAX),
  };
  const { tenant } = callerOf(request);
  const listed = await directory.list(tenant, {
    ...(filter === undefined ? {} : { filter: filter.value }),
    ...page,
  });
  if (!listed.ok) return sendProblem(reply, problemOf(listed.fault));
  const { total, users } = listed.value;
  const shown = users.map((user) => shownUser(user, baseOf(request)));
  return sendScim(reply, 200, listOf(shown, { total, from: page.from }));
}

/** A user, and the status that says what became of it. */
type Settled = Read<{ readonly user: DirectoryUser; readonly status: 200 | 201 }>;

function settle(request: FastifyRequest, reply: FastifyReply, settled: Settled): FastifyReply {
  if (!settled.ok) return sendProblem(reply, settled.problem);
  const { user, status } = settled.value;
  const shown = shownUser(user, baseOf(request));
  if (status === 201) reply.header('location', `${baseOf(request)}/Users/${user.id}`);
  return sendScim(reply, status, shown);
}

async function addUser(parts: Users, request: FastifyRequest, fields: UserFields): Promise<Settled> {
  const access = parts.callerOf(request);
  const principal = principalOf(access, fields);
  if (!principal.ok) return principal;
  const nowMs = parts.clock.nowMs();
  const user: DirectoryUser = {
    ...{ ...fields, tenant: access.tenant, id: newUuid(parts.chance), principal: principal.value },
    ...{ version: 1, createdAtMs: nowMs, changedAtMs: nowMs },
  };
  const recorded = await record(parts, 'directory.add', user);
  if (recorded !== undefined) return recorded;
  const added = await parts.directory.add(user);
  if (!added.ok) return { ok: false, problem: problemOf(added.fault) };
  return added.value === 'written' ? { ok: true, value: { user, status: 201 } } : refusedAs(added.value);
}

async function findUser(
  { directory, callerOf }: Users,
  request: FastifyRequest,
  id: string,
): Promise<Settled> {
  const found = await directory.find(callerOf(request).tenant, id);
  if (!found.ok) return { ok: false, problem: problemOf(found.fault) };
  return found.value === undefined
    ? { ok: false, problem: ABSENT }
    : { ok: true, value: { user: found.value, status: 200 } };
}

/** Tries again where somebody else was faster: each change is of the user as it is. */
async function changeUser(
  parts: Users,
  request: FastifyRequest<Named>,
  change: (before: DirectoryUser) => Read<UserFields>,
): Promise<Settled> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const found = await findUser(parts, request, request.params.id);
    if (!found.ok) return found;
    const before = found.value.user;
    const fields = change(before);
    if (!fields.ok) return fields;
    const principal = principalOf(parts.callerOf(request), fields.value);
    if (!principal.ok) return principal;
    const { version } = before;
    const changedAtMs = parts.clock.nowMs();
    const user = {
      ...before,
      ...fields.value,
      principal: principal.value,
      version: version + 1,
      changedAtMs,
    };
    const recorded = await record(parts, 'directory.change', user);
    if (recorded !== undefined) return recorded;
    const written = await parts.directory.replace(before, user);
    if (!written.ok) return { ok: false, problem: problemOf(written.fault) };
    if (written.value === 'written') return { ok: true, value: { user, status: 200 } };
    if (written.value === 'taken') return refusedAs(written.value);
  }
  return refusedAs('changed');
}

async function removeUser(parts: Users, request: FastifyRequest<Named>): Promise<Settled> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const found = await findUser(parts, request, request.params.id);
    if (!found.ok) return found;
    const user = { ...found.value.user, active: false, changedAtMs: parts.clock.nowMs() };
    const recorded = await record(parts, 'directory.remove', user);
    if (recorded !== undefined) return recorded;
    const removed = await parts.directory.remove(user);
    if (!removed.ok) return { ok: false, problem: problemOf(removed.fault) };
    if (removed.value === 'written') return found;
  }
  return refusedAs('changed');
}

/** INVARIANT: on record before it takes effect. */
async function record(
  { acts }: ScimParts,
  act: string,
  { tenant, principal, active }: DirectoryUser,
): Promise<{ readonly ok: false; readonly problem: ScimProblem } | undefined> {
  const subject = `person ${principal}`;
  const recorded = await acts.record({
    tenant,
    actor: ACTOR,
    act,
    subject,
    detail: { active: String(active) },
  });
  return recorded.ok ? undefined : { ok: false, problem: problemOf(recorded.fault) };
}

function principalOf({ principal, idPrefix }: DirectoryAccess, fields: UserFields): Read<string> {
  const id = fields[principal];
  if (id !== undefined) return { ok: true, value: idPrefix + id };
  const detail = `${principal} is missing: it is the id of the person here.`;
  return { ok: false, problem: { status: 400, type: 'invalidValue', detail } };
}

function refusedAs(why: Exclude<Written, 'written'>): { readonly ok: false; readonly problem: ScimProblem } {
  return { ok: false, problem: REFUSED[why] };
}

const REFUSED: Readonly<Record<Exclude<Written, 'written'>, ScimProblem>> = {
  taken: {
    status: 409,
    type: 'uniqueness',
    detail: 'Another user has this name, or is the same person here.',
  },
  changed: { status: 409, detail: 'The user was changed meanwhile; try again.' },
};
const ABSENT: ScimProblem = { status: 404, detail: 'There is nothing of that id.' };

/** The Host header was checked before: it is one of our own names. */
function baseOf({ headers }: FastifyRequest): string {
  return `http://${headers.host}${BASE}`;
}

function numberIn(given: unknown, [least, most]: readonly [number, number], byDefault: number): number {
  const value = Number(given ?? byDefault);
  return Number.isInteger(value) ? Math.min(Math.max(value, least), most) : byDefault;
}

/** RFC 9562 section 5.4. */
function newUuid(chance: Chance): string {
  const bytes = Buffer.from(chance.bytes(16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function required(access: DirectoryAccess | undefined): DirectoryAccess {
  if (access === undefined)
    throw new Error('INVARIANT: nobody gets here without a credential of a directory');
  return access;
}
