/** The stage of the broker's benchmark: database, issuer, server of tools and the gate, each a process of its own. */
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startEmbedded } from '../../packages/gatehouse/src/stores/postgres/embedded.ts';
import { firstLine, portOf, run, startIssuer, stop } from '../gate/stage.ts';
import { manifestsOf } from './tools.ts';

export interface BrokerStage {
  readonly gatePort: number;
  readonly barePort: number;
  readonly dataDir: string;
  /** A superuser's session with the gate's database. */
  readonly database: pg.Pool;
  /** A token of a person. */
  token(): Promise<string>;
  close(): Promise<void>;
}

const UPSTREAM = fileURLToPath(new URL('./upstream.ts', import.meta.url));
const cli = fileURLToPath(new URL('../../packages/gatehouse/src/cli/main.ts', import.meta.url));

export async function setBrokerStage(): Promise<BrokerStage> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const children: ChildProcess[] = [];
  const chance = { bytes: (count: number) => Uint8Array.from(randomBytes(count)), fraction: () => 0.5 };
  const server = await startEmbedded({ dataDir: join(folder, 'database'), chance });
  if (!server.ok) throw new Error(server.fault.message);
  const issuer = await startIssuer();
  const barePort = await portOf(run(children, [UPSTREAM]));
  const upstream = `http://127.0.0.1:${barePort}`;
  writeFileSync(join(folder, 'office.yaml'), await manifestsOf('office', `${upstream}/mcp`));
  writeFileSync(join(folder, 'shelf.yaml'), await manifestsOf('shelf', `${upstream}/shelf`));
  const config = join(folder, 'gatehouse.yaml');
  writeFileSync(config, settings(issuer.url, upstream));
  const dataDir = join(folder, 'data');
  const url = new URL(server.value.url);
  url.pathname = '/gatehouse';
  const args = ['--config', config, '--data', dataDir, '--data-port', '0', '--control-port', '0', '--json'];
  const gate = run(children, [cli, 'up', ...args], { DATABASE_URL: url.href });
  const facts = JSON.parse(await firstLine(gate)) as { data: string };
  const database = new pg.Pool({ connectionString: url.href, max: 2 });
  return {
    gatePort: Number(new URL(facts.data).port),
    barePort,
    dataDir,
    database,
    token: () => issuer.token('person-1', 'team-1'),
    async close() {
      await database.end();
      for (const child of children.reverse()) await stop(child);
      issuer.close();
      await server.value.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const OWNED = "owner: bench@example.com, reason: Measured., review: '2099-12-31'";
const ENDORSED = "owner: bench@example.com, reason: Measured., expires: '2099-12-31'";

function settings(issuer: string, upstream: string): string {
  return `
version: 1
tenants: { bench: { name: Bench } }
identity:
  issuers:
    - { issuer: '${issuer}', jwks_url: '${issuer}', tenant: bench, audiences: [gatehouse], algorithms: [ES256], kind: person, allow_private: true }
providers: { sim: { kind: sim } }
models: { stub: { provider: sim, max_output_tokens: 256, price: { input_per_million: 1, output_per_million: 4 } } }
tools:
  manifests: [office.yaml, shelf.yaml]
  servers:
    office: { kind: mcp, url: '${upstream}/mcp', allow_private: true, refresh_seconds: 3600, ${OWNED} }
    shelf: { kind: mcp, url: '${upstream}/shelf', allow_private: true, refresh_seconds: 3600, ${OWNED} }
charter:
  access: [{ id: developers, ${OWNED}, who: { roles: [developer] } }]
  data:
    - { id: mask-cards, ${OWNED}, classes: [payment_card], do: mask }
    - { id: block-secrets, ${OWNED}, classes: [cloud_key, private_key], do: block }
  tools: [{ id: all, ${OWNED}, who: { roles: [developer] }, tools: ['office/*', 'shelf/*'] }]
  endorsements:
    - { id: bells, ${ENDORSED}, tools: ['office/ring_bell'], lifts: [origin, readers, scope] }
budgets:
  - { id: requests, ${OWNED}, each: person, measure: requests, per: month, limit: 100000000 }
`;
}
