/** Signatures of webhooks: Standard Webhooks (v1, HMAC-SHA256) in both directions, and Slack's (v0) on the way in. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';

/** By lower-case name. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** How old a signed message may be, and how far clocks may differ. */
const WINDOW_SECONDS = 300;

/** What a message that was received is known by, and until when it could be sent again. */
export interface Verified {
  readonly replayId: string;
  readonly expiresAtMs: number;
}

/** Headers that sign a message of ours (https://www.standardwebhooks.com, "Signature scheme"). */
export function signedHeaders(
  { id, body, nowMs }: { readonly id: string; readonly body: string; readonly nowMs: number },
  secret: Buffer,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(nowMs / 1_000));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${standard(secret, `${id}.${timestamp}.${body}`)}`,
  };
}

/** Verifies a message signed as Standard Webhooks are: any of its `v1` signatures will do. */
export function verifyStandard({ headers, body, nowMs }: Received, secret: Buffer): Result<Verified> {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (id === undefined || !/^[!-~]{1,256}$/.test(id) || signatures === undefined)
    return invalid('a header is missing');
  const expiresAtMs = freshUntil(timestamp, nowMs);
  if (expiresAtMs === undefined) return invalid('too old, or from the future');
  const wanted = standard(secret, `${id}.${timestamp}.${body}`);
  const given = signatures.split(' ').slice(0, SIGNATURES_MAX);
  if (!given.some((one) => isEqual(one, `v1,${wanted}`))) return invalid('the signature is wrong');
  return ok({ replayId: `${id} ${timestamp}`, expiresAtMs });
}

/** Verifies a message of Slack (https://docs.slack.dev/authentication/verifying-requests-from-slack). */
export function verifySlack({ headers, body, nowMs }: Received, secret: string): Result<Verified> {
  const { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature } = headers;
  const expiresAtMs = freshUntil(timestamp, nowMs);
  if (expiresAtMs === undefined || signature === undefined) return invalid('too old, or a header is missing');
  const wanted = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  if (!isEqual(signature, wanted)) return invalid('the signature is wrong');
  return ok({ replayId: wanted, expiresAtMs });
}

/** A message before anything of it is believed. */
export interface Received {
  readonly headers: Headers;
  /** The body's text, exactly as it came. */
  readonly body: string;
  readonly nowMs: number;
}

const SIGNATURES_MAX = 8;
/** `whsec_` and at least 24 bytes in base64, as Standard Webhooks writes secrets. */
const SECRET = /^whsec_([A-Za-z0-9+/]{32,}={0,2})$/;

/** The key of a secret; undefined when it is none. */
export function webhookKey(secret: string): Buffer | undefined {
  const [, encoded] = SECRET.exec(secret) ?? [];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64');
}

function standard(secret: Buffer, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64');
}

function freshUntil(timestamp: string | undefined, nowMs: number): number | undefined {
  if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return undefined;
  const seconds = Number(timestamp);
  if (Math.abs(nowMs / 1_000 - seconds) > WINDOW_SECONDS) return undefined;
  return (seconds + WINDOW_SECONDS) * 1_000;
}

/** INVARIANT: takes as long for a wrong signature as for the right one. */
function isEqual(given: string, wanted: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(wanted)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function invalid(cause: string): Result<never> {
  return failed(
    fault('identity.invalid', 'The message is not signed by its channel, or is too old.', { cause }),
  );
}
