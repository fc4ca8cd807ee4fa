/** What cross-checks share: where they report, and the two objections that several of them have. */
import type { Path, Problem, Report } from './problem.ts';
import type { ProviderSettings, Settings } from './schema.ts';
import { didYouMean } from './suggest.ts';

export interface Checking {
  readonly settings: Settings;
  readonly report: Report;
  readonly problems: Problem[];
  readonly warnings: Problem[];
}

/** Reports a name that nothing has. */
export function expectKnown(
  { report, problems }: Checking,
  place: { readonly path: Path; readonly what: string },
  { name, known }: { readonly name: string; readonly known: readonly string[] },
): boolean {
  if (known.includes(name)) return true;
  problems.push(report(place.path, `There is no ${place.what} "${name}".`, didYouMean(name, known)));
  return false;
}

/** Credentials in an address end up in logs, and plain HTTP shows them to the network. */
export function objectionToUrl(address: string | undefined, allowPrivate: boolean): string | undefined {
  if (address === undefined) return undefined;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return 'An address never holds credentials; name a secret.';
  if (url.hash !== '') return 'An address has no fragment.';
  if (url.protocol === 'https:' || (url.protocol === 'http:' && allowPrivate)) return undefined;
  return 'The address must begin with https://; http:// is for private addresses, with allow_private: true.';
}

/** The protocols in which a provider of each kind can be called. */
const PROTOCOLS: Readonly<Record<ProviderSettings['kind'], readonly string[]>> = {
  sim: ['openai-chat', 'anthropic-messages'],
  openai: ['openai-chat'],
  'azure-openai': ['openai-chat'],
  anthropic: ['anthropic-messages'],
};

/** Whether every call that `from` can take, `to` can take as well. Names that do not exist are reported elsewhere. */
export function canTakeOver(settings: Settings, from: string, to: string): boolean {
  const target = protocolsOf(settings, to);
  return protocolsOf(settings, from).every((protocol) => target.includes(protocol));
}

function protocolsOf({ models, providers }: Settings, name: string): readonly string[] {
  const provider = providers[models[name]?.provider ?? ''];
  return provider === undefined ? Object.values(PROTOCOLS).flat() : PROTOCOLS[provider.kind];
}
