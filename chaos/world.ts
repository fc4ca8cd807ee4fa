/** The world of the chaos trials: a database, an issuer, a provider and an office that outlive the gate, and gates that do not. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../packages/gatehouse/src/stores/postgres/embedded.ts';
import { type RunningGate, type Superuser, startGate } from './gates.ts';
import { startIssuer } from './issuer.ts';
import { freePort, listen, urlOf } from './listen.ts';
import { startOffice } from './office.ts';
import type { Kill } from './points.ts';
import { answerCall } from './provider.ts';
import type { Seen } from './seen.ts';
import { chaosSettings } from './settings.ts';

export interface World {
  /** What the outside saw. */
  readonly seen: Seen;
  /** Of whoever calls, and of whoever answers what is held. */
  readonly token: string;
  readonly approver: string;
  /** Where the gates keep their keys. */
  readonly dataDir: string;
  readonly superuser: Superuser;
  startGate(kill?: Kill): Promise<RunningGate>;
  close(): Promise<void>;
}

export async function createWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-chaos-'));
  const chance = { bytes: (count: number) => Uint8Array.from(randomBytes(count)), fraction: () => 0.5 };
  const database = await startEmbedded({ dataDir: join(folder, 'database'), chance });
  if (!database.ok) throw new Error(database.fault.message);
  const databaseUrl = ownDatabase(database.value.url);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  pool.on('error', () => undefined);
  const superuser: Superuser = async <Row>(text: string, values: readonly unknown[] = []) =>
    (await pool.query(text, [...values])).rows as readonly Row[];
  const seen: Seen = {
    ...{ acknowledged: new Set(), reached: new Set(), deeds: new Map(), broken: [] },
  };
  const issuer = await startIssuer();
  const office = await startOffice({ seen, superuser });
  const provider = await listen(
    createServer((request, response) => answerCall(request, response, seen.reached)),
  );
  writeFileSync(join(folder, 'office.yaml'), office.manifests);
  writeFileSync(
    join(folder, 'gatehouse.yaml'),
    chaosSettings({ issuer: issuer.url, provider: urlOf(provider), office: office.url }),
  );
  const dataPort = await freePort();
  return {
    seen,
    token: issuer.caller,
    approver: issuer.approver,
    dataDir: join(folder, 'data'),
    superuser,
    startGate: (kill) => startGate({ folder, dataPort, databaseUrl, superuser }, kill),
    async close() {
      await pool.end();
      for (const server of [issuer.server, provider, office.server]) server.close().closeAllConnections();
      await database.value.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The gate makes a database of its own name on the server that it is given. */
function ownDatabase(url: string): string {
  const own = new URL(url);
  own.pathname = '/gatehouse';
  return own.href;
}
