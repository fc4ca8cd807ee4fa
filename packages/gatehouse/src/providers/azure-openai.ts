/** Azure OpenAI: the same protocol, one deployment per model, and a key in a header of its own. */
import { fault } from '../kernel/faults.ts';
import { failed, ok } from '../kernel/result.ts';
import {
  createHttpProvider,
  credential,
  joinUrl,
  type ProviderWiring,
  unsupported,
} from './http-provider.ts';
import type { Provider } from './provider.ts';

/** The latest version of the data plane that is generally available. */
const API_VERSION = '2024-10-21';

export function createAzureOpenAi(wiring: ProviderWiring): Provider {
  return createHttpProvider(wiring, {
    protocol: 'openai-chat',
    urlOf({ operation, model }) {
      if (operation !== 'generate') return failed(unsupported('It has no way to count tokens.'));
      if (wiring.baseUrl === undefined) {
        return failed(
          fault('config.invalid', 'An Azure OpenAI provider needs the base_url of its resource.'),
        );
      }
      const path = `/openai/deployments/${encodeURIComponent(model)}/chat/completions`;
      const url = new URL(joinUrl(wiring.baseUrl, path));
      url.searchParams.set('api-version', wiring.apiVersion ?? API_VERSION);
      return ok(url.href);
    },
    headersOf: () => ok(credential('api-key', wiring.apiKey)),
  });
}
