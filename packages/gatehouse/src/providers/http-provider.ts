/** What all providers that are reached over HTTP share: redeem, send, and let only the harmless parts of an answer in. */
import { redeem } from '../kernel/clearance.ts';
import { type Fault, fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { scrub } from '../kernel/scrub.ts';
import type { ProtocolId } from '../protocols/protocol.ts';
import type { Egress } from './egress.ts';
import {
  type IncomingAnswer,
  type OutgoingCall,
  type Provider,
  ProviderBreak,
  type Unperformed,
} from './provider.ts';

/** What the configuration and the composition root give to one provider. */
export interface ProviderWiring {
  readonly id: string;
  readonly egress: Egress;
  readonly baseUrl: string | undefined;
  /** Absent for endpoints that need none. */
  readonly apiKey: string | undefined;
  /** Azure OpenAI only. */
  readonly apiVersion: string | undefined;
}

/** What differs between providers. */
export interface HttpDialect {
  readonly protocol: ProtocolId;
  /** The address for a call; a fault where the provider cannot do it. */
  urlOf(call: OutgoingCall): Result<string>;
  /** Headers besides content-type: the credential, and those of the client's that may pass. */
  headersOf(call: OutgoingCall): Result<Readonly<Record<string, string>>>;
}

/** Headers of an answer that mean something to the gate; limits of the shared account are nobody else's business. */
const HEADERS_LET_IN = ['content-type', 'retry-after', 'request-id', 'x-request-id'];
const ERROR_BYTES_MAX = 65_536;

export function createHttpProvider(wiring: ProviderWiring, dialect: HttpDialect): Provider {
  return {
    id: wiring.id,
    protocols: [dialect.protocol],
    async perform(clearance, call) {
      redeem(clearance, wiring.id, call.body);
      if (call.protocol !== dialect.protocol)
        return notSent(unsupported(`It does not speak ${call.protocol}.`));
      const url = dialect.urlOf(call);
      if (!url.ok) return notSent(url.fault);
      const headers = dialect.headersOf(call);
      if (!headers.ok) return notSent(headers.fault);
      const performed = await wiring.egress.post({
        url: url.value,
        headers: { 'content-type': 'application/json', ...headers.value },
        body: call.body,
      });
      return performed.ok ? { ok: true, value: letIn(performed.value, wiring.apiKey) } : performed;
    },
  };
}

/** Joins a path to a base URL, whose own path and query stay. */
export function joinUrl(base: string, path: string): string {
  const url = new URL(base);
  url.pathname = url.pathname.replace(/\/+$/, '') + path;
  return url.href;
}

/** The fault for a call that a provider has no address for. */
export function unsupported(why: string): Fault {
  return fault('provider.protocol', `The provider cannot take this call. ${why}`);
}

/** The headers of a credential; none without one. */
export function credential(name: string, value: string | undefined): Readonly<Record<string, string>> {
  return value === undefined ? {} : { [name]: value };
}

/** Checks one of the client's headers before it passes; absent ones are left out. */
export function passing(call: OutgoingCall, name: string, form: RegExp): Result<Record<string, string>> {
  const value = call.headers[name];
  if (value === undefined) return ok({});
  if (form.test(value)) return ok({ [name]: value });
  return failed(fault('request.headers', `The header ${name} has a value that is not accepted.`));
}

function letIn(answer: IncomingAnswer, apiKey: string | undefined): IncomingAnswer {
  const headers: Record<string, string> = {};
  for (const name of HEADERS_LET_IN) {
    const value = answer.headers[name];
    if (value !== undefined) headers[name] = scrub(value, apiKey);
  }
  const body = answer.status >= 400 ? scrubbed(answer, apiKey) : answer.body;
  return { status: answer.status, headers, body, abandon: () => answer.abandon() };
}

/** WHY: providers quote the key that they refuse, so an error is read whole before any of it is handed on. */
async function* scrubbed(answer: IncomingAnswer, apiKey: string | undefined): AsyncGenerator<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    size += chunk.byteLength;
    if (size > ERROR_BYTES_MAX) {
      throw new ProviderBreak(
        fault('provider.too_large', 'The error of the provider is larger than the limit.'),
      );
    }
    chunks.push(chunk);
  }
  yield Buffer.from(scrub(Buffer.concat(chunks, size).toString('utf8'), apiKey));
}

function notSent(reason: Fault): Unperformed {
  return { ok: false, fault: reason, reach: 'not_sent' };
}
