/** Builds the providers of a configuration; one whose credential is not there does not exist. */
import type { ProviderSettings, Settings } from '../config/schema.ts';
import type { Candidate } from '../gate/gate.ts';
import { contentDestination, type Destination } from '../net/destinations.ts';
import type { Egress } from '../providers/egress.ts';
import type { Provider } from '../providers/provider.ts';
import { createSim } from '../providers/sim/index.ts';
import { HTTP_PROVIDERS } from '../providers/table.ts';
import { secretOf } from './secrets.ts';
import { toolDestinations } from './tool-servers.ts';

export interface ProviderParts {
  readonly settings: Settings;
  readonly egress: Egress;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether providers that cost money may be used at all. */
  readonly real: boolean;
  readonly pause: (ms: number) => Promise<void>;
}

/** The models by name, each with its provider where that can be called. */
export function createModels(parts: ProviderParts): ReadonlyMap<string, Candidate> {
  const { settings } = parts;
  const providers = new Map<string, Provider>();
  for (const [id, provider] of Object.entries(settings.providers)) {
    const made = createProvider(id, provider, parts);
    if (made !== undefined) providers.set(id, made);
  }
  const candidates = Object.entries(settings.models).map(([name, model]): [string, Candidate] => {
    const providerModel = model.model ?? name;
    const region = settings.providers[model.provider]?.region ?? 'unspecified';
    const resource = { name, provider: model.provider, providerModel, region };
    return [name, { resource, settings: model, provider: providers.get(model.provider) }];
  });
  return new Map(candidates);
}

/** Every origin that this configuration lets the gate connect to. */
export function destinationsOf(settings: Settings): readonly Destination[] {
  const providers = Object.values(settings.providers).flatMap((provider): Destination[] => {
    const url = baseUrlOf(provider);
    return url === undefined ? [] : [{ purpose: 'provider', url, allowPrivate: provider.allow_private }];
  });
  const issuers = settings.identity.issuers.flatMap((issuer): Destination[] =>
    [issuer.issuer, issuer.jwks_url].flatMap((url) =>
      url === undefined ? [] : [{ purpose: 'issuer', url, allowPrivate: issuer.allow_private }],
    ),
  );
  const detectors = settings.inspection.external.map(
    ({ url, allow_private: allowPrivate }): Destination => ({ purpose: 'detector', url, allowPrivate }),
  );
  const contents = settings.remote_content.hosts.map(contentDestination);
  return [...providers, ...issuers, ...detectors, ...contents, ...toolDestinations(settings)];
}

function createProvider(id: string, settings: ProviderSettings, parts: ProviderParts): Provider | undefined {
  if (settings.kind === 'sim') {
    return createSim({ id, pause: parts.pause, hangMs: parts.settings.timeouts.first_byte_ms });
  }
  const apiKey = secretOf(settings.api_key, parts.environment);
  if (!parts.real || (settings.api_key !== undefined && apiKey === undefined)) return undefined;
  return HTTP_PROVIDERS[settings.kind].create({
    id,
    egress: parts.egress,
    baseUrl: baseUrlOf(settings),
    apiKey,
    apiVersion: settings.api_version,
  });
}

function baseUrlOf(settings: ProviderSettings): string | undefined {
  return settings.kind === 'sim' ? undefined : (settings.base_url ?? HTTP_PROVIDERS[settings.kind].baseUrl);
}
