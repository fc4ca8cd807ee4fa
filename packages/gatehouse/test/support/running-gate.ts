/** A whole gate on real PostgreSQL, in this process, with two tenants and the built-in provider. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGatehouse } from '../../src/main.ts';
import { freshDatabase } from './database.ts';

/** `acme` and `globex`, whose developers may use the built-in model. */
export const SETTINGS = `version: 1
environment: staging
tenants:
  acme: { name: Acme }
  globex: { name: Globex }
providers:
  sim: { kind: sim }
models:
  sim/echo: { provider: sim, max_output_tokens: 1000, price: { input_per_million: 1, output_per_million: 4 } }
charter:
  access:
    - id: developers
      owner: platform@acme.example
      reason: Developers use the built-in model.
      review: 2099-01-01
      who: { roles: [developer] }
      providers: [sim]
budgets:
  - id: requests
    owner: platform@acme.example
    reason: Nobody needs more.
    review: 2099-01-01
    each: key
    measure: requests
    per: day
    limit: 1000
`;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes.
  readonly json: any;
}

export interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** An object is sent as JSON, a string as it stands. */
  readonly body?: unknown;
}

export async function runningGate() {
  const fresh = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-running-'));
  const configFile = join(folder, 'gatehouse.yaml');
  const dataDir = join(folder, 'data');
  writeFileSync(configFile, SETTINGS);
  const reports: string[] = [];
  const started = await startGatehouse({
    ...{ dataDir, configFile, host: '127.0.0.1', dataPort: 0, controlPort: 0 },
    ...{ databaseUrl: fresh.url, databaseSecret: fresh.secret, real: false, issuers: [], environment: {} },
    report: (what, cause) => void reports.push(`${what}: ${cause}`),
  });
  if (!started.ok) throw new Error(`${started.fault.message} ${started.fault.cause ?? ''}`);
  const gate = started.value;
  const { token } = JSON.parse(readFileSync(join(dataDir, 'control.json'), 'utf8')) as { token: string };
  const credential = { authorization: `Bearer ${token}` };

  /** Asks the control plane, with the credential unless other headers are given. */
  const control = (path: string, { headers = credential, ...call }: Call = {}) =>
    send(gate.controlUrl + path, { ...call, headers });
  return {
    ...{ gate, dataDir, configFile, token, credential, control, reports },
    superuser: fresh.superuser,
    async key(tenant: string, more: object = {}): Promise<{ readonly id: string; readonly text: string }> {
      const body = { tenant, name: 'test', principal: `${tenant}-app`, roles: ['developer'], ...more };
      const made = await control('/v1/keys', { method: 'POST', body });
      if (made.status !== 201) throw new Error(made.text);
      return { id: made.json.key.id, text: made.json.text };
    },
    /** One model call through the data plane. */
    cross: (key: string, reference?: string) =>
      send(`${gate.dataUrl}/openai/v1/chat/completions`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          ...(reference === undefined ? {} : { 'x-client-request-id': reference }),
        },
        body: { model: 'sim/echo', messages: [{ role: 'user', content: 'the secret recipe' }] },
      }),
    async close() {
      await gate.stop();
      await fresh.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type RunningGate = Awaited<ReturnType<typeof runningGate>>;

/** WHY not fetch: it chooses the Host header and more by itself. */
function send(url: string, { method = 'GET', headers = {}, body }: Call): Promise<Answer> {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const type = typeof body === 'object' ? { 'content-type': 'application/json' } : {};
  const length = text === undefined ? {} : { 'content-length': String(Buffer.byteLength(text)) };
  const asked = request(url, {
    method,
    agent: false,
    headers: { ...type, ...length, ...(headers as Record<string, string>) },
  });
  asked.on('error', reject);
  asked.on('response', async (response) => {
    const chunks: Buffer[] = await response.toArray();
    const answer = Buffer.concat(chunks).toString();
    const json = (response.headers['content-type'] ?? '').includes('json') ? JSON.parse(answer) : undefined;
    resolve({ status: response.statusCode ?? 0, headers: response.headers, text: answer, json });
  });
  asked.end(text);
  return promise;
}
