/** A whole gate with the suites' tools behind it, and a person who opens a mandate for each session. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { startGatehouse } from '../../../packages/gatehouse/src/main.ts';
import { startEmbedded } from '../../../packages/gatehouse/src/stores/postgres/embedded.ts';
import { pinOf } from '../../../packages/gatehouse/src/tools/manifests/pin.ts';
import type { Suite } from '../corpus/suite.ts';
import { type ReplayingServer, toolOf } from './replaying-server.ts';

export interface House extends AsyncDisposable {
  /** A client of `/mcp/<suite>` under a new mandate with these words. */
  session(suite: string, words: string): Promise<Client>;
}

const OWNED = { owner: 'bench@gatehouse.example', reason: 'Because it is measured.', review: '2099-12-31' };
const ACCESS = 'urn:ietf:params:oauth:token-type:access_token';
const chance = { bytes: (count: number) => Uint8Array.from(randomBytes(count)), fraction: () => 0.5 };

/** `manifests`: the folder of accepted manifests. */
export async function openHouse(
  suites: readonly Suite[],
  servers: ReplayingServer,
  manifests: string,
): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-agents-'));
  const server = await startEmbedded({ dataDir: join(folder, 'database'), chance });
  if (!server.ok) throw new Error(server.fault.message);
  for (const suite of suites) {
    writeFileSync(join(folder, `${suite.name}.yaml`), repinned(suite, manifests));
  }
  const configFile = join(folder, 'gatehouse.yaml');
  writeFileSync(configFile, JSON.stringify(settingsOf(suites, servers)));
  const gate = await startGatehouse({
    ...{ dataDir: join(folder, 'data'), configFile, host: '127.0.0.1', dataPort: 0, controlPort: 0 },
    ...{ databaseUrl: server.value.url, databaseSecret: undefined, real: true, issuers: [] },
    environment: {},
    report: (what, cause) => process.stderr.write(`${what}: ${String(cause)}\n`),
  });
  if (!gate.ok) throw new Error(`${gate.fault.message} ${gate.fault.cause ?? ''}`);
  const { dataUrl, office } = gate.value;
  const keys = new Map<string, string>();
  for (const { name, self } of suites) {
    const key = await office.create({ ...PERSON, attributes: attributesOf(self) }, { createdBy: 'bench' });
    if (!key.ok) throw new Error(key.fault.message);
    keys.set(name, key.value.text);
  }
  return {
    async session(suite, words) {
      const token = await mandateFor(dataUrl, keys.get(suite) ?? '', words);
      const client = new Client({ name: 'bench', version: '1.0.0' });
      const headers = { authorization: `Bearer ${token}` };
      const url = new URL(`${dataUrl}/mcp/${suite}`);
      await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
      return client;
    },
    async [Symbol.asyncDispose]() {
      await gate.value.stop();
      await server.value.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The name under which a tool is offered: names that several suites use are refused until they have another. */
export function offeredAs(suite: Suite, tool: string): string {
  return `${suite.name}-${tool}`;
}

const PERSON = {
  tenant: 'acme',
  name: 'bench',
  kind: 'person',
  principal: 'emma',
  roles: [],
  teams: [],
  purposes: ['assistance'],
  models: ['*'],
} as const;

/** As an identity provider would say it. */
function attributesOf(self: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(self.map((own) => [own.includes('@') ? 'email' : 'name', own]));
}

function settingsOf(suites: readonly Suite[], servers: ReplayingServer): object {
  const served = suites.map((suite) => {
    const { name, tools } = suite;
    const alias = Object.fromEntries(tools.map((tool) => [tool.name, offeredAs(suite, tool.name)]));
    const server = { kind: 'mcp', url: servers.urlOf(name), allow_private: true, alias, ...OWNED };
    return [name, { ...server, refresh_seconds: 3_600 }] as const;
  });
  return {
    version: 1,
    tenants: { acme: { name: 'Acme' } },
    providers: { sim: { kind: 'sim' } },
    models: { 'sim/echo': { provider: 'sim' } },
    charter: { tools: [{ id: 'assistants', ...OWNED, who: { kinds: ['person'] }, tools: ['*'] }] },
    tools: { manifests: suites.map(({ name }) => `${name}.yaml`), servers: Object.fromEntries(served) },
    approvals: { limits: { per_mandate: 100, per_agent: 1_000 } },
    limits: { requests_per_address_per_second: 1_000_000 },
  };
}

/** The accepted manifests, pinned to the definitions as this server sends them. */
function repinned(suite: Suite, manifests: string): string {
  const text = readFileSync(join(manifests, `${suite.name}.yaml`), 'utf8');
  return suite.tools.reduce((all, tool) => {
    const { name, description = '', inputSchema } = toolOf(tool);
    const pinned = pinOf({ name, description, inputSchema, raw: {} });
    if ('unreadable' in pinned) throw new Error(pinned.unreadable);
    return all.replace(new RegExp(`(\\n  ${name}:\\n    pin: )\\S+`), (_all, before) => before + pinned.pin);
  }, text);
}

/** RFC 8693: the person's own credential, with the words. */
async function mandateFor(url: string, key: string, words: string): Promise<string> {
  const answer = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: key,
      subject_token_type: ACCESS,
      words,
    }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${text}`);
  const { access_token: token } = JSON.parse(text) as { readonly access_token: string };
  return token;
}
