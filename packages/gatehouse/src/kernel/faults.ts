/** The table of everything that can go wrong at the gate: a stable code, its HTTP status, and what to do about it. */

export interface FaultRow {
  /** HTTP status of the answer when the headers have not left yet. */
  readonly status: number;
  /** Whether the same request may succeed later without being changed. */
  readonly retryable: boolean;
  /** One sentence for the generated reference: when this happens and what to do. */
  readonly help: string;
}

/**
 * INVARIANT: codes are public interface. They are never renamed; `docs/reference/faults.md` is generated from here.
 */
export const FAULTS = {
  'request.malformed': row(400, 'The request is not well-formed HTTP or JSON; correct it and send it again.'),
  'request.json': row(
    400,
    'The body is not strict I-JSON (RFC 7493): duplicate keys, lone surrogates, unsafe numbers or bad syntax.',
  ),
  'request.depth': row(400, 'The body is nested deeper than the limit.'),
  'request.shape': row(
    400,
    'A field has a type or value that the protocol does not define, so it cannot be inspected.',
  ),
  'request.headers': row(400, 'A header is missing, repeated or contradictory.'),
  'request.mismatch': row(
    400,
    'A header says something else than the body (MCP); the body decides, and the headers must repeat it.',
  ),
  'request.revision': row(400, 'The revision of the protocol that was asked for is not spoken here.'),
  'request.capability': row(400, 'The call needs something of the client that it has not declared.'),
  'request.origin': row(403, 'The Host or Origin header names another server than this one.'),
  'request.encoding': row(415, 'Bodies must be sent as uncompressed UTF-8 JSON.'),
  'request.too_large': row(413, 'The body or a part of it exceeds the configured limit.'),
  'request.timeout': row(408, 'The request did not arrive within the time limit.', true),
  'request.method': row(405, 'This address exists, but not for this HTTP method.'),
  'session.unknown': row(
    404,
    'The session has ended, or another process or another credential has it; initialize again.',
  ),
  'route.unknown': row(404, 'The gate forwards only routes that it can inspect; this one is not among them.'),
  'identity.missing': row(
    401,
    'No credential was sent; send a Gatehouse key or a token from a configured issuer.',
  ),
  'identity.ambiguous': row(401, 'Two different credentials were sent; send one.'),
  'identity.invalid': row(401, 'The credential is not valid: unknown, malformed, or wrongly signed.'),
  'identity.expired': row(401, 'The credential has expired; get a new one.'),
  'identity.revoked': row(401, 'The credential was revoked.'),
  'identity.incomplete': row(401, 'The credential proves too little to name a principal.'),
  'identity.unavailable': row(503, 'Identity cannot be checked right now, so nothing is let through.', true),
  'vault.unavailable': row(
    503,
    'Data has to leave under placeholders, and the vault that keeps what they stand for is away.',
    true,
  ),
  'identity.proof': row(
    401,
    'The token is bound to a key, and the proof that the caller holds it (RFC 9449) is missing, wrong or used before.',
  ),
  'mandate.unknown': row(404, 'There is no such mandate within your tenant.'),
  'mandate.ended': row(403, 'The mandate has ended; open a new one.'),
  'mandate.full': row(403, 'The mandate has recorded as much as one may; open a new one.'),
  'mandate.unavailable': row(
    503,
    'What the mandate has read cannot be looked up or recorded right now, so nothing is let through.',
    true,
  ),
  'identity.scope': row(403, 'The credential is not scoped for this.'),
  'admission.rate': row(429, 'Too many requests or failed attempts from this address; wait.', true),
  'admission.busy': row(503, 'The gate is at its limit of open crossings; try again.', true),
  'admission.draining': row(503, 'The gate is shutting down; try again at another replica.', true),
  'budget.exhausted': row(
    429,
    'A budget does not cover this call; the answer names it and when it renews.',
    true,
  ),
  'budget.unpriceable': row(403, 'A budget applies, but the cost of this model cannot be bounded.'),
  'budget.unavailable': row(503, 'Budgets cannot be reserved right now, so nothing is let through.', true),
  'model.unknown': row(404, 'No model of this name is configured.'),
  'model.protocol': row(400, 'The model is served in another protocol.'),
  'policy.denied': row(403, 'The charter does not allow this; the answer names the rule where one decided.'),
  'policy.obligation': row(
    403,
    'The charter demands something that this gate cannot do, so the crossing is refused.',
  ),
  'policy.error': row(503, 'A policy could not be evaluated, so the crossing is refused.'),
  'policy.purpose': row(403, 'The purpose that was stated is unknown or not open to this principal.'),
  'provider_tool.denied': row(403, 'A tool that the provider would run itself goes around the gate.'),
  'provider_tool.unknown': row(
    400,
    'The type of a tool is unknown, so it cannot be decided who would run it.',
  ),
  'provider_state.denied': row(
    403,
    'State kept at the provider (files, conversations, stored answers) goes around the gate.',
  ),
  'remote_content.denied': row(403, 'Remote addresses in a request are fetched only from listed hosts.'),
  'remote_content.failed': row(502, 'A listed remote address could not be fetched.', true),
  'inspection.failed': row(500, 'A detector failed, so nothing is let through.', true),
  'inspection.blocked': row(403, 'The charter blocks data of a class that was found.'),
  'inspection.signed': row(
    403,
    'Signed reasoning holds data that would have to be masked, and it cannot be rewritten.',
  ),
  'inspection.file': row(
    403,
    'A file holds data that would have to be masked, and a file cannot be rewritten; remove the data from it.',
  ),
  'inspection.unreadable': row(502, 'The answer could not be read in full, so it is not passed on.'),
  'evidence.unavailable': row(
    503,
    'The record of this crossing cannot be made durable, so nothing leaves.',
    true,
  ),
  'provider.unavailable': row(502, 'The provider could not be reached.', true),
  'provider.refused': row(502, 'The provider answered with an error.', true),
  'provider.protocol': row(
    502,
    'The provider broke its own protocol; the rest of the answer is withheld.',
    true,
  ),
  'provider.timeout': row(504, 'The provider took longer than the limit.', true),
  'provider.too_large': row(502, 'The answer of the provider exceeds the limit.'),
  'tool.unknown': row(
    404,
    'No tool of this name is offered here: it does not exist, or nobody has accepted it.',
  ),
  'tool.suspended': row(
    403,
    'The tool is not what was accepted any more, or cannot be told from another; somebody has to look at it first.',
  ),
  'tool.arguments': row(
    400,
    'The arguments do not fit the schema of the tool; the answer names the argument, never its value.',
  ),
  'mandate.conflict': row(
    409,
    'Other calls of the same mandate changed what this one was judged by; call again.',
    true,
  ),
  'call.mismatch': row(422, 'Another call was made under this idempotency key; use a new one.'),
  'call.under_way': row(409, 'This very call is under way; ask again for its answer.', true),
  'call.unknown': row(
    409,
    'This very call was begun and never answered, so it may have been done; it is not made again.',
  ),
  'call.unavailable': row(
    503,
    'What was called before cannot be looked up or recorded right now, so nothing is done.',
    true,
  ),
  'tool.unavailable': row(502, 'The tool could not be reached.', true),
  'tool.refused': row(502, 'The tool answered with an error of its protocol; nothing else came back.'),
  'tool.protocol': row(502, 'The tool broke its own protocol; its answer is withheld.'),
  'tool.timeout': row(504, 'The tool took longer than the limit; whether it acted is on record.'),
  'tool.too_large': row(502, 'The answer of the tool exceeds the limit.'),
  'tool.cancelled': row(499, 'The caller left before the tool had answered.'),
  'tool.credential': row(
    403,
    'The gate has no credential that the tool accepts: a grant is missing, has ended or covers too little.',
  ),
  'egress.denied': row(403, 'The gate opens no connection to this address.'),
  'hold.waiting': row(
    403,
    'A person has to look first; the answer says where. Call again with exactly the same once somebody said yes.',
    true,
  ),
  'hold.denied': row(403, 'A person said no to this call.'),
  'hold.expired': row(
    403,
    'Nobody answered in time, or the yes was not used in time; call again to ask anew.',
  ),
  'hold.limit': row(
    429,
    'The mandate or the agent has as many open questions as people may be asked; wait until some are answered.',
    true,
  ),
  'hold.changed': row(
    409,
    'What was asked is no longer what people were shown, so no yes is good for it; ask again.',
  ),
  'hold.used': row(409, 'The yes was used already; it is good for one call. Ask again.'),
  'hold.unknown': row(404, 'There is no such held call within this mandate.'),
  'hold.closed': row(409, 'The question was answered, or has expired, and takes no more answers.'),
  'hold.forbidden': row(
    403,
    'This person or credential may not answer the question; the answer says whom it takes.',
  ),
  'hold.replayed': row(409, 'This signed message was received before; nothing was done by it.'),
  'hold.unavailable': row(
    503,
    'Held calls cannot be kept or read right now, so nothing is let through.',
    true,
  ),
  'review.unavailable': row(503, 'Access reviews cannot be read or kept right now.', true),
  'control.forbidden': row(403, 'The control plane refuses this caller, host or origin.'),
  'control.not_found': row(404, 'There is nothing of that id within your tenant.'),
  'control.invalid': row(400, 'The control plane could not accept these values.'),
  'start.failed': row(500, 'The gate did not start; the message says what to change.'),
  'config.invalid': row(500, 'The configuration was refused as a whole; nothing of it became active.'),
  'internal.error': row(500, 'A defect in the gate; nothing was let through.', true),
} as const satisfies Record<string, FaultRow>;

