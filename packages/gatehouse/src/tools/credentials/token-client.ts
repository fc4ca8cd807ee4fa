/** Asks a token endpoint for an access token (RFC 6749 section 3.2), as a client with a secret. */
import { z } from 'zod';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { ToolEgress } from '../egress.ts';
import { readAnswer } from '../read-answer.ts';

export interface TokenEndpoint {
  readonly url: string;
  readonly clientId: string;
  /** Read anew each time, so that a rotated secret takes effect; undefined when it is not there. */
  readonly clientSecret: () => string | undefined;
  readonly egress: ToolEgress;
}

export interface Obtained {
  readonly token: string;
  /** How long it lives; undefined where the server does not say. */
  readonly seconds: number | undefined;
}

const TIMEOUT_MS = 10_000;
const ANSWER_BYTES_MAX = 65_536;

/** WHY printable: a token goes into a header, and nothing in it may end that (RFC 6750 section 2.1). */
const answer = z.looseObject({
  access_token: z.string().regex(/^[\x21-\x7e]{1,16384}$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.number().positive().optional(),
});

/** `form` holds the grant; undefined members are left out. */
export async function obtainToken(
  endpoint: TokenEndpoint,
  form: Readonly<Record<string, string | undefined>>,
): Promise<Result<Obtained>> {
  const secret = endpoint.clientSecret();
  if (secret === undefined) return unobtained('its secret is not there');
  const fields = Object.entries(form).filter((field): field is [string, string] => field[1] !== undefined);
  const performed = await endpoint.egress.askTool({
    purpose: 'authorisation',
    method: 'POST',
    url: endpoint.url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      authorization: basic(endpoint.clientId, secret),
    },
    body: new URLSearchParams(fields).toString(),
    timeoutMs: TIMEOUT_MS,
  });
  if (!performed.ok) return unobtained(performed.fault.cause ?? performed.fault.message);
  const { status } = performed.value;
  const text = await readAnswer(performed.value, ANSWER_BYTES_MAX);
  if (!text.ok) return unobtained(text.fault.message);
  const read = status === 200 ? answer.safeParse(jsonOf(text.value)) : undefined;
  // WHY not what it said: an authorisation server may quote what it was sent, and that is a secret.
  if (read?.success !== true) return unobtained(`status ${status}`);
  return ok({ token: read.data.access_token, seconds: read.data.expires_in });
}

/** RFC 6749 section 2.3.1: both are form-encoded first. */
function basic(id: string, secret: string): string {
  const encode = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);
  return `Basic ${Buffer.from(`${encode(id)}:${encode(secret)}`).toString('base64')}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function unobtained(cause: string) {
  return failed(fault('tool.credential', 'The gate could not obtain a token for this tool.', { cause }));
}
