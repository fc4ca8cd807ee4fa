/** OpenAI, and every endpoint that is compatible with its Chat Completions: Mistral, Groq, vLLM, Ollama and others. */
import { failed, ok } from '../kernel/result.ts';
import {
  createHttpProvider,
  credential,
  joinUrl,
  type ProviderWiring,
  unsupported,
} from './http-provider.ts';
import type { Provider } from './provider.ts';

export const OPENAI_BASE_URL = 'https://api.openai.com/v1';

export function createOpenAi(wiring: ProviderWiring): Provider {
  const url = joinUrl(wiring.baseUrl ?? OPENAI_BASE_URL, '/chat/completions');
  const bearer = wiring.apiKey === undefined ? undefined : `Bearer ${wiring.apiKey}`;
  return createHttpProvider(wiring, {
    protocol: 'openai-chat',
    urlOf: ({ operation }) =>
      operation === 'generate' ? ok(url) : failed(unsupported('It has no way to count tokens.')),
    // WHY: none of the client's headers pass: `openai-organization` and `openai-project` would choose who pays.
    headersOf: () => ok(credential('authorization', bearer)),
  });
}
