/** Sessions with MySQL and MariaDB: prepared statements, which take one statement and bind its parameters by type. */
import mysql from 'mysql2';
import { Intake } from './intake.ts';
import {
  type SqlAnswer,
  type SqlCall,
  SqlFailure,
  type SqlSession,
  type SqlTarget,
  type SqlValue,
} from './session.ts';

/** WHY set here: what the text of a query means must not depend on how the server is set up (no ANSI_QUOTES, escapes as usual). */
const SETTINGS = `set session sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00'`;

export async function openMysql(target: SqlTarget): Promise<SqlSession> {
  const socket = target.openSocket();
  const connection = mysql.createConnection({
    host: target.host,
    port: target.port,
    database: target.database,
    user: target.user,
    password: target.password,
    ...(target.tls === undefined ? {} : { ssl: tlsOf(target.tls) }),
    stream: () => socket.setNoDelay(true).connect(target.port, target.host),
    connectTimeout: target.connectMs,
    charset: 'utf8mb4',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: false,
    multipleStatements: false,
    // WHY: no row may become code, and no answer may ask for a file.
    disableEval: true,
    flags: ['-LOCAL_FILES', '-MULTI_STATEMENTS'],
  });
  let isAlive = true;
  let abandon: () => void = () => undefined;
  const cut = () => {
    isAlive = false;
    // WHY the socket first: the client would read on until the server has noticed.
    socket.destroy();
    connection.destroy();
  };
  const destroy = () => {
    cut();
    abandon();
  };
  /** WHY: the client forgets to tell whoever waits for it when it is destroyed. */
  const guarded = <T>(work: Promise<T>, lasting: boolean): Promise<T> => {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    abandon = () => reject(new SqlFailure('unavailable', lasting, 'the session ended'));
    work.then(resolve, reject);
    return promise;
  };
  connection.on('error', destroy);
  connection.on('end', destroy);
  try {
    const isMariaDb = await guarded(prepare(connection), false);
    return {
      run: (call) => guarded(run(connection, { call, isMariaDb, cut }), call.writes),
      alive: () => isAlive,
      destroy,
    };
  } catch (error) {
    cut();
    throw error instanceof SqlFailure ? error : new SqlFailure('unavailable', false, error);
  }
}

/** Sets the session up; answers whether it is one of MariaDB. */
async function prepare(connection: mysql.Connection): Promise<boolean> {
  await command(connection, SETTINGS);
  await command(connection, 'set session transaction read only');
  const [row] = await command(connection, 'select version()');
  return /mariadb/i.test(String(row?.[0]));
}

interface Running {
  readonly call: SqlCall;
  readonly isMariaDb: boolean;
  readonly cut: () => void;
}

async function run(connection: mysql.Connection, { call, isMariaDb, cut }: Running): Promise<SqlAnswer> {
  try {
    // The server's own limit stops what nobody waits for any more; MySQL has one for reads only.
    await command(
      connection,
      isMariaDb
        ? `set session max_statement_time = ${call.timeoutMs / 1_000}`
        : `set session max_execution_time = ${Math.ceil(call.timeoutMs)}`,
    );
    await command(connection, `start transaction ${call.writes ? 'read write' : 'read only'}`);
    const { answer, isCut } = await ask(connection, call, cut);
    if (isCut) return answer;
    await command(connection, 'commit');
    return answer;
  } catch (error) {
    cut();
    // WHY lasting: tables without transactions keep what was written before the failure.
    if (error instanceof SqlFailure) throw new SqlFailure(error.kind, call.writes, error.cause);
    throw new SqlFailure(isRefusal(error) ? 'refused' : 'unavailable', call.writes, error);
  }
}

interface Wire {
  readonly stream: NodeJS.ReadableStream;
}

function ask(connection: mysql.Connection, call: SqlCall, cut: () => void): Intake['taken'] {
  const intake = new Intake(call, cut);
  let columns: readonly string[] = [];
  let changed = 0;
  const query = connection.execute({ sql: call.text, values: call.values.map(bound), rowsAsArray: true });
  query.on('fields', (fields: readonly { readonly name: string }[] | undefined) => {
    columns = (fields ?? []).map(({ name }) => name);
  });
  query.on('result', (result: readonly unknown[] | { readonly affectedRows: number }) => {
    if ('affectedRows' in result) changed = result.affectedRows;
    else intake.row(columns, result.map(jsonOf));
  });
  query.on('error', intake.fail);
  query.on('end', () => intake.finish(changed));
  const { stream } = connection as unknown as Wire;
  stream.on('data', intake.wire);
  return intake.taken.finally(() => stream.off('data', intake.wire));
}

/** WHY typed: MySQL compares a text with a number by turning the text into one, so `'abc' = 0` would be true. */
function bound({ type, value }: SqlValue): mysql.TypedParameterValue {
  const { TypedParameter } = mysql;
  if (value === null) return TypedParameter.NULL();
  if (type === 'integer') return TypedParameter.LONGLONG(BigInt(value));
  if (type === 'number') return TypedParameter.DOUBLE(value);
  if (type === 'boolean') return TypedParameter.TINY(value ? 1 : 0);
  return TypedParameter.VAR_STRING(value);
}

function jsonOf(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString('base64');
  return typeof value === 'bigint' ? String(value) : value;
}

function command(connection: mysql.Connection, sql: string): Promise<readonly (readonly unknown[])[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly (readonly unknown[])[]>();
  connection.query({ sql, rowsAsArray: true }, (error, rows) => {
    if (error === null) resolve(Array.isArray(rows) ? (rows as unknown[][]) : []);
    else reject(error);
  });
  return promise;
}

/** Errors of the server carry an SQLSTATE; those of the connection do not. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'sqlState' in error && typeof error.sqlState === 'string';
}

function tlsOf({ authority }: { readonly authority: string | undefined }): mysql.SslOptions {
  return {
    rejectUnauthorized: true,
    verifyIdentity: true,
    ...(authority === undefined ? {} : { ca: authority }),
  };
}
