/** A real MariaDB for the tests, where its programs are installed: started on a folder of its own, gone afterwards. */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import mysql from 'mysql2';
import { portOf } from '../net/servers.ts';

export interface MysqlServer {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Statements as a user who may do anything. */
  query(text: string): Promise<readonly Record<string, unknown>[]>;
  stop(): Promise<void>;
}

const run = promisify(execFile);
/** Debian puts servers where the shells of users do not look. */
const PATH = `${process.env.PATH}:/usr/sbin`;

/** Undefined where MariaDB (`mariadbd`, `mariadb-install-db`) is not installed. */
export async function startMysql(): Promise<MysqlServer | undefined> {
  const env = { ...process.env, PATH };
  const isThere = await run('mariadbd', ['--version'], { env }).then(
    () => true,
    () => false,
  );
  if (!isThere) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-mysql-'));
  const password = randomBytes(16).toString('hex');
  const grants = join(folder, 'grants.sql');
  await writeFile(
    grants,
    `create user tester@'%' identified by '${password}';\ngrant all on *.* to tester@'%' with grant option;\n`,
  );
  const data = join(folder, 'data');
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  await run(
    'mariadb-install-db',
    [`--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...asRoot],
    { env },
  );
  const reserved = createServer();
  const port = await portOf(reserved);
  await new Promise((resolve) => reserved.close(resolve));
  const server = spawn(
    'mariadbd',
    [
      `--datadir=${data}`,
      `--socket=${join(folder, 'socket')}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--init-file=${grants}`,
      '--skip-log-bin',
      '--innodb-flush-log-at-trx-commit=0',
      ...asRoot,
    ],
    { env, stdio: 'ignore' },
  );
  const ended = new Promise((resolve) => server.once('exit', resolve));
  process.once('exit', () => server.kill('SIGKILL'));
  const stop = async () => {
    server.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const connection = await connected({ port, password }, stop);
  return {
    port,
    user: 'tester',
    password,
    query: async (text) =>
      (await connection.promise().query(text))[0] as unknown as readonly Record<string, unknown>[],
    async stop() {
      connection.destroy();
      await stop();
    },
  };
}

async function connected(
  { port, password }: { readonly port: number; readonly password: string },
  stop: () => Promise<void>,
): Promise<mysql.Connection> {
  for (let tries = 0; tries < 400; tries++) {
    const connection = mysql.createConnection({ host: '127.0.0.1', port, user: 'tester', password });
    connection.on('error', () => undefined);
    try {
      await connection.promise().connect();
      return connection;
    } catch {
      connection.destroy();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  await stop();
  throw new Error('MariaDB did not start');
}
