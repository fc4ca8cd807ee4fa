/** The kinds of providers that exist; a new one is a file beside this one and a row here. */
import { ANTHROPIC_BASE_URL, createAnthropic } from './anthropic.ts';
import { createAzureOpenAi } from './azure-openai.ts';
import type { ProviderWiring } from './http-provider.ts';
import { createOpenAi, OPENAI_BASE_URL } from './openai.ts';
import type { Provider } from './provider.ts';

interface ProviderKind {
  readonly create: (wiring: ProviderWiring) => Provider;
  /** Where it is reached when the configuration names no base_url; egress must list its origin. */
  readonly baseUrl: string | undefined;
}

/** By the `kind` of the configuration; `sim` needs no wiring and stands apart. */
export const HTTP_PROVIDERS = {
  openai: { create: createOpenAi, baseUrl: OPENAI_BASE_URL },
  'azure-openai': { create: createAzureOpenAi, baseUrl: undefined },
  anthropic: { create: createAnthropic, baseUrl: ANTHROPIC_BASE_URL },
} as const satisfies Record<string, ProviderKind>;
