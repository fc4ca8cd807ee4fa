/** A whole gate for tests: started as it is in production, on a fresh database, with a provider that records. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import type { KeyGrant } from '../../src/identity/keys.ts';
import type {
  Evidence,
  IntentEvidence,
  OutcomeEvidence,
  RefusalEvidence,
} from '../../src/ledger/evidence.ts';
import { type Gatehouse, startGatehouse } from '../../src/main.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';
import { until } from './until.ts';
import { startUpstream, type Upstream } from './upstream.ts';

export interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The id of the crossing. */
  readonly id: string;
  /** The code of the fault, in whichever protocol it came. */
  readonly code: string | undefined;
}

export interface Sending {
  readonly key?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestGate {
  readonly url: string;
  /** A key of a developer of acme. */
  readonly key: string;
  readonly upstream: Upstream;
  readonly dataDir: string;
  readonly configFile: string;
  readonly fresh: FreshDatabase;
  /** What went wrong in the background. */
  readonly reports: readonly string[];
  newKey(changes?: Partial<KeyGrant>): Promise<string>;
  openai(key?: string): OpenAI;
  anthropic(key?: string): Anthropic;
  /** Posts a body as it stands, by default to Chat Completions. */
  send(body: unknown, how?: Sending): Promise<Sent>;
  /** Speaks to the control plane. */
  control<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T>;
  /** What was used of each budget of a tenant, by `budget subject`. */
  budgets(
    tenant?: string,
  ): Promise<Readonly<Record<string, { readonly spent: number; readonly reserved: number }>>>;
  /** Every entry of one crossing, in order. */
  entries(id: string): Promise<readonly Evidence[]>;
  intent(id: string): Promise<IntentEvidence>;
  /** Waits for the outcome, which follows an answer that the caller did not read to its end. */
  outcome(id: string): Promise<OutcomeEvidence>;
  refusal(id: string): Promise<RefusalEvidence>;
  /** Replaces the configuration file; nothing reads it by itself. */
  configure(changes: HouseChanges): void;
  restart(): Promise<void>;
  /** Starts another gate on the same ground, as a second replica. */
  twin(): Promise<Pick<TestGate, 'url'> & { stop(): Promise<void> }>;
  close(): Promise<void>;
}

/** The parts of the configuration that a test replaces. */
export interface HouseChanges {
  readonly models?: Readonly<Record<string, object>>;
  readonly providers?: Readonly<Record<string, object>>;
  readonly access?: readonly object[];
  readonly data?: readonly object[];
  readonly budgets?: readonly object[];
  /** Further parts of the charter. */
  readonly charter?: object;
  readonly more?: object;
}

/** What every rule has to say about itself. */
export const OWNED = { owner: 'tests@example.com', reason: 'The tests want it so.', review: '2099-12-31' };

export const PRICE = { input_per_million: 1, output_per_million: 10 };

/** `reach` makes of the database's address the one that the gate is told. */
export async function startTestGate(
  changes: HouseChanges = {},
  reach: (url: string) => Promise<string> = async (url) => url,
): Promise<TestGate> {
  const down: (() => unknown)[] = [];
  const close = async () => {
    for (const step of down.splice(0).reverse()) await step();
  };
  try {
    const upstream = await startUpstream();
    down.push(upstream.close);
    const fresh = await freshDatabase();
    down.push(fresh.close);
    const dataDir = mkdtempSync(join(tmpdir(), 'gatehouse-gate-'));
    down.push(() => rmSync(dataDir, { recursive: true, force: true }));
    const house = openHouse({ upstream, fresh, dataDir, databaseUrl: await reach(fresh.url) });
    house.configure(changes);
    down.push(house.stop);
    await house.start();
    const key = await house.newKey();
    return callable({ ...house, upstream, fresh, dataDir, key, close });
  } catch (error) {
    // WHY: what stays open would keep the test's process for ever, and nobody would read why.
    await close();
    throw error;
  }
}

interface Ground {
  readonly upstream: Upstream;
  readonly fresh: FreshDatabase;
  readonly dataDir: string;
  readonly databaseUrl: string;
}

/** One gate after another on the same ground. */
function openHouse({ upstream, fresh, dataDir, databaseUrl }: Ground) {
  const configFile = join(dataDir, 'gatehouse.yaml');
  const reports: string[] = [];
  let running: Gatehouse | undefined;
  function gate(): Gatehouse {
    if (running === undefined) throw new Error('the gate is not running');
    return running;
  }
  async function begin(): Promise<Gatehouse> {
    const started = await startGatehouse({
      dataDir,
      configFile,
      host: '127.0.0.1',
      dataPort: 0,
      controlPort: 0,
      databaseUrl,
      databaseSecret: fresh.secret,
      real: true,
      issuers: [],
      environment: { UPSTREAM_KEY },
      report: (what, cause) => void reports.push(`${what}: ${cause}`),
    });
    if (!started.ok) throw new Error(`${started.fault.message} ${started.fault.cause ?? ''}`);
    return started.value;
  }
  return {
    configFile,
    reports,
    gate,
    configure: (next: HouseChanges) =>
      writeFileSync(configFile, JSON.stringify(houseSettings(upstream.url, next))),
    async start() {
      running = await begin();
    },
    async twin() {
      const other = await begin();
      return { url: other.dataUrl, stop: () => other.stop() };
    },
    async stop() {
      const last = running;
      running = undefined;
      await last?.stop();
    },
    async newKey(grant: Partial<KeyGrant> = {}): Promise<string> {
      const made = await gate().office.create({ ...DEVELOPER, ...grant }, { createdBy: 'tests' });
      if (!made.ok) throw new Error(made.fault.message);
      return made.value.text;
    },
  };
}

type House = ReturnType<typeof openHouse> &
  Pick<TestGate, 'upstream' | 'fresh' | 'dataDir' | 'key' | 'close'>;

function callable(house: House): TestGate {
  const { gate, fresh, dataDir, key } = house;
  return {
    ...house,
    ...ledgerOf(fresh),
    get url() {
      return gate().dataUrl;
    },
    openai: (apiKey = key) => new OpenAI({ apiKey, baseURL: `${gate().dataUrl}/openai/v1`, maxRetries: 0 }),
    anthropic: (apiKey = key) =>
      new Anthropic({ apiKey, baseURL: `${gate().dataUrl}/anthropic`, maxRetries: 0 }),
    send: (body, how = {}) => send(gate().dataUrl, body, { key, ...how }),
    control: (method, path, body = {}) => control(dataDir, { method, path, body }),
    async budgets(tenant = 'acme') {
      const path = `/v1/budgets?tenant=${tenant}`;
      const { budgets } = await control<{ budgets: Used[] }>(dataDir, { method: 'GET', path, body: {} });
      return Object.fromEntries(budgets.map((used) => [`${used.budget} ${used.subject}`, used]));
    },
    async restart() {
      await house.stop();
      await house.start();
    },
  };
}

interface Used {
  readonly budget: string;
  readonly subject: string;
  readonly spent: number;
  readonly reserved: number;
}

async function control<T>(
  dataDir: string,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body: object },
): Promise<T> {
  const note = JSON.parse(readFileSync(join(dataDir, 'control.json'), 'utf8')) as Record<string, string>;
  const response = await fetch(`${note.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${note.token}`, 'content-type': 'application/json' },
    ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return JSON.parse(text) as T;
}

