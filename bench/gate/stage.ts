/** The stage of the gate's benchmark: database, issuer, upstream, bare proxy and the gate, each a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { startEmbedded } from '../../packages/gatehouse/src/stores/postgres/embedded.ts';
import { benchSettings } from './settings.ts';

export interface Stage {
  readonly gatePort: number;
  readonly barePort: number;
  readonly databaseUrl: string;
  /** A token of principal number `index`, who is in one of a few teams. */
  token(index: number): Promise<string>;
  /** A token of somebody whom the gate has never seen, in a team that it has never seen. */
  stranger(index: number): Promise<string>;
  /** What the gate says of its memos. */
  status(): Promise<Record<string, unknown>>;
  /** Resident memory of the gate, in MB. */
  rssMb(): number;
  close(): Promise<void>;
}

const TEAMS = 50;

const UPSTREAM = fileURLToPath(new URL('./upstream.ts', import.meta.url));
const BARE_PROXY = fileURLToPath(new URL('./bare-proxy.ts', import.meta.url));
const cli = fileURLToPath(new URL('../../packages/gatehouse/src/cli/main.ts', import.meta.url));

export async function setStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const children: ChildProcess[] = [];
  const chance = { bytes: (count: number) => Uint8Array.from(randomBytes(count)), fraction: () => 0.5 };
  const server = await startEmbedded({ dataDir: join(folder, 'database'), chance });
  if (!server.ok) throw new Error(server.fault.message);
  const issuer = await startIssuer();
  const upstreamPort = await portOf(run(children, [UPSTREAM]));
  const barePort = await portOf(run(children, [BARE_PROXY, `http://127.0.0.1:${upstreamPort}`]));
  const config = join(folder, 'gatehouse.yaml');
  writeFileSync(
    config,
    benchSettings({ issuer: issuer.url, upstream: `http://127.0.0.1:${upstreamPort}/v1` }),
  );
  const data = join(folder, 'data');
  const args = ['--config', config, '--data', data, '--data-port', '0', '--control-port', '0', '--json'];
  const gate = run(children, [cli, 'up', ...args], { DATABASE_URL: server.value.url });
  const facts = JSON.parse(await firstLine(gate)) as { data: string; control: string };
  return {
    gatePort: Number(new URL(facts.data).port),
    barePort,
    databaseUrl: server.value.url,
    token: (index) => issuer.token(`person-${index}`, `team-${index % TEAMS}`),
    stranger: (index) => issuer.token(`stranger-${index}`, `strange-team-${index}`),
    status: () => askControl(data, '/v1/status'),
    rssMb: () => residentMb(gate.pid ?? 0),
    async close() {
      for (const child of children.reverse()) await stop(child);
      issuer.close();
      await server.value.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function startIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwks = JSON.stringify({
    keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256', use: 'sig' }],
  });
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(jwks);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  let issued = 0;
  const token = (subject: string, team: string) =>
    new SignJWT({ roles: ['developer'], teams: [team], jti: String(issued++) })
      .setProtectedHeader({ alg: 'ES256', kid: 'bench', typ: 'JWT' })
      .setIssuer(url)
      .setAudience('gatehouse')
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime('2h')
      .sign(privateKey);
  return { url, token, close: () => server.close() };
}

async function askControl(data: string, path: string): Promise<Record<string, unknown>> {
  const { url, token } = JSON.parse(readFileSync(join(data, 'control.json'), 'utf8')) as {
    url: string;
    token: string;
  };
  const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return (await answer.json()) as Record<string, unknown>;
}

export function run(
  children: ChildProcess[],
  args: readonly string[],
  environment: Record<string, string> = {},
): ChildProcess {
  const child = spawn(process.execPath, [...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', ...environment },
  });
  children.push(child);
  return child;
}

export function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      const end = text.indexOf('\n');
      if (end !== -1) resolve(text.slice(0, end));
    });
    child.once('exit', (code) => reject(new Error(`a process of the stage ended early (${code})`)));
  });
}

export async function portOf(child: ChildProcess): Promise<number> {
  return Number(await firstLine(child));
}

function residentMb(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1_024);
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(late);
}
