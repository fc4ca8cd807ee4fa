/** The world of the chaos trials: a database, an issuer and a provider that outlive the gate, and gates that do not. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import pg from 'pg';
import { startEmbedded } from '../packages/gatehouse/src/stores/postgres/embedded.ts';
import type { Broken } from './broken.ts';
import { answerCall } from './provider.ts';

export const STATIONS = [
  'identify',
  'admit',
  'inspect',
  'decide',
  'hold',
  'record',
  'perform',
  'inspect-result',
  'settle',
] as const;

export interface Kill {
  readonly station: string;
  readonly after: number;
  readonly delayMs: number;
}

export interface RunningGate {
  readonly dataPort: number;
  /** Resolves when the process is dead. */
  readonly killed: Promise<void>;
  /** Waits until recovery is done and nothing is pending. */
  settle(): Promise<void>;
  verify(): Promise<readonly Broken[]>;
  stop(): Promise<void>;
}

export interface World {
  /** What the outside saw: crossings answered in full, and markers that came to the provider. */
  readonly seen: { readonly acknowledged: Set<string>; readonly reached: Set<string> };
  readonly token: string;
  superuser<Row>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  startGate(kill?: Kill): Promise<RunningGate>;
  close(): Promise<void>;
}

const CLI = fileURLToPath(new URL('../packages/gatehouse/src/cli/main.ts', import.meta.url));
const KILLER = fileURLToPath(new URL('./killer.ts', import.meta.url));
const SETTLE_MS = 20_000;

export async function createWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-chaos-'));
  const chance = { bytes: (count: number) => Uint8Array.from(randomBytes(count)), fraction: () => 0.5 };
  const database = await startEmbedded({ dataDir: join(folder, 'database'), chance });
  if (!database.ok) throw new Error(database.fault.message);
  const { url } = database.value;
  const seen = { acknowledged: new Set<string>(), reached: new Set<string>() };
  const issuer = await startIssuer();
  const provider = await listen(
    createServer((request, response) => answerCall(request, response, seen.reached)),
  );
  writeFileSync(join(folder, 'gatehouse.yaml'), settings(issuer.url, urlOf(provider)));
  const pool = new pg.Pool({ connectionString: databaseUrl(url), max: 2 });
  pool.on('error', () => undefined);
  const superuser = async <Row>(text: string, values: readonly unknown[] = []) =>
    (await pool.query(text, [...values])).rows as readonly Row[];
  return {
    seen,
    token: issuer.token,
    superuser,
    startGate: (kill) => startGate({ folder, url, superuser }, kill),
    async close() {
      await pool.end();
      for (const server of [issuer.server, provider]) server.close().closeAllConnections();
      await database.value.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The gate makes a database of its own name on the server that it is given. */
function databaseUrl(url: string): string {
  const own = new URL(url);
  own.pathname = '/gatehouse';
  return own.href;
}

interface Surroundings {
  readonly folder: string;
  readonly url: string;
  readonly superuser: World['superuser'];
}

async function startGate({ folder, url, superuser }: Surroundings, kill?: Kill): Promise<RunningGate> {
  const flags = ['--config', join(folder, 'gatehouse.yaml'), '--data', join(folder, 'data'), '--json'];
  const chaos =
    kill === undefined
      ? {}
      : {
          CHAOS_STATION: kill.station,
          CHAOS_AFTER: String(kill.after),
          CHAOS_DELAY_MS: String(kill.delayMs),
        };
  const child = spawn(
    process.execPath,
    ['--import', KILLER, CLI, 'up', ...flags, '--data-port', '0', '--control-port', '0'],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DATABASE_URL: databaseUrl(url), ...chaos } },
  );
  const killed = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { data } = JSON.parse(await firstLine(child)) as { data: string };
  return {
    dataPort: Number(new URL(data).port),
    killed,
    settle: () => settle(superuser),
    verify: () => verify(join(folder, 'data')),
    async stop() {
      child.kill('SIGTERM');
      await killed;
    },
  };
}

async function settle(superuser: World['superuser']): Promise<void> {
  const until = Date.now() + SETTLE_MS;
  while (Date.now() < until) {
    const [row] = await superuser<{ open: string }>(
      `select (select count(*) from gatehouse.open_crossing) + (select count(*) from gatehouse.ledger_pending)
        + (select count(*) from gatehouse.instance) - 1 as open`,
    );
    if (Number(row?.open) <= 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function verify(data: string): Promise<readonly Broken[]> {
  const child = spawn(process.execPath, [CLI, 'ledger', 'verify', '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  return code === 0 ? [] : [{ law: 'the ledger verifies', detail: said.trim().slice(0, 2_000) }];
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    let errors = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      const end = text.indexOf('\n');
      if (end !== -1) resolve(text.slice(0, end));
    });
    child.stderr?.on('data', (bytes: Buffer) => {
      errors = `${errors}${bytes.toString()}`.slice(-2_000);
    });
    child.once('exit', (code) => reject(new Error(`the gate ended before it was up (${code}): ${errors}`)));
  });
}

async function startIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'chaos', alg: 'ES256' }] });
  const server = await listen(createServer((_request, response) => response.end(jwks)));
  const url = urlOf(server);
  const token = await new SignJWT({ roles: ['developer'] })
    .setProtectedHeader({ alg: 'ES256', kid: 'chaos' })
    .setIssuer(url)
    .setAudience('gatehouse')
    .setSubject('caller')
    .setIssuedAt()
    .setExpirationTime('12h')
    .sign(privateKey);
  return { url, server, token };
}

function listen(server: Server): Promise<Server> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function urlOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

const OWNED = "owner: chaos@example.com, reason: Under test., review: '2099-12-31'";

function settings(issuer: string, provider: string): string {
  return `
version: 1
tenants: { chaos: { name: Chaos } }
identity:
  issuers:
    - { issuer: '${issuer}', jwks_url: '${issuer}/jwks', tenant: chaos, audiences: [gatehouse], algorithms: [ES256], kind: person, allow_private: true }
providers: { stub: { kind: openai, base_url: '${provider}/v1', allow_private: true } }
models: { stub: { provider: stub, max_output_tokens: 256, retries: 0, price: { input_per_million: 1, output_per_million: 4 } } }
charter: { access: [{ id: developers, ${OWNED}, who: { roles: [developer] } }] }
budgets:
  - { id: requests, ${OWNED}, each: person, measure: requests, per: month, limit: 100000000 }
  - { id: tokens, ${OWNED}, each: tenant, measure: tokens, per: month, limit: 10000000000 }
  - { id: money, ${OWNED}, each: tenant, measure: money, per: month, limit: 100000 }
`;
}