/** Reads the ledger as the superuser. */
function ledgerOf({ superuser }: FreshDatabase) {
  async function entries(id: string): Promise<readonly Evidence[]> {
    const rows = await superuser<{ body: string }>(
      'select body from gatehouse.evidence where crossing = $1 order by entry',
      [id],
    );
    return rows.map(({ body }) => JSON.parse(body) as Evidence);
  }

  async function entryOf<Kind extends Evidence['kind']>(id: string, kind: Kind) {
    let found: Evidence | undefined;
    await until(async () => {
      found = (await entries(id)).findLast((entry) => entry.kind === kind);
      return found !== undefined;
    });
    return found as Extract<Evidence, { kind: Kind }>;
  }
  return {
    entries,
    intent: (id: string) => entryOf(id, 'intent'),
    outcome: (id: string) => entryOf(id, 'outcome'),
    refusal: (id: string) => entryOf(id, 'refusal'),
  };
}

/** The gate's credential at the provider: what no caller may ever see. */
export const UPSTREAM_KEY = 'upstream-credential-4711';

export const DEVELOPER: KeyGrant = {
  tenant: 'acme',
  name: 'test key',
  kind: 'person',
  principal: 'ada',
  roles: ['developer'],
  teams: ['search'],
  purposes: ['support', 'research'],
  attributes: {},
  models: ['*'],
};

/** A chat request with this text. */
export function chatBody(model: string, content: string, more: object = {}): Record<string, unknown> {
  return { model, messages: [{ role: 'user', content }], ...more };
}

/** A request of the Messages API with this text. */
export function messagesBody(model: string, content: string, more: object = {}): Record<string, unknown> {
  return { model, max_tokens: 200, messages: [{ role: 'user', content }], ...more };
}

async function send(url: string, body: unknown, how: Sending & { key: string }): Promise<Sent> {
  const { key, path = '/openai/v1/chat/completions', headers = {} } = how;
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const code = /"code":"([a-z_]+\.[a-z_]+)"/.exec(text)?.[1];
  return {
    status: response.status,
    headers: response.headers,
    text,
    code,
    id: response.headers.get('x-gatehouse-crossing') ?? '',
  };
}

const SIM_MODEL = { provider: 'sim', max_output_tokens: 4_096, price: PRICE };
const SIM_MODELS = ['echo', 'slow', 'long', 'tools', 'json', 'fail', 'compromised'];

/** The configuration: two tenants, the sim, and the upstream in both protocols as the models `up` and `claude`. */
export function houseSettings(upstream: string, changes: HouseChanges): object {
  const models = Object.fromEntries(SIM_MODELS.map((name) => [`sim/${name}`, SIM_MODEL]));
  const secret = { env: 'UPSTREAM_KEY' };
  return {
    version: 1,
    environment: 'testing',
    tenants: { acme: { name: 'Acme' }, globex: { name: 'Globex' } },
    providers: {
      sim: { kind: 'sim' },
      upstream: { kind: 'openai', base_url: `${upstream}/v1`, allow_private: true, api_key: secret },
      claude: { kind: 'anthropic', base_url: upstream, allow_private: true, api_key: secret },
      ...changes.providers,
    },
    models: {
      ...models,
      up: { provider: 'upstream', model: 'real-model', retries: 0, max_output_tokens: 1_000, price: PRICE },
      claude: {
        provider: 'claude',
        model: 'real-claude',
        retries: 0,
        max_output_tokens: 1_000,
        price: PRICE,
      },
      ...changes.models,
    },
    charter: {
      access: changes.access ?? [
        { id: 'developers', ...OWNED, who: { roles: ['developer'] }, opaque: ['image', 'document'] },
      ],
      data: changes.data ?? [
        { id: 'mask-personal', ...OWNED, classes: ['email', 'payment_card'], do: 'mask' },
        { id: 'block-secrets', ...OWNED, classes: ['cloud_key', 'private_key'], do: 'block' },
      ],
      ...changes.charter,
    },
    budgets: changes.budgets ?? [],
    ...changes.more,
  };
}
