/** What the tests of named queries share: a transport of some queries at one database. */
import assert from 'node:assert/strict';
import { lookup } from 'node:dns/promises';
import type { TestContext } from 'node:test';
import { createDatabaseSocket } from '../../src/net/database-socket.ts';
import type { SqlTarget } from '../../src/tools/sql/session.ts';
import {
  createSqlTransport,
  type NamedQuery,
  readQuery,
  type SqlServerOptions,
} from '../../src/tools/sql/sql.ts';
import type { Dialect } from '../../src/tools/sql/statement.ts';
import type { ToolTransport } from '../../src/tools/transport.ts';

type Settings = Parameters<typeof readQuery>[1];
type Parameters_ = Record<string, Settings['parameters'][string]['type']>;

/** A query; types of parameters with a `?` behind them are optional. */
export interface GivenQuery {
  readonly text: string;
  readonly parameters?: Parameters_;
  readonly optional?: readonly string[];
  readonly writes?: boolean;
  readonly rows?: number;
}

function readGiven(name: string, given: GivenQuery, dialect: Dialect): NamedQuery | string {
  const optional = given.optional ?? [];
  const parameters = Object.entries(given.parameters ?? {}).map(
    ([argument, type]) => [argument, { type, optional: optional.includes(argument) }] as const,
  );
  const settings = {
    description: 'A query.',
    text: given.text,
    parameters: Object.fromEntries(parameters),
    writes: given.writes ?? false,
    rows: given.rows ?? 100,
  };
  return readQuery(name, settings, dialect);
}

export function sqlTransport(
  t: TestContext,
  target: SqlTarget,
  given: { readonly dialect: Dialect; readonly queries: Readonly<Record<string, GivenQuery>> } & Partial<
    Omit<SqlServerOptions, 'queries'>
  >,
): ToolTransport {
  const { dialect, queries, ...rest } = given;
  const read = Object.entries(queries).map(([name, query]) => {
    const one = readGiven(name, query, dialect);
    if (typeof one === 'string') assert.fail(`${name}: ${one}`);
    return [name, one] as const;
  });
  const transport = createSqlTransport({
    id: 'shop',
    target,
    connections: 2,
    timeoutMs: 5_000,
    dialect,
    ...rest,
    queries: new Map(read),
  });
  t.after(() => transport.close());
  return transport;
}

export function openSocket(allowPrivate = true) {
  const resolve = (hostname: string) => lookup(hostname, { all: true, verbatim: true });
  return () => createDatabaseSocket({ allowPrivate, resolve });
}
