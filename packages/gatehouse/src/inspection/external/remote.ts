/** A detector that runs elsewhere, behind HTTP. */
import { DIALECTS, type RemoteRule } from './dialects.ts';
import type { DetectorCalls, ExternalDetector } from './port.ts';

const ANSWER_BYTES = 1_048_576;

export function remoteDetector(
  rule: RemoteRule,
  { calls, apiKey }: { readonly calls: DetectorCalls; readonly apiKey: string | undefined },
): ExternalDetector {
  const { id, classes, roles, kind, url, language } = rule;
  const { urlOf, bodyOf, claimsOf } = DIALECTS[kind];
  return {
    id,
    classes,
    roles,
    version: JSON.stringify([kind, url, language]),
    async ask(text, role) {
      const answer = await calls.askDetector({
        url: urlOf(rule),
        body: JSON.stringify(bodyOf(rule, text, role)),
        apiKey,
        timeoutMs: rule.timeout_ms,
        maxBytes: ANSWER_BYTES,
      });
      if (!answer.ok) {
        const { code, cause, message } = answer.fault;
        return { failure: `${code}: ${cause ?? message}` };
      }
      const claims = claimsOf(answer.value, text);
      return claims === undefined ? { failure: 'the answer has another shape' } : { claims };
    },
  };
}
