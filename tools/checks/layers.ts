/** Layers: which room may import which, so that arrows run one way. */
import { type Check, lineAt } from './repository.ts';

const SRC = 'packages/gatehouse/src/';

/** Contracts that are looked at from outside their room: ports, and the shape of the settings. */
const SETTINGS = 'config/schema.ts';
const PROBLEM = 'config/problem.ts';
const PROVIDER_PORT = 'providers/provider.ts';
const TOOL_PORT = 'tools/transport.ts';
const EGRESS_PORT = 'providers/egress.ts';
const TOOL_EGRESS_PORT = 'tools/egress.ts';
const GRANT_PORT = 'tools/credentials/grant-store.ts';

const CORE = ['identity/', 'policy/', 'inspection/', 'budget/', 'ledger/', 'approval/', 'mandate/'];

/** What a room may import besides itself. A room that is not in the table may import nothing until it is. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'kernel/': [],
  'config/': ['kernel/'],
  'protocols/': ['kernel/'],
  ...Object.fromEntries(CORE.map((room) => [room, ['kernel/', SETTINGS, PROBLEM]])),
  'providers/': ['kernel/', 'protocols/', SETTINGS],
  // WHY the port of providers: an answer as it arrives from outside is one thing, whoever sent it.
  'tools/': ['kernel/', 'protocols/', SETTINGS, PROBLEM, PROVIDER_PORT],
  'stores/': ['kernel/', ...CORE, GRANT_PORT],
  'net/': ['kernel/', ...CORE, PROVIDER_PORT, EGRESS_PORT, TOOL_EGRESS_PORT],
  'dev-idp/': ['kernel/', SETTINGS],
  'gate/': ['kernel/', 'protocols/', 'config/', ...CORE, PROVIDER_PORT, TOOL_PORT],
  'http/': ['kernel/', 'protocols/', 'config/', ...CORE, 'gate/', 'net/'],
  'cli/': [''],
  'main/': [''],
  'main.ts': [''],
};

/** The kernel stands on nothing but these. */
const KERNEL_PACKAGES = new Set(['node:crypto']);

export const layers: Check = {
  name: 'arrows between rooms run one way',
  run: ({ sources }) =>
    sources
      .filter(({ path }) => path.startsWith(SRC))
      .flatMap(({ path, text, imports }) => {
        const from = path.slice(SRC.length);
        const room = Object.keys(MAY_IMPORT).find((prefix) => from.startsWith(prefix));
        if (room === undefined)
          return [{ path, line: 1, message: 'is in a room that the table of layers lacks' }];
        return imports
          .filter(({ target, specifier }) =>
            target === undefined
              ? room === 'kernel/' && !KERNEL_PACKAGES.has(specifier)
              : !mayImport(room, target),
          )
          .map(({ specifier, offset }) => ({
            path,
            line: lineAt(text, offset),
            message: `${room} may not import ${specifier}`,
          }));
      }),
};

/** A clearance is minted in one place, after the record: `kernel/clearance.ts`. */
export const minting: Check = {
  name: 'clearances are minted by gate/clear.ts alone',
  run: ({ sources }) =>
    sources
      .filter(({ path }) => path.startsWith(SRC) && path !== `${SRC}gate/clear.ts`)
      .flatMap(({ path, text, imports }) =>
        imports
          .filter(
            ({ target, names }) =>
              target === `${SRC}kernel/clearance.ts` && /^(?:mint|\*)$/m.test(names.join('\n')),
          )
          .map(({ offset }) => ({ path, line: lineAt(text, offset), message: 'imports mint' })),
      ),
};

function mayImport(room: string, target: string): boolean {
  if (!target.startsWith(SRC)) return MAY_IMPORT[room]?.includes('') ?? false;
  const to = target.slice(SRC.length);
  return [room, ...(MAY_IMPORT[room] ?? [])].some((allowed) => to.startsWith(allowed));
}
