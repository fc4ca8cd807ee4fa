/** An authorisation server and a resource that it protects, over real HTTP, for people of a real identity provider. */
import { devIssuers } from '../../src/dev-idp/cast.ts';
import { newDevKeys, startDevIdp } from '../../src/dev-idp/dev-idp.ts';
import { devToken } from '../../src/dev-idp/dev-token.ts';
import { createExchange, type MandateAct, type MandatePolicy } from '../../src/gate/mandates/exchange.ts';
import { serveOAuth } from '../../src/http/data/oauth/oauth.ts';
import { createAuthenticator } from '../../src/identity/authenticator.ts';
import { pickCredential } from '../../src/identity/credential.ts';
import { createKeyOffice, type KeyOffice } from '../../src/identity/key-office.ts';
import { createKeyVerifier } from '../../src/identity/key-verifier.ts';
import type { KeyGrant } from '../../src/identity/keys.ts';
import { createMandateTokens } from '../../src/identity/mandate-tokens.ts';
import { createSigners } from '../../src/identity/signers.ts';
import { createStandings } from '../../src/identity/standings.ts';
import { openTokenKey } from '../../src/identity/token-key.ts';
import { createTokenVerifier } from '../../src/identity/tokens.ts';
import { statusOf } from '../../src/kernel/faults.ts';
import { ok } from '../../src/kernel/result.ts';
import { narrowed } from '../../src/mandate/narrowing.ts';
import { createListener, type Incoming } from '../../src/net/listener.ts';
import { openDatabase } from '../../src/stores/postgres/connect.ts';
import type { Database } from '../../src/stores/postgres/database.ts';
import { createFlows } from '../../src/stores/postgres/flows.ts';
import { postgresKeyStore } from '../../src/stores/postgres/keys.ts';
import { createMandates } from '../../src/stores/postgres/mandates.ts';
import { createReplayStore } from '../../src/stores/postgres/replay.ts';
import { createPrincipals, createStandingStore } from '../../src/stores/postgres/standings.ts';
import { chance, freshDatabase } from './database.ts';
import { fetchFromIssuer } from './issuer.ts';
import { tenantKeys } from './mandates.ts';

const IDP_SECRET = 'a-secret-of-this-test-run';

/** What the charter of these tests allows whom, by principal. */
const TOOLS: Readonly<Record<string, readonly string[]>> = {
  alice: ['bank/*', 'mail/*'],
  mailer: ['mail/*', 'bank/read', 'files/*'],
  helper: ['mail/read'],
};

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes.
  readonly json: any;
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** Everything that processes on one database share. */
export async function openDesk() {
  const fresh = await freshDatabase();
  const idp = await startDevIdp({ port: 0, secret: IDP_SECRET, keys: await newDevKeys() });
  if (!idp.ok) throw new Error(idp.fault.message);
  const files = new Map<string, Uint8Array>();
  const key = openTokenKey({
    read: (name) => ok(files.get(name)),
    create: (name, content) => ok(files.set(name, content).get(name) ?? content),
  });
  if (!key.ok) throw new Error(key.fault.message);
  const shared = { key: key.value, keyOf: tenantKeys(), issuer: idp.value.issuer, acts: [] as MandateAct[] };
  let offsetMs = 0;
  const clock = { nowMs: () => Date.now() + offsetMs, elapsedMs: () => performance.now() };
  const policy: MandatePolicy = {
    digest: 'p1',
    rules: [
      {
        ...{ id: 'mailers', owner: 'tests', reason: 'The mailer serves people.', review: '2099-01-01' },
        who: { ids: ['mailer'] },
        for: { kinds: ['person'] },
      },
    ],
    lifetimeMs: 3_600_000,
    tools: async ({ id, chain }, wanted) =>
      ok(narrowed(wanted, TOOLS[chain[0]?.id ?? id] ?? TOOLS[id] ?? [])),
    models: async (_principal, wanted) => ok(wanted),
  };
  const parts = { ...shared, clock, policy };
  const first = await openCounter(parts, fresh.database);
  const down: (() => Promise<unknown>)[] = [first.close, idp.value.close, fresh.close];
  return {
    ...first,
    ...{ fresh, acts: shared.acts, policy },
    /** Lets time pass for every process. */
    advance(ms: number) {
      offsetMs += ms;
    },
    /** Another process on the same database. */
    async another() {
      const opened = await openDatabase({ url: fresh.url, secret: fresh.secret, chance });
      if (!opened.ok) throw new Error(opened.fault.message);
      const counter = await openCounter({ ...parts, base: first.url }, opened.value);
      down.unshift(counter.close, () => opened.value.close());
      return counter;
    },
    async person(as: string): Promise<string> {
      const token = await devToken({ issuer: idp.value.issuer, as, secret: IDP_SECRET });
      if (!token.ok) throw new Error(token.fault.message);
      return token.value;
    },
    async close() {
      for (const step of down) await step();
    },
  };
}

