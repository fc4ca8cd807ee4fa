/** Names under which accepted tools are offered: safe for every client, and none that could be taken for another. */
import { skeletonOf } from '../../kernel/look-alikes.ts';

export type Naming =
  | { readonly name: string; readonly qualifiedName: string }
  | { readonly standing: 'unnamed' | 'ambiguous'; readonly message: string };

export interface NameTable {
  /** By the name on `/mcp`; only names that stand for one tool. */
  readonly byQualifiedName: ReadonlyMap<string, { readonly server: string; readonly tool: string }>;
  /** By the server's own name of the tool. */
  ofServer(server: string): ReadonlyMap<string, Naming>;
}

interface Wish {
  readonly server: string;
  readonly tool: string;
  readonly name: string;
}

/** What MCP clients and model APIs accept, with room for the server's name before it (together at most 128). */
const SAFE = /^[A-Za-z0-9_-]{1,94}$/;

/**
 * WHY accepted tools alone: a stranger's tool must not push another off the table by taking a name that looks like its own.
 */
export function nameTable({
  accepted,
  servers,
}: {
  readonly accepted: readonly { readonly server: string; readonly tool: string }[];
  readonly servers: readonly {
    readonly transport: { readonly id: string };
    readonly alias: Readonly<Record<string, string>>;
  }[];
}): NameTable {
  const aliases = new Map(servers.map(({ transport, alias }) => [transport.id, alias]));
  const wishes = accepted.map(({ server, tool }): Wish => {
    const alias = aliases.get(server) ?? {};
    return { server, tool, name: (Object.hasOwn(alias, tool) ? alias[tool] : undefined) ?? tool };
  });
  const alike = Map.groupBy(wishes, ({ name }) => skeletonOf(name));
  const table = new Map<string, Map<string, Naming>>();
  const byQualifiedName = new Map<string, { server: string; tool: string }>();
  for (const wish of wishes) {
    const { server, tool } = wish;
    const naming = nameFor(wish, alike.get(skeletonOf(wish.name)) ?? []);
    const own = table.get(server) ?? new Map<string, Naming>();
    table.set(server, own.set(tool, naming));
    if ('qualifiedName' in naming) byQualifiedName.set(naming.qualifiedName, { server, tool });
  }
  return { byQualifiedName, ofServer: (server) => table.get(server) ?? new Map() };
}

function nameFor(wish: Wish, alike: readonly Wish[]): Naming {
  const { server, name } = wish;
  if (!SAFE.test(name)) {
    const message =
      'Its name is not one that every client takes; give it an alias of letters, digits, _ and -.';
    return { standing: 'unnamed', message };
  }
  const other = alike.find((each) => each !== wish);
  if (other === undefined) return { name, qualifiedName: `${server}__${name}` };
  const message = `Its name is or looks like that of ${other.server}/${other.tool}; give one of them an alias.`;
  return { standing: 'ambiguous', message };
}
