/** Homes: effects that only named places may have, with the reason for each. */
import { type Check, lineAt } from './repository.ts';

const SRC = /^packages\/[\w-]+\/src\//;

interface Home {
  /** Files and folders within `src`. */
  readonly places: readonly string[];
  readonly reason: string;
}

interface Effect {
  readonly what: string;
  readonly code: RegExp;
  readonly homes: readonly Home[];
}

const EDGE: Home = {
  places: ['main.ts', 'main/', 'cli/'],
  reason: 'the edge, where the real clock, chance and world are bound',
};
const NET: Home = { places: ['net/'], reason: 'the one way out, and the listeners' };

const EFFECTS: readonly Effect[] = [
  { what: 'Date.now', code: /\bDate\s*\.\s*now\b/g, homes: [EDGE] },
  { what: 'new Date()', code: /\bnew\s+Date\s*(?:\(\s*\)|(?!\s*\())/g, homes: [EDGE] },
  { what: 'performance.now', code: /\bperformance\s*\.\s*now\b/g, homes: [EDGE] },
  { what: 'Math.random', code: /\bMath\s*\.\s*random\b/g, homes: [EDGE] },
  { what: 'console', code: /(?<![.\w$])console\s*\./g, homes: [EDGE] },
  { what: 'process.env', code: /\bprocess\s*\.\s*env\b/g, homes: [EDGE] },
  { what: 'process.exit', code: /\bprocess\s*\.\s*exit\b/g, homes: [EDGE] },
  { what: 'fetch', code: /(?<![.\w$#])fetch\s*\(/g, homes: [NET] },
  { what: 'globalThis', code: /\bglobalThis\b/g, homes: [] },
  { what: 'eval', code: /(?<![.\w$])(?:eval\s*\(|new\s+Function\b)/g, homes: [] },
];

/** Packages that reach outside. A type-only import reaches nothing. */
const REACHING: readonly (Effect & { readonly code: RegExp })[] = [
  {
    what: 'sockets',
    code: /^node:(?:net|tls|http|https|http2|dgram)$/,
    homes: [NET, { places: ['dev-idp/'], reason: 'a server of its own, for development and tests' }],
  },
  { what: 'undici', code: /^undici$/, homes: [NET] },
  {
    what: 'fastify',
    code: /^fastify$/,
    homes: [{ places: ['http/control/'], reason: 'the control plane' }, EDGE],
  },
  {
    what: 'processes',
    code: /^(?:node:)?(?:child_process|cluster)$/,
    homes: [
      { places: ['stores/postgres/'], reason: 'starts the embedded database; no call of the API reaches it' },
      {
        places: ['tools/stdio/'],
        reason: 'starts tool servers that the configuration on disk names; no call of the API reaches it',
      },
    ],
  },
  {
    what: 'PostgreSQL',
    code: /^pg$/,
    homes: [
      { places: ['stores/postgres/'], reason: 'the one storage engine' },
      { places: ['tools/sql/postgres.ts'], reason: 'named queries, over sockets that net/ checks' },
    ],
  },
  {
    what: 'MySQL',
    code: /^mysql2(?:\/|$)/,
    homes: [{ places: ['tools/sql/mysql.ts'], reason: 'named queries, over sockets that net/ checks' }],
  },
  { what: 'a module without its node: prefix', code: /^(?:net|tls|https?|http2|dgram)$/, homes: [] },
];

export const homes: Check = {
  name: 'effects stay in their homes',
  run: ({ sources }) =>
    sources
      .filter(({ path }) => SRC.test(path))
      .flatMap(({ path, text, code, imports }) => {
        const away = ({ homes }: Effect) =>
          !homes.some(({ places }) => places.some((place) => path.replace(SRC, '').startsWith(place)));
        const at = (offset: number, what: string) => ({
          path,
          line: lineAt(text, offset),
          message: `uses ${what} away from its home`,
        });
        const calls = EFFECTS.filter(away).flatMap((effect) =>
          [...code.matchAll(effect.code)].map(({ index }) => at(index, effect.what)),
        );
        const taken = REACHING.filter(away).flatMap((effect) =>
          imports
            .filter(({ specifier, typeOnly }) => !typeOnly && effect.code.test(specifier))
            .map(({ offset }) => at(offset, effect.what)),
        );
        return [...calls, ...taken];
      }),
};