interface Parts {
  readonly key: Parameters<typeof createMandateTokens>[0]['key'];
  readonly keyOf: ReturnType<typeof tenantKeys>;
  readonly issuer: string;
  readonly acts: MandateAct[];
  readonly clock: Parameters<typeof createMandateTokens>[0]['clock'];
  readonly policy: MandatePolicy;
  /** The address by which clients know all processes; by default this one's. */
  readonly base?: string;
}

/** One process. */
async function openCounter({ key, keyOf, acts, clock, policy, ...parts }: Parts, database: Database) {
  let url = '';
  const issuer = () => parts.base ?? url;
  const store = postgresKeyStore(database);
  const keys = createKeyVerifier({ store, clock });
  const standings = createStandings({ store: createStandingStore(database), clock });
  const replay = createReplayStore(database.app);
  const tokens = createMandateTokens({ key, standings, replay, issuer, clock, chance });
  const issuers = devIssuers(parts.issuer, 'acme');
  const authenticator = createAuthenticator({
    ...{ keys, mandates: tokens, standings },
    signers: createSigners({ signers: [], replay, clock }),
    tokens: createTokenVerifier({ issuers, fetch: fetchFromIssuer, clock }),
  });
  const mandates = createMandates({
    database,
    keyOf,
    flows: createFlows({ chance }),
    accepted: () => [],
    clock,
    chance,
  });
  const exchange = createExchange({
    ...{ mandates, tokens, issuer, clock },
    authenticator: () => authenticator,
    policy: () => policy,
    record: async (act) => ok(void acts.push(act)),
  });
  const addresses = { admit: () => ok(undefined), failed: () => undefined };
  const hasServer = (name: string) => ['bank', 'mail'].includes(name);
  const oauth = { exchange, key, replay, addresses, issuer, hasServer, clock };

  /** Everything else: says who somebody is. */
  async function whoami({ request, head, response }: Incoming): Promise<void> {
    const pairs = request.rawHeaders.flatMap((name, at, all) =>
      at % 2 ? [] : [[name, all[at + 1] ?? ''] as const],
    );
    const credential = pickCredential(pairs);
    const target = { method: head.method, url: issuer() + head.path };
    const who = credential.ok ? await authenticator.authenticate(credential.value, target) : credential;
    const [status, body] = who.ok ? [200, who.value] : [statusOf(who.fault), { code: who.fault.code }];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }
  const listener = createListener({
    handle: serveOAuth(oauth, whoami),
    onDefect: (cause) => {
      throw cause;
    },
  });
  const listening = await listener.listen({ host: '127.0.0.1', port: 0 });
  if (!listening.ok) throw new Error(listening.fault.message);
  url = `http://127.0.0.1:${listening.value.port}`;
  await keys.start();
  await standings.start();
  const office = createKeyOffice({ store, clock, chance });
  return {
    ...{ url, database, mandates, office, principals: createPrincipals({ database, clock }), tokens },
    ...callable(url, office),
    async close() {
      keys.stop();
      standings.stop();
      await listener.drain(0);
    },
  };
}

/** What callers do at one process. */
function callable(url: string, office: KeyOffice) {
  return {
    async newKey(grant: Partial<KeyGrant> & { readonly principal: string }) {
      const made = await office.create({ ...AGENT, ...grant }, { createdBy: 'tests' });
      if (!made.ok) throw new Error(made.fault.message);
      return { text: made.value.text, id: made.value.record.id };
    },
    async get(path: string, headers: Record<string, string>): Promise<Answer> {
      const response = await fetch(url + path, { headers });
      return { status: response.status, json: await response.json() };
    },
    async post(path: string, form: Record<string, string> | URLSearchParams): Promise<Answer> {
      const response = await fetch(url + path, { method: 'POST', body: new URLSearchParams(form) });
      return { status: response.status, json: await response.json() };
    },
  };
}

const AGENT: Omit<KeyGrant, 'principal'> = {
  ...{ tenant: 'acme', name: 'test', kind: 'agent', roles: [], teams: [], purposes: [], attributes: {} },
  models: ['*'],
};
