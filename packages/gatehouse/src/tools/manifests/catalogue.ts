/** The catalogue: what servers define right now, held against what a person has accepted; only what fits is on offer. */
import type { AcceptedTool } from '../../kernel/accepted-tool.ts';
import type { Clock } from '../../kernel/effects.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { OfferKind, ToolTransport } from '../transport.ts';
import type { CataloguedTool, CatalogueProblem } from './catalogued.ts';
import { createFresh, type Fresh } from './fresh.ts';
import { type Judged, judge } from './judge.ts';
import { type NameTable, nameTable } from './names.ts';
import { type DefinitionInspector, inspectOffers } from './poison.ts';

export interface CatalogueServer {
  readonly transport: ToolTransport;
  /** Other names for its tools. */
  readonly alias: Readonly<Record<string, string>>;
  readonly refreshMs: number;
  readonly resources: boolean;
  readonly prompts: boolean;
}

export interface Catalogue {
  /** Every tool that may be called, of all servers or of one. A server that is away has none. */
  offered(server?: string): Promise<readonly CataloguedTool[]>;
  /**
   * The tool, held against the server's definitions of not longer ago than its `refreshMs`.
   * `tool.unknown`, `tool.suspended`, or why the server could not be asked.
   */
  find(server: string, tool: string): Promise<Result<CataloguedTool>>;
  /** By the name that a client knows: `server__name`, or the name alone where the address names the server. */
  named(name: string, server?: string): Promise<Result<CataloguedTool>>;
  /** Resources, templates and prompts of the servers that may offer them; what was found to attack is left out. */
  others(kind: Exclude<OfferKind, 'tools'>, server?: string): Promise<readonly OtherOffer[]>;
  /** A server said that its list changed: nothing that was fetched before is believed any more. */
  changed(server: string): void;
  /** Everything that is not on offer, and why; for `gatehouse tools` and the control plane. */
  problems(): Promise<readonly CatalogueProblem[]>;
}

export interface OtherOffer {
  readonly server: string;
  readonly offer: Readonly<Record<string, unknown>>;
}

export function createCatalogue(parts: {
  readonly servers: readonly CatalogueServer[];
  readonly accepted: readonly AcceptedTool[];
  readonly inspector: DefinitionInspector;
  readonly clock: Clock;
}): Catalogue {
  const names = nameTable(parts);
  const shelves = new Map(
    parts.servers.map((server) => [server.transport.id, openShelf(server, { ...parts, names })]),
  );
  const some = (server: string | undefined) =>
    [...shelves].filter(([id]) => server === undefined || id === server).map(([, shelf]) => shelf);

  const find = async (server: string, tool: string): Promise<Result<CataloguedTool>> => {
    const shelf = shelves.get(server);
    if (shelf === undefined) return failed(fault('tool.unknown', UNKNOWN));
    const judged = await shelf.tools.get();
    if (!judged.ok) return judged;
    const found = judged.value.get(tool);
    if (found?.offered !== undefined) return ok(found.offered);
    return failed(
      found === undefined || found.standing === 'unaccepted' || found.standing === 'missing'
        ? fault('tool.unknown', UNKNOWN)
        : fault(
            'tool.suspended',
            `The tool is suspended: ${found.message} Somebody has to look at it first.`,
          ),
    );
  };

  return {
    find,
    async offered(server) {
      const all = await Promise.all(some(server).map((shelf) => shelf.tools.get()));
      return all.flatMap((judged) =>
        judged.ok ? [...judged.value.values()].flatMap((each) => each.offered ?? []) : [],
      );
    },
    async named(name, server) {
      const key = server === undefined ? name : `${server}__${name}`;
      const meant = names.byQualifiedName.get(key);
      return meant === undefined ? failed(fault('tool.unknown', UNKNOWN)) : find(meant.server, meant.tool);
    },
    async others(kind, server) {
      const all = await Promise.all(some(server).map((shelf) => shelf.others[kind].get()));
      return all.flatMap((offers) => (offers.ok ? offers.value : []));
    },
    changed(server) {
      const shelf = shelves.get(server);
      if (shelf === undefined) return;
      for (const fresh of [shelf.tools, ...Object.values(shelf.others)]) fresh.spoil();
    },
    async problems() {
      const all = await Promise.all(
        [...shelves].map(async ([id, shelf]) => ({ id, judged: await shelf.tools.get() })),
      );
      return all.flatMap(({ id, judged }) =>
        judged.ok ? problemsIn(id, judged.value) : [away(id, judged.fault.message)],
      );
    },
  };
}

const UNKNOWN = 'No tool of this name is offered here; list the tools to see those that are.';

interface Shelf {
  readonly tools: Fresh<ReadonlyMap<string, Judged>>;
  readonly others: Readonly<Record<Exclude<OfferKind, 'tools'>, Fresh<readonly OtherOffer[]>>>;
}

function openShelf(
  server: CatalogueServer,
  parts: {
    readonly accepted: readonly AcceptedTool[];
    readonly inspector: DefinitionInspector;
    readonly clock: Clock;
    readonly names: NameTable;
  },
): Shelf {
  const { transport, refreshMs } = server;
  const { inspector, clock, names } = parts;
  const accepted = new Map(
    parts.accepted.filter((each) => each.server === transport.id).map((each) => [each.tool, each]),
  );
  const foreign = parts.accepted
    .filter((each) => each.server !== transport.id && !accepted.has(each.tool))
    .map(({ tool }) => tool);
  const judging = { server: transport, accepted, foreign, inspector, names: names.ofServer(transport.id) };
  /** What was judged before, by tool: a definition that did not change is not inspected again. */
  let before: ReadonlyMap<string, Judged> = new Map();
  const tools = createFresh(clock, refreshMs, async () => {
    const definitions = await transport.definitions();
    if (!definitions.ok) return definitions;
    before = judge(definitions.value, judging, before);
    return ok(before);
  });
  const other = (kind: Exclude<OfferKind, 'tools'>, isOn: boolean) =>
    createFresh(clock, refreshMs, async () => {
      if (!isOn) return ok([]);
      const offers = await transport.offers(kind);
      if (!offers.ok) return offers;
      const clean = inspectOffers(offers.value, inspector);
      return clean.ok ? ok(clean.value.map((offer) => ({ server: transport.id, offer }))) : clean;
    });
  return {
    tools,
    others: {
      resources: other('resources', server.resources),
      resource_templates: other('resource_templates', server.resources),
      prompts: other('prompts', server.prompts),
    },
  };
}

function problemsIn(server: string, judged: ReadonlyMap<string, Judged>): readonly CatalogueProblem[] {
  return [...judged].flatMap(([tool, { standing, message }]) =>
    standing === 'offered' ? [] : [{ server, tool, standing, message }],
  );
}

function away(server: string, message: string): CatalogueProblem {
  return { server, standing: 'away', message };
}
