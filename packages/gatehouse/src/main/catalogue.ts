/** The catalogue as the gate asks it: what each server offers, together with the way to reach it. */
import type { Catalogue, KnownTool, Listed } from '../gate/catalogue.ts';
import { fault } from '../kernel/faults.ts';
import type { ToolManifest } from '../kernel/manifest.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { OtherOffer, Catalogue as Shelves } from '../tools/manifests/catalogue.ts';
import type { CataloguedTool } from '../tools/manifests/catalogued.ts';
import type { OfferKind, ToolTransport } from '../tools/transport.ts';

export function openCatalogue(
  shelves: Shelves,
  transports: ReadonlyMap<string, ToolTransport>,
): Catalogue & Pick<Shelves, 'problems' | 'offered'> {
  const known = (tool: CataloguedTool): KnownTool => ({
    ...{ transport: reach(transports, tool.server), name: tool.tool, qualified: tool.id },
    ...{ manifest: tool.manifest, pin: tool.pin, validate: tool.validate },
    inputSchema: tool.definition.inputSchema,
  });
  return {
    problems: () => shelves.problems(),
    offered: (server) => shelves.offered(server),
    async list(kind, server) {
      if (kind !== 'tools') {
        const offers = await shelves.others(kind, server);
        return ok(offers.map((offer) => listedOther(transports, kind, offer)));
      }
      const tools = await shelves.offered(server);
      return ok(
        tools.map(
          (tool): Listed => ({
            ...{ tool: known(tool), own: tool.name, qualified: tool.qualifiedName },
            definition: { ...tool.definition },
          }),
        ),
      );
    },
    async find(kind, server, name) {
      if (kind === 'tools') {
        const found = await shelves.named(name, server);
        return found.ok ? ok(known(found.value)) : found;
      }
      return findOther(transports, await shelves.others(kind, server), { shelves, kind, server, name });
    },
  };
}

function reach(transports: ReadonlyMap<string, ToolTransport>, server: string): ToolTransport {
  const transport = transports.get(server);
  if (transport === undefined) throw new Error('INVARIANT: whatever is on a shelf can be reached');
  return transport;
}

/** What resources and prompts hold, anybody may have written; reading them changes nothing. */
const UNTRUSTED: ToolManifest = {
  effect: 'read',
  reversible: true,
  readers: 'subject',
  arguments: {},
  result: [],
};

function other(transport: ToolTransport, name: string): KnownTool {
  return {
    ...{ transport, name, qualified: `${transport.id}/${name}`, manifest: UNTRUSTED, pin: '' },
    validate: () => ok(undefined),
  };
}

/** By what clients name it: resources by their address, templates by theirs, prompts by their name. */
function nameOf(kind: Exclude<OfferKind, 'tools'>, { offer }: OtherOffer): string {
  const field = { resources: 'uri', resource_templates: 'uriTemplate', prompts: 'name' } as const;
  return String(offer[field[kind]] ?? '');
}

function listedOther(
  transports: ReadonlyMap<string, ToolTransport>,
  kind: Exclude<OfferKind, 'tools'>,
  offer: OtherOffer,
): Listed {
  const name = nameOf(kind, offer);
  const qualified = kind === 'prompts' ? `${offer.server}__${name}` : name;
  return {
    tool: other(reach(transports, offer.server), name),
    own: name,
    qualified,
    definition: offer.offer,
  };
}

interface Wanted {
  readonly shelves: Shelves;
  readonly kind: Exclude<OfferKind, 'tools'>;
  readonly server: string | undefined;
  readonly name: string;
}

async function findOther(
  transports: ReadonlyMap<string, ToolTransport>,
  offers: readonly OtherOffer[],
  { shelves, kind, server, name }: Wanted,
): Promise<Result<KnownTool>> {
  const meant = offers.filter((offer) => {
    const own = nameOf(kind, offer);
    return name === own || (kind === 'prompts' && server === undefined && name === `${offer.server}__${own}`);
  });
  const [offer, ...twins] = meant;
  if (offer !== undefined && twins.length === 0) {
    return ok(other(reach(transports, offer.server), nameOf(kind, offer)));
  }
  // WHY only where the address names the server: an address that fits a template says nothing of whose it is.
  if (offer === undefined && kind === 'resources' && server !== undefined) {
    const templates = await shelves.others('resource_templates', server);
    if (templates.length > 0) return ok(other(reach(transports, server), name));
  }
  return failed(fault('tool.unknown', 'Nothing of this name is offered here; list what is.'));
}
