/** Who may speak to the control plane: by its own name, not from a web page elsewhere, and with the credential. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Fault, fault } from '../../kernel/faults.ts';
import { checkHead, type Head } from '../../net/head.ts';

export interface GuardParts {
  readonly token: string;
  /** What the listener is called: values of the Host header. */
  readonly names: () => ReadonlySet<string>;
}

/** A request before anything of it was read. */
export interface Knock {
  readonly method: string;
  /** The request target as it stood on the wire. */
  readonly target: string;
  readonly rawHeaders: readonly string[];
  /** Whether the route answers without a credential. */
  readonly open: boolean;
}

/** Says why a request is turned away; undefined lets it in. */
export function createGuard({ token, names }: GuardParts): (knock: Knock) => Fault | undefined {
  const wanted = digest(`Bearer ${token}`);
  return ({ method, target, rawHeaders, open }) => {
    // WHY not the whole target: ids may hold any character, encoded. One that names another host is refused.
    const head = checkHead({ method, target: target.slice(0, 1), rawHeaders });
    if (!head.ok) return head.fault;
    const { headers } = head.value;
    if (!names().has((headers.host ?? '').toLowerCase())) return ELSEWHERE;
    if (!fromHere(headers, names())) return FOREIGN;
    if (open) return undefined;
    if (headers.authorization === undefined) return MISSING;
    // WHY digests: of equal length whatever was sent, so the comparison takes the same time.
    return timingSafeEqual(digest(headers.authorization), wanted) ? undefined : WRONG;
  };
}

/** The values of the Host header by which a listener may be called. */
export function namesOf(host: string, port: number): ReadonlySet<string> {
  const hosts = LOOPBACK.has(host) ? [...LOOPBACK] : [host];
  const written = hosts.map((name) => (name.includes(':') ? `[${name}]` : name.toLowerCase()));
  return new Set(written.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])));
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** A browser says where a request comes from; programs say nothing. */
function fromHere(headers: Head['headers'], names: ReadonlySet<string>): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return origin === undefined || [...names].some((name) => origin === `http://${name}`);
}

const ELSEWHERE = fault(
  'control.forbidden',
  'The Host header names another server. Call the control plane by the address it listens on.',
);
const FOREIGN = fault('control.forbidden', 'Requests from web pages of another origin are refused.');
const MISSING = fault(
  'identity.missing',
  'Send the credential from control.json in the data directory as a bearer token.',
);
/** What came is not the bootstrap credential; where people may call, it may still be a token of theirs. */
export const WRONG = fault(
  'identity.invalid',
  'This is not the credential of this gate. It changes with every start; read control.json again.',
);

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
