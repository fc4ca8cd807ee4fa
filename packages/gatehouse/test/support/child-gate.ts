/** A gate in a process of its own, started from the command line as an operator starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createKeyOffice } from '../../src/identity/key-office.ts';
import { postgresKeyStore } from '../../src/stores/postgres/keys.ts';
import { chance, type FreshDatabase, freshDatabase } from './database.ts';
import { DEVELOPER, type HouseChanges, houseSettings, UPSTREAM_KEY } from './gate.ts';
import { startUpstream, type Upstream } from './upstream.ts';

const COMMAND = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

export interface ChildGate {
  readonly process: ChildProcess;
  /** Where it listens; rejects when it ends without having listened. */
  readonly listening: Promise<{ readonly data: string; readonly control: string }>;
  readonly ended: Promise<Ended>;
}

/** A place for gates: a data folder, a configuration, a database and a provider that outlive each of them. */
export interface Site {
  readonly fresh: FreshDatabase;
  readonly upstream: Upstream;
  readonly configFile: string;
  start(more?: {
    readonly flags?: readonly string[];
    readonly environment?: Record<string, string>;
  }): ChildGate;
  newKey(): Promise<string>;
  close(): Promise<void>;
}

export async function openSite(changes: HouseChanges = {}): Promise<Site> {
  const fresh = await freshDatabase();
  const upstream = await startUpstream();
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-site-'));
  const configFile = join(folder, 'gatehouse.yaml');
  writeFileSync(configFile, JSON.stringify(houseSettings(upstream.url, changes)));
  const children: ChildProcess[] = [];
  return {
    fresh,
    upstream,
    configFile,
    start({ flags = [], environment = {} } = {}) {
      const given = ['--data-port', '0', '--control-port', '0', '--config', configFile, ...flags];
      const child = spawn(
        process.execPath,
        [COMMAND, 'up', '--json', '--data', join(folder, 'data'), ...given],
        {
          stdio: ['ignore', 'pipe', 'pipe'],
          env: {
            PATH: process.env.PATH,
            DATABASE_URL: fresh.url,
            GATEHOUSE_SECRET: fresh.secret,
            UPSTREAM_KEY,
            ...environment,
          },
        },
      );
      children.push(child);
      return watch(child);
    },
    async newKey() {
      const clock = { nowMs: () => Date.now(), elapsedMs: () => performance.now() };
      const office = createKeyOffice({ store: postgresKeyStore(fresh.database), clock, chance });
      const made = await office.create(DEVELOPER, { createdBy: 'tests' });
      if (!made.ok) throw new Error(made.fault.message);
      return made.value.text;
    },
    async close() {
      for (const child of children) child.kill('SIGKILL');
      await upstream.close();
      await fresh.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function watch(child: ChildProcess): ChildGate {
  let output = '';
  let errors = '';
  child.stderr?.on('data', (part) => {
    errors += part;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, output, errors }));
  });
  const listening = new Promise<{ data: string; control: string }>((resolve, reject) => {
    child.stdout?.on('data', (part) => {
      output += part;
      if (output.includes('\n')) resolve(JSON.parse(output));
    });
    void ended.then(({ code }) => reject(new Error(`it ended with ${code}: ${errors}`)));
  });
  listening.catch(() => undefined);
  return { process: child, listening, ended };
}
