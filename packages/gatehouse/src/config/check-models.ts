/** Checks of providers and models: that each can be reached, and that every fallback can take the call. */
import { type Checking, canTakeOver, expectKnown, objectionToUrl } from './checking.ts';
import type { ProviderSettings, Settings } from './schema.ts';

type Key = 'base_url' | 'api_key' | 'api_version' | 'allow_private';

/** Settings that mean nothing for a kind of provider, and those without which it cannot work. */
const KINDS: Readonly<
  Record<ProviderSettings['kind'], { readonly idle: readonly Key[]; readonly needed: readonly Key[] }>
> = {
  sim: { idle: ['base_url', 'api_key', 'api_version', 'allow_private'], needed: [] },
  openai: { idle: ['api_version'], needed: [] },
  'azure-openai': { idle: [], needed: ['base_url', 'api_key'] },
  anthropic: { idle: ['api_version'], needed: [] },
};

export function checkProviders({ settings, report, problems }: Checking): void {
  for (const [name, provider] of Object.entries(settings.providers)) {
    const path = ['providers', name];
    const { idle, needed } = KINDS[provider.kind];
    for (const key of idle.filter((key) => provider[key] !== undefined && provider[key] !== false)) {
      const message = `\`${key}\` means nothing for a provider of kind ${provider.kind}.`;
      problems.push(report(path, message, { key, suggestion: 'Remove it.' }));
    }
    for (const key of needed.filter((key) => provider[key] === undefined)) {
      problems.push(report(path, `A provider of kind ${provider.kind} needs \`${key}\`.`));
    }
    const message = objectionToUrl(provider.base_url, provider.allow_private);
    if (message !== undefined) problems.push(report([...path, 'base_url'], message));
  }
}

export function checkModels(checking: Checking): void {
  const { settings, report, problems } = checking;
  const models = Object.keys(settings.models);
  const providers = Object.keys(settings.providers);
  for (const [name, model] of Object.entries(settings.models)) {
    const path = ['models', name];
    const provider = { name: model.provider, known: providers };
    expectKnown(checking, { path: [...path, 'provider'], what: 'provider' }, provider);
    for (const [index, fallback] of model.fallback.entries()) {
      const place = { path: [...path, 'fallback', index], what: 'model' };
      if (!expectKnown(checking, place, { name: fallback, known: models })) continue;
      if (model.fallback.indexOf(fallback) !== index) {
        problems.push(report(place.path, `The fallback "${fallback}" is listed twice.`));
      }
      if (leadsTo(settings, fallback, name)) {
        problems.push(report(place.path, `The fallback "${fallback}" leads back to "${name}".`));
      } else if (!canTakeOver(settings, name, fallback)) {
        const message = `The fallback "${fallback}" does not speak every protocol that "${name}" speaks.`;
        problems.push(report(place.path, message));
      }
    }
  }
}

function leadsTo(settings: Settings, from: string, target: string): boolean {
  const seen = new Set<string>();
  const waiting = [from];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (name === target) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    waiting.push(...(settings.models[name]?.fallback ?? []));
  }
  return false;
}
