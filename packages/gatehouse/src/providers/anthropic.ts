/** Anthropic Messages, and its count of tokens. */
import { ok } from '../kernel/result.ts';
import { createHttpProvider, credential, joinUrl, type ProviderWiring, passing } from './http-provider.ts';
import type { Provider } from './provider.ts';

export const ANTHROPIC_BASE_URL = 'https://api.anthropic.com';

const VERSION = '2023-06-01';
const VERSION_FORM = /^\d{4}-\d{2}-\d{2}$/;
const BETA_FORM = /^[a-z0-9-]{1,64}(?:, ?[a-z0-9-]{1,64}){0,15}$/;

export function createAnthropic(wiring: ProviderWiring): Provider {
  const base = wiring.baseUrl ?? ANTHROPIC_BASE_URL;
  const urls = {
    generate: joinUrl(base, '/v1/messages'),
    count: joinUrl(base, '/v1/messages/count_tokens'),
  } as const;
  return createHttpProvider(wiring, {
    protocol: 'anthropic-messages',
    urlOf: ({ operation }) => ok(urls[operation]),
    headersOf(call) {
      const version = passing(call, 'anthropic-version', VERSION_FORM);
      if (!version.ok) return version;
      const beta = passing(call, 'anthropic-beta', BETA_FORM);
      if (!beta.ok) return beta;
      const key = credential('x-api-key', wiring.apiKey);
      return ok({ 'anthropic-version': VERSION, ...version.value, ...beta.value, ...key });
    },
  });
}
