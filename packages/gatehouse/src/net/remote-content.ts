/** Fetches remote images and documents from listed hosts, so that a provider never fetches anything by itself. */
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { IncomingAnswer, Performed } from '../providers/provider.ts';
import { readAll } from './read-all.ts';

export interface RemoteFile {
  readonly mediaType: string;
  readonly base64: string;
}

interface Wanted {
  readonly url: string;
  readonly maxBytes: number;
}

const REDIRECTS_MAX = 3;
const REDIRECT_STATUSES = new Set([301, 302, 303, 307, 308]);

/** What providers read, and the bytes with which each begins; header and bytes must agree. */
const MEDIA_TYPES: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  'image/png': (bytes) => bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n',
  'image/jpeg': (bytes) => bytes.subarray(0, 3).toString('latin1') === '\xff\xd8\xff',
  'image/gif': (bytes) => /^GIF8[79]a$/.test(bytes.subarray(0, 6).toString('latin1')),
  'image/webp': (bytes) => /^RIFF.{4}WEBP$/s.test(bytes.subarray(0, 12).toString('latin1')),
  'application/pdf': (bytes) => bytes.subarray(0, 5).toString('latin1') === '%PDF-',
};

/** Follows at most three redirects; `get` checks every hop against the list and the address ranges. */
export async function fetchContent(
  get: (url: string) => Promise<Performed>,
  { url, maxBytes }: Wanted,
): Promise<Result<RemoteFile>> {
  let next = url;
  for (let hop = 0; hop <= REDIRECTS_MAX; hop++) {
    const performed = await get(next);
    if (!performed.ok) return failed(refusalOf(performed.fault));
    const answer = performed.value;
    if (!REDIRECT_STATUSES.has(answer.status)) return readFile(answer, maxBytes);
    answer.abandon();
    const target = URL.parse(answer.headers.location ?? '', next);
    if (target === null) return unfetched('redirect without a usable location');
    next = target.href;
  }
  return unfetched('too many redirects');
}

async function readFile(answer: IncomingAnswer, maxBytes: number): Promise<Result<RemoteFile>> {
  if (answer.status !== 200) return dropped(answer, `status ${answer.status}`);
  const mediaType = answer.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  const begins = Object.hasOwn(MEDIA_TYPES, mediaType) ? MEDIA_TYPES[mediaType] : undefined;
  if (begins === undefined) return dropped(answer, `media type ${mediaType}`);
  const bytes = await readAll(answer, maxBytes);
  if (!bytes.ok) return unfetched(bytes.fault.message);
  if (!begins(bytes.value)) return unfetched(`content is not ${mediaType}`);
  return ok({ mediaType, base64: bytes.value.toString('base64') });
}

function refusalOf(cause: { readonly code: string; readonly message: string; readonly cause?: string }) {
  const detail = { cause: cause.cause ?? cause.message };
  return cause.code === 'egress.denied'
    ? fault('remote_content.denied', 'A remote address in the request is not on the list of hosts.', detail)
    : fault('remote_content.failed', 'A remote address in the request could not be fetched.', detail);
}

function dropped(answer: IncomingAnswer, cause: string) {
  answer.abandon();
  return unfetched(cause);
}

function unfetched(cause: string) {
  return failed(
    fault('remote_content.failed', 'A remote address in the request could not be fetched.', { cause }),
  );
}
