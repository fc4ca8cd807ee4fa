/** What a tool does where an argument is left out, as the definition says that was accepted. */
import type { ToolManifest } from '../../kernel/manifest.ts';
import type { JsonSchema } from '../transport.ts';

/** The manifest with the defaults of the schema; JSON Schema 2020-12 annotates them, and the tool keeps them. */
export function withDefaults(manifest: ToolManifest, { properties }: JsonSchema): ToolManifest {
  if (typeof properties !== 'object' || properties === null) return manifest;
  const defaults = Object.entries(properties).flatMap(([name, schema]): [string, Default][] => {
    const value: unknown = (schema as { readonly default?: unknown } | null)?.default;
    return isDefault(value) ? [[name, value]] : [];
  });
  return defaults.length === 0 ? manifest : { ...manifest, defaults: Object.fromEntries(defaults) };
}

type Default = NonNullable<ToolManifest['defaults']>[string];

function isDefault(value: unknown): value is Default {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
