/** Sessions with PostgreSQL: the extended protocol, which takes one statement and binds its parameters. */
import pg from 'pg';
import { Intake } from './intake.ts';
import { type SqlAnswer, type SqlCall, SqlFailure, type SqlSession, type SqlTarget } from './session.ts';

/** WHY set here: what the text of a query means must not depend on how the server or the role is set up. */
const SETTINGS = [
  'default_transaction_read_only=on',
  'standard_conforming_strings=on',
  'client_encoding=UTF8',
  'DateStyle=ISO',
  'TimeZone=UTC',
];

export async function openPostgres(target: SqlTarget): Promise<SqlSession> {
  const client = new pg.Client({
    host: target.host,
    port: target.port,
    database: target.database,
    user: target.user,
    // WHY a function: an empty password would make the client look for one in the environment and in files.
    password: () => target.password,
    ssl: tlsOf(target),
    stream: target.openSocket,
    connectionTimeoutMillis: target.connectMs,
    application_name: 'gatehouse tools',
    options: SETTINGS.map((setting) => `-c ${setting}`).join(' '),
    keepAlive: true,
  });
  let isAlive = true;
  client.on('error', () => {
    isAlive = false;
  });
  client.on('end', () => {
    isAlive = false;
  });
  try {
    await client.connect();
  } catch (error) {
    throw new SqlFailure('unavailable', false, error);
  }
  const destroy = () => {
    isAlive = false;
    client.connection.stream.destroy();
  };
  return { run: (call) => run(client, call, destroy), alive: () => isAlive, destroy };
}

async function run(client: pg.Client, call: SqlCall, destroy: () => void): Promise<SqlAnswer> {
  let phase: 'before commit' | 'commit' = 'before commit';
  try {
    // WHY `local`: it ends with the transaction. The server's own limit stops what nobody waits for any more.
    await client.query(
      `begin ${call.writes ? 'read write' : 'read only'}; set local statement_timeout = ${Math.ceil(call.timeoutMs)}`,
    );
    const { answer, isCut } = await ask(client, call, destroy);
    if (isCut) return answer;
    phase = 'commit';
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') throw new SqlFailure('refused', false, 'rolled back');
    return answer;
  } catch (error) {
    destroy();
    if (error instanceof SqlFailure) throw error;
    const refused = error instanceof pg.DatabaseError;
    // WHY not lasting before the commit: what was not committed, the server rolls back when the session is gone.
    throw new SqlFailure(
      refused ? 'refused' : 'unavailable',
      call.writes && phase === 'commit' && !refused,
      error,
    );
  }
}

function ask(client: pg.Client, call: SqlCall, destroy: () => void): Intake['taken'] {
  const intake = new Intake(call, destroy);
  // WHY extended: the simple protocol, which a call without parameters would use, takes several statements.
  const question = { text: call.text, values: boundTo(call), queryMode: 'extended', ...AS_TEXT };
  const query = new pg.Query(question);
  query.on('row', (row: readonly (string | null)[], result) => {
    const fields = result?.fields ?? [];
    const values = row.map((text, index) => jsonOf(fields[index]?.dataTypeID ?? 0, text));
    intake.row(
      fields.map(({ name }) => name),
      values,
    );
  });
  query.on('error', intake.fail);
  query.on('end', (result) => intake.finish(result?.rowCount ?? 0));
  const { stream } = client.connection;
  stream.on('data', intake.wire);
  client.query(query);
  return intake.taken.finally(() => stream.off('data', intake.wire));
}

/** Parameters go out as text, and the server reads them as what the query compares them with. */
function boundTo({ values }: SqlCall): (string | null)[] {
  return values.map(({ value }) => (value === null ? null : String(value)));
}

const AS_TEXT = {
  rowMode: 'array',
  types: { getTypeParser: () => (text: string) => text } as unknown as pg.CustomTypesConfig,
};

/** By the type's number in `pg_type`. What is not here stays the text that PostgreSQL writes; `numeric` too, digit for digit. */
const FROM_TEXT: Readonly<Record<number, (text: string) => unknown>> = {
  16: (text) => text === 't',
  17: (text) => Buffer.from(text.slice(2), 'hex').toString('base64'),
  20: exactNumber,
  21: Number,
  23: Number,
  26: Number,
  114: JSON.parse,
  700: exactNumber,
  701: exactNumber,
  3802: JSON.parse,
  ...Object.fromEntries(
    [1000, 1005, 1007, 1009, 1015, 1016, 1021, 1022].map((type) => [
      type,
      pg.types.getTypeParser(type, 'text'),
    ]),
  ),
};

function jsonOf(type: number, text: string | null): unknown {
  return text === null ? null : (FROM_TEXT[type]?.(text) ?? text);
}

/** A number where it is exactly one; otherwise its text (large integers, NaN, infinity). */
function exactNumber(text: string): number | string {
  const number = Number(text);
  const isExact = Number.isInteger(number) ? Number.isSafeInteger(number) : Number.isFinite(number);
  return isExact ? number : text;
}

function tlsOf({ tls }: SqlTarget): pg.ClientConfig['ssl'] {
  if (tls === undefined) return false;
  return { rejectUnauthorized: true, ...(tls.authority === undefined ? {} : { ca: tls.authority }) };
}