export type FaultCode = keyof typeof FAULTS;

/** What went wrong: a stable code, a sentence for the caller, and a cause for the operator that never leaves. */
export interface Fault {
  readonly code: FaultCode;
  /** A full sentence that may be shown to the caller: what happened and what to do. Holds no content and no secrets. */
  readonly message: string;
  /** For operators' logs only. INVARIANT: never serialised towards a client. */
  readonly cause?: string;
  /** Seconds after which a retry makes sense; becomes `retry-after` (RFC 9110 section 10.2.3). */
  readonly retryAfterSeconds?: number;
  /** The status of the provider, where the fault passes one on (rate limits, overload). */
  readonly status?: number;
}

export interface FaultDetail {
  readonly cause?: unknown;
  readonly retryAfterSeconds?: number;
  readonly status?: number;
}

export function fault(code: FaultCode, message: string, detail: FaultDetail = {}): Fault {
  return {
    code,
    message,
    ...(detail.cause === undefined ? {} : { cause: describeCause(detail.cause) }),
    ...(detail.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: detail.retryAfterSeconds }),
    ...(detail.status === undefined ? {} : { status: detail.status }),
  };
}

/** The HTTP status with which a fault is answered. */
export function statusOf(fault: Fault): number {
  return fault.status ?? FAULTS[fault.code].status;
}

function describeCause(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
}

function row(status: number, help: string, retryable = false): FaultRow {
  return { status, help, retryable };
}
