/** Tools that are reached over HTTP: redeems the clearance, plans the request, sends it once, and reads what comes back. */
import { redeem } from '../../kernel/clearance.ts';
import { type Fault, fault } from '../../kernel/faults.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Performed } from '../../providers/provider.ts';
import { argumentsOf } from '../call-arguments.ts';
import { askingWith } from '../credentials/asking.ts';
import type { ToolCredential } from '../credentials/credential.ts';
import type { ToolEgress, ToolRequest } from '../egress.ts';
import type { ToolInvocation, ToolPerformed, ToolReach, ToolTransport } from '../transport.ts';
import { toolFault, toolReach } from '../wire-faults.ts';
import { readAnswer } from './answer.ts';
import { type HttpTool, type PlannedRequest, planRequest } from './request.ts';

export interface HttpServerOptions {
  readonly id: string;
  /** Scheme, host, port and the path below which all calls go; nothing that a call says changes them. */
  readonly baseUrl: string;
  /** Goes wherever tools may; signs where the configuration says so (`signingEgress`). */
  readonly egress: ToolEgress;
  readonly credential: ToolCredential;
  /** The tools by name; a fault where they cannot be known right now. */
  readonly tools: () => Promise<Result<ReadonlyMap<string, HttpTool>>>;
  /** The header in which the API takes idempotency keys; undefined where it does not know them. */
  readonly idempotencyHeader: string | undefined;
  /** For one call with everything that belongs to it. */
  readonly timeoutMs: number;
}

export function createHttpTransport(options: HttpServerOptions): ToolTransport {
  return {
    id: options.id,
    confinement: 'remote',
    async definitions() {
      const tools = await options.tools();
      return tools.ok ? ok([...tools.value.values()].map(({ definition }) => definition)) : tools;
    },
    offers: () => Promise.resolve(ok([])),
    async perform(clearance, invocation) {
      redeem(clearance, options.id, invocation.body);
      const tools = await options.tools();
      if (!tools.ok) return unsent(tools.fault);
      const tool = tools.value.get(invocation.name);
      if (tool === undefined || invocation.method !== 'tools/call') return unsent(unknownTool());
      const planned = planRequest(tool.shape, argumentsOf(invocation));
      if (!planned.ok) return unsent(planned.fault);
      const request = requestOf(options, planned.value, invocation);
      return request.ok ? send(options, request.value, invocation) : unsent(request.fault);
    },
    close: () => Promise.resolve(),
  };
}

function requestOf(
  { baseUrl, idempotencyHeader, timeoutMs }: HttpServerOptions,
  { method, target, headers, body }: PlannedRequest,
  { idempotencyKey, signal }: ToolInvocation,
): Result<ToolRequest> {
  const base = new URL(baseUrl);
  const url = base.origin + base.pathname.replace(/\/+$/, '') + target;
  // INVARIANT: no parser reads the address otherwise than it was planned, so the host and the path are those of the shape.
  if (URL.parse(url)?.href !== url) {
    return {
      ok: false,
      fault: fault('tool.arguments', 'The arguments make up an address that is read in two ways.'),
    };
  }
  const keyed = idempotencyHeader !== undefined && !SAFE.has(method);
  return ok({
    purpose: 'tool',
    method,
    url,
    headers: {
      accept: 'application/json, text/*;q=0.5, */*;q=0.1',
      ...headers,
      ...(keyed ? { [idempotencyHeader]: idempotencyKey } : {}),
    },
    ...(body === undefined ? {} : { body }),
    timeoutMs,
    signal,
  });
}

/** Methods that ask for nothing to be done (RFC 9110 section 9.2.1). */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD']);

async function send(
  { egress, credential }: HttpServerOptions,
  request: ToolRequest,
  { onBehalfOf, answerBytesMax, signal }: ToolInvocation,
): Promise<ToolPerformed> {
  const secrets = new Set<string>();
  const ask = askingWith(noting(egress, request, secrets), credential);
  let performed = await ask(request, onBehalfOf);
  // WHY once, and only then: what was never sent, or asks for nothing to be done, can be asked again without effect.
  if (mayRepeat(performed, request)) performed = await ask(request, onBehalfOf);
  if (!performed.ok) return lost(performed.fault, toolReach(performed.reach), signal);
  const scrub = (text: string) =>
    [...secrets].reduce((left, secret) => left.replaceAll(secret, '[removed]'), text);
  const status = performed.value.status;
  const answer = await readAnswer(performed.value, answerBytesMax, scrub);
  if (answer.ok) return answer;
  return lost(answer.fault, status === 401 ? 'not_reached' : 'maybe_reached', signal);
}

function mayRepeat(performed: Performed, { method, signal }: ToolRequest): boolean {
  if (performed.ok || signal?.aborted === true || performed.fault.code !== 'provider.unavailable')
    return false;
  return performed.reach === 'not_sent' || SAFE.has(method);
}

/** Notes what the credential added to a request, so that it can be taken out of the answer. */
function noting(egress: ToolEgress, planned: ToolRequest, secrets: Set<string>): ToolEgress {
  return {
    askTool(request) {
      for (const [name, value] of Object.entries(request.headers)) {
        if (planned.headers[name] === value) continue;
        for (const secret of [value, value.slice(value.indexOf(' ') + 1)]) {
          if (secret.length >= SECRET_LENGTH_MIN)
            secrets.add(secret).add(JSON.stringify(secret).slice(1, -1));
        }
      }
      return egress.askTool(request);
    },
  };
}

/** Shorter ones would take ordinary words out of answers. */
const SECRET_LENGTH_MIN = 8;

function lost(reason: Fault, reach: ToolReach, signal: AbortSignal): ToolPerformed {
  const told = signal.aborted
    ? fault('tool.cancelled', 'The caller left before the tool had answered.', { cause: reason.message })
    : toolFault(reason);
  return { ok: false, fault: told, reach };
}

function unsent(reason: Fault): ToolPerformed {
  return { ok: false, fault: reason, reach: 'not_reached' };
}

function unknownTool(): Fault {
  return fault('tool.unknown', 'This server has no tool of this name.');
}
