/** Loads `gatehouse.yaml`: parsed, typed, cross-checked and completed with defaults, or refused as a whole. */
import { withPlainClasses } from './check-inspection.ts';
import { crossCheck } from './cross-check.ts';
import type { Problem, Report } from './problem.ts';
import { type ProviderSettings, type Settings, settingsSchema } from './schema.ts';
import { readYaml } from './yaml.ts';

const VENDOR_URLS: Readonly<Partial<Record<ProviderSettings['kind'], string>>> = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com',
};

export type Loaded =
  | {
      readonly settings: Settings;
      readonly warnings: readonly Problem[];
      /** For what is found wrong when the settings are put to work. */
      readonly report: Report;
    }
  | { readonly problems: readonly Problem[] };

/** `nowMs` decides which review dates have passed; that is a warning, everything else refuses the file. */
export function loadSettings(text: string, fileName: string, nowMs: number): Loaded {
  const file = readYaml({ name: fileName, text }, settingsSchema);
  if ('problems' in file) return file;
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const { problems, warnings } = crossCheck(file.value, file.report, today);
  if (problems.length > 0) return { problems };
  return { settings: withPlainClasses(complete(file.value)), warnings, report: file.report };
}

function complete(settings: Settings): Settings {
  const providers = Object.entries(settings.providers).map(([name, provider]) => {
    const url = provider.base_url ?? VENDOR_URLS[provider.kind];
    return [name, url === undefined ? provider : { ...provider, base_url: url }];
  });
  return { ...settings, providers: Object.fromEntries(providers) };
}
