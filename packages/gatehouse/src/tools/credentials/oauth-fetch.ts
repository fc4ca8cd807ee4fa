/** The `fetch` that the official OAuth client is given: our way out to authorisation servers, bounded. */
import type { FetchLike } from '@modelcontextprotocol/client';
import type { ToolEgress } from '../egress.ts';
import { readAnswer } from '../read-answer.ts';

const DOCUMENT_BYTES_MAX = 1_048_576;
const TIMEOUT_MS = 10_000;
const WITHOUT_BODY = new Set([204, 205, 304]);

/**
 * INVARIANT: only origins that the configuration lists for this are asked, whatever a tool's metadata name.
 * @throws Error when there is no answer; the official client takes it for a failed step.
 */
export function oauthFetch(egress: ToolEgress): FetchLike {
  return async (url, init) => {
    const body = init?.body;
    const performed = await egress.askTool({
      purpose: 'authorisation',
      method: init?.method === 'POST' ? 'POST' : 'GET',
      url: String(url),
      headers: Object.fromEntries(new Headers(init?.headers ?? {})),
      timeoutMs: TIMEOUT_MS,
      ...(body == null ? {} : { headers: headersOf(init?.headers, body), body: String(body) }),
    });
    if (!performed.ok) throw new Error(performed.fault.cause ?? performed.fault.message);
    const { status, headers } = performed.value;
    const text = await readAnswer(performed.value, DOCUMENT_BYTES_MAX);
    if (!text.ok) throw new Error(text.fault.message);
    return new Response(WITHOUT_BODY.has(status) ? null : text.value, { status, headers });
  };
}

/** WHY: a real `fetch` names the type of a form by itself. */
function headersOf(given: ConstructorParameters<typeof Headers>[0], body: unknown): Record<string, string> {
  const headers = new Headers(given);
  if (body instanceof URLSearchParams && !headers.has('content-type')) {
    headers.set('content-type', 'application/x-www-form-urlencoded');
  }
  return Object.fromEntries(headers);
}
