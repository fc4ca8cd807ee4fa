/** Where people give grants: a subject begins in a browser, says yes at the authorisation server, and comes back. */
import type { Gate } from '../../../gate/gate.ts';
import type { Authenticator } from '../../../identity/authenticator.ts';
import { type Presented, pickCredential } from '../../../identity/credential.ts';
import type { Principals } from '../../../identity/principals.ts';
import { type Fault, fault, statusOf } from '../../../kernel/faults.ts';
import { type Actor, namedSubject, subjectName } from '../../../kernel/principal.ts';
import { failed, ok, type Result } from '../../../kernel/result.ts';
import type { Incoming } from '../../../net/listener.ts';
import { readBody } from '../../../net/read-body.ts';
import { decodeUtf8 } from '../../../protocols/json/parse.ts';
import { readForm } from '../oauth/form.ts';
import { clearedCookie, cookieFor, cookieIn } from './cookie.ts';
import { type Page, page } from './page.ts';

/** Whose grant it is; the subject as `subjectName` names it. */
interface OnBehalfOf {
  readonly tenant: string;
  readonly subject: string;
}

/** The grants of one server of tools. */
export interface GrantDoor {
  begin(onBehalfOf: OnBehalfOf): Promise<Result<{ readonly address: string; readonly browser: string }>>;
  finish(answer: URLSearchParams, browser: string): Promise<Result<OnBehalfOf>>;
}

export interface GrantAct {
  readonly tenant: string;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, string>>;
}

export interface GrantParts {
  /** Of the active configuration; undefined where a server has no grants of people. */
  readonly doorOf: (server: string) => GrantDoor | undefined;
  readonly authenticator: () => Authenticator;
  readonly principals: Pick<Principals, 'isDisabled'>;
  /** What the gate says of itself as a client; undefined where it is not reached over https. */
  readonly clientDocument: () => unknown;
  readonly forget: (tenant: string, subject: string, server: string) => Promise<Result<void>>;
  readonly record: (act: GrantAct) => Promise<Result<void>>;
  readonly addresses: Gate['addresses'];
  /** The data plane's address as clients know it. */
  readonly baseUrl: () => string;
}

export const GRANT_ROUTES: readonly (readonly [method: string, path: string, summary: string])[] = [
  ['GET', '/oauth/client', 'The gate as a client of authorisation servers, where it is reached over https.'],
  [
    'GET, POST',
    '/oauth/grants/{server}/start',
    'A subject begins to give a grant, with a credential of its own; then its browser is sent on.',
  ],
  ['GET', '/oauth/grants/{server}', 'Where that browser comes back to with the answer.'],
];

const CLIENT = '/oauth/client';
const PLACE = /^\/oauth\/grants\/([A-Za-z0-9_-]{1,64})(\/start)?$/;

/** Answers what is about grants, and hands on everything else. */
export function serveGrants(
  parts: GrantParts,
  next: (incoming: Incoming) => Promise<void>,
): (incoming: Incoming) => Promise<void> {
  return async (incoming) => {
    const answer = await depart(parts, incoming);
    if (answer === undefined) return next(incoming);
    const { status, headers, body } = answer;
    incoming.response.writeHead(status, headers).end(body);
  };
}

async function depart(parts: GrantParts, incoming: Incoming): Promise<Page | undefined> {
  const { path, method } = incoming.head;
  const [, server, start] = PLACE.exec(path) ?? [];
  if (server === undefined && path !== CLIENT) return undefined;
  const address = incoming.request.socket.remoteAddress ?? 'unknown';
  const admitted = parts.addresses.admit(address);
  if (!admitted.ok) return told(admitted.fault);
  const allowed = start === undefined ? ['GET'] : ['GET', 'POST'];
  if (!allowed.includes(method))
    return told(fault('request.method', `This address takes ${allowed.join(' and ')}.`));
  if (server === undefined) return clientDocument(parts);
  const door = parts.doorOf(server);
  if (door === undefined) return told(UNKNOWN);
  const visit = { parts, incoming, server, door };
  const answer = start === undefined ? await finish(visit) : await begin(visit);
  // WHY: whoever guesses credentials here is counted as whoever guesses keys elsewhere.
  if (answer.status >= 400 && answer.status < 500) parts.addresses.failed(address);
  return answer;
}

const UNKNOWN = fault('route.unknown', 'No server of this name asks people for grants.');

function clientDocument({ clientDocument: document }: GrantParts): Page {
  const described = document();
  if (described === undefined) return told(UNKNOWN);
  const headers = { 'content-type': 'application/json', 'cache-control': 'max-age=300' };
  return { status: 200, headers, body: JSON.stringify(described) };
}

interface Visit {
  readonly parts: GrantParts;
  readonly incoming: Incoming;
  readonly server: string;
  readonly door: GrantDoor;
}

