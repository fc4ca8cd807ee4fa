/** How the token endpoint refuses: OAuth's own codes (RFC 6749 section 5.2, RFC 8707, RFC 9449), for every fault of ours. */
import { type Fault, type FaultCode, statusOf } from '../../../kernel/faults.ts';

/** An answer, whole. */
export interface OAuthDeparture {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface OAuthError {
  readonly code:
    | 'invalid_request'
    | 'invalid_grant'
    | 'invalid_client'
    | 'invalid_scope'
    | 'invalid_target'
    | 'invalid_dpop_proof'
    | 'unauthorized_client'
    | 'unsupported_grant_type'
    | 'temporarily_unavailable';
  /** ASCII without quotes or backslashes (RFC 6749 section 5.2). */
  readonly description: string;
}

const CODES: Partial<Record<FaultCode, OAuthError['code']>> = {
  'identity.proof': 'invalid_dpop_proof',
  'identity.scope': 'invalid_scope',
  'policy.denied': 'unauthorized_client',
  'identity.missing': 'invalid_client',
};

export function oauthError({ code, description }: OAuthError, status = 400): OAuthDeparture {
  return oauthAnswer(status, { error: code, error_description: description.replace(/[^ !#-[\]-~]/g, "'") });
}

/** INVARIANT: the cause of a fault stays here. */
export function oauthFault(fault: Fault): OAuthDeparture {
  const status = statusOf(fault);
  if (status >= 500 || status === 429) {
    const answer = oauthError({ code: 'temporarily_unavailable', description: fault.message }, status);
    const after = fault.retryAfterSeconds;
    return after === undefined
      ? answer
      : { ...answer, headers: { ...answer.headers, 'retry-after': String(after) } };
  }
  const code = fault.code.startsWith('request.') ? 'invalid_request' : (CODES[fault.code] ?? 'invalid_grant');
  return oauthError({ code, description: fault.message }, status === 405 ? status : 400);
}

/** RFC 6749 section 5.1: nothing about tokens is ever cached. */
export function oauthAnswer(status: number, body: unknown): OAuthDeparture {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', pragma: 'no-cache' },
    body: JSON.stringify(body),
  };
}