/** INVARIANT: only the subject itself begins, in the browser in which it proved to be that. */
async function begin(visit: Visit): Promise<Page> {
  const { parts, server, door, incoming } = visit;
  const shown = incoming.head.method === 'POST' ? await posted(visit) : sent(incoming);
  if (!shown.ok) return told(shown.fault);
  if (shown.value === undefined) return page(200, asking(server));
  const proven = await parts.authenticator().authenticate(shown.value);
  if (!proven.ok) return told(proven.fault);
  const { tenant, kind, id, mandate, chain } = proven.value;
  if (mandate !== undefined || chain.length > 0) return told(DELEGATED);
  const recorded = await recordGrant(parts, 'grant.begin', { tenant, who: { kind, id }, server });
  if (!recorded.ok) return told(recorded.fault);
  const begun = await door.begin({ tenant, subject: subjectName({ kind, id }) });
  if (!begun.ok) return told(begun.fault);
  const { address, browser } = begun.value;
  const onward = { title: 'Continue', sentences: [`Continue at ${URL.parse(address)?.origin ?? server}.`] };
  return page(303, onward, { location: address, 'set-cookie': cookieFor(server, browser) });
}

/** WHY: an agent that holds a token for somebody could have the gate use an account of its own in their name. */
const DELEGATED = fault(
  'identity.invalid',
  'A token by which somebody acts for another gives no grants. Use a credential of your own.',
);

const asking = (server: string) => ({
  title: `Let the gate use ${server} for you`,
  sentences: [
    `Prove who you are; then ${server} asks you what the gate may do there in your name.`,
    'What you type is used once, to know you. It is not kept and goes nowhere else.',
  ],
  asks: true,
});

/** A credential in the headers, as programs and proxies send it; undefined where there is none. */
function sent({ request }: Incoming): Result<Presented | undefined> {
  const { rawHeaders } = request;
  const picked = pickCredential(
    rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
    ),
  );
  return picked.ok || picked.fault.code !== 'identity.missing' ? picked : ok(undefined);
}

const BODY_BYTES_MAX = 32_768;
const BODY_MS = 10_000;

/** INVARIANT: from our own page. A form elsewhere could make somebody's browser give a grant to whoever wrote it. */
async function posted({ parts, incoming }: Visit): Promise<Result<Presented>> {
  const { origin, host } = incoming.head.headers;
  const from = URL.parse(origin ?? '');
  if (from === null || (from.origin !== URL.parse(parts.baseUrl())?.origin && from.host !== host)) {
    return failed(fault('request.headers', 'This form is taken from the page of the gate alone.'));
  }
  const bytes = await readBody(incoming.request, {
    bytesMax: BODY_BYTES_MAX,
    timeoutMs: BODY_MS,
    media: 'form',
  });
  if (!bytes.ok) return bytes;
  const text = decodeUtf8(bytes.value);
  if (!text.ok) return text;
  const [secret, ...others] = readForm(text.value)?.get('credential') ?? [];
  if (secret === undefined || secret === '' || others.length > 0)
    return failed(fault('identity.missing', 'The form holds no credential.'));
  return ok({ secret: secret.trim(), scheme: 'key', proof: undefined });
}

/**
 * INVARIANT: whoever was put out since they began gives nothing any more. The grant is kept before it is looked whether
 * they were, and they are put out before their grants are forgotten: whichever comes first, nothing is left.
 */
async function finish({ parts, incoming, server, door }: Visit): Promise<Page> {
  const { headers, query } = incoming.head;
  const finished = await door.finish(new URLSearchParams(query), cookieIn(server, headers.cookie) ?? '');
  if (!finished.ok) return told(finished.fault, { 'set-cookie': clearedCookie(server) });
  const { tenant, subject } = finished.value;
  const who = namedSubject(subject);
  const out = await parts.principals.isDisabled({ tenant, ...who });
  const standing = out.ok && out.value ? failed(PUT_OUT) : out;
  const kept = standing.ok ? await recordGrant(parts, 'grant.give', { tenant, who, server }) : standing;
  if (!kept.ok) {
    const forgotten = await parts.forget(tenant, subject, server);
    return told(forgotten.ok ? kept.fault : forgotten.fault, { 'set-cookie': clearedCookie(server) });
  }
  return page(
    200,
    {
      title: `The gate may use ${server} for you`,
      sentences: [
        'What you allowed is kept sealed, and used only for calls that are made for you.',
        'You can close this page.',
      ],
    },
    { 'set-cookie': clearedCookie(server) },
  );
}

const PUT_OUT = fault('identity.revoked', 'Whoever began was put out meanwhile; nothing was kept.');

function recordGrant(
  { record }: GrantParts,
  act: string,
  { tenant, who, server }: { readonly tenant: string; readonly who: Actor; readonly server: string },
): Promise<Result<void>> {
  return record({ tenant, actor: who.id, act, subject: `${who.kind} ${who.id}`, detail: { server } });
}

/** INVARIANT: the cause of a fault stays here. */
function told(what: Fault, headers: Readonly<Record<string, string>> = {}): Page {
  const after: Readonly<Record<string, string>> =
    what.retryAfterSeconds === undefined ? {} : { 'retry-after': String(what.retryAfterSeconds) };
  const content = { title: 'This did not work', sentences: [what.message, `Code: ${what.code}`] };
  return page(statusOf(what), content, { ...after, ...headers });
}
