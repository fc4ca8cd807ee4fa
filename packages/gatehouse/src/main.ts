/** The composition root: the only file that knows every concrete part, and the order in which they come up and go down. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Leases } from './budget/leases.ts';
import { createPricing } from './budget/pricing.ts';
import { createActive } from './config/active.ts';
import type { Settings } from './config/schema.ts';
import type { Gate } from './gate/gate.ts';
import { createBroker } from './gate/tool/broker.ts';
import { createTurns } from './gate/turns.ts';
import { createActs } from './http/control/acts.ts';
import { recordedKeys } from './http/control/recorded-keys.ts';
import { serveGrants } from './http/data/grants/grants.ts';
import { createDataHandler } from './http/data/handler.ts';
import { createMcpFront } from './http/data/mcp/handler.ts';
import { serveOAuth } from './http/data/oauth/oauth.ts';
import { createKeyOffice, type KeyOffice } from './identity/key-office.ts';
import { createKeyVerifier, type KeyVerifier } from './identity/key-verifier.ts';
import { createMandateTokens } from './identity/mandate-tokens.ts';
import { createStandings } from './identity/standings.ts';
import { openTokenKey, type TokenKey } from './identity/token-key.ts';
import { DETECTORS } from './inspection/detectors/all.ts';
import { createInspector } from './inspection/engine.ts';
import { createFileReader } from './inspection/files/file-reader.ts';
import { ok, type Result } from './kernel/result.ts';
import { createCommitter } from './ledger/committer.ts';
import { createDigests } from './ledger/digests.ts';
import { openKeyring } from './ledger/keyring.ts';
import { recover } from './ledger/recovery.ts';
import { createSequencer } from './ledger/sequencer.ts';
import { agentDuties, createAgentServices } from './main/agents.ts';
import { type ActiveCharter, buildCharter, type CharterParts } from './main/charter.ts';
import { openControlPlane } from './main/control.ts';
import { type Duty, startDuties } from './main/duties.ts';
import { systemChance, systemClock } from './main/effects.ts';
import { openGrantDesk } from './main/grant-desk.ts';
import { createHoldControl } from './main/holds.ts';
import { LEDGER_ORIGIN } from './main/ledger-reports.ts';
import { openMandateDesk } from './main/mandate-desk.ts';
import { frontParts } from './main/mcp-front.ts';
import { trackCrossings } from './main/open-crossings.ts';
import type { StartOptions } from './main/options.ts';
import { remoteFetcher } from './main/remote.ts';
import { createRetirement } from './main/retirement.ts';
import { createAddressLimits } from './net/address-limits.ts';
import { createListener } from './net/listener.ts';
import { anthropicMessages } from './protocols/anthropic-messages/index.ts';
import { openAiChat } from './protocols/openai-chat/index.ts';
import { createHeadFile } from './stores/files/head.ts';
import { createKeyFiles } from './stores/files/keyring.ts';
import { listenForPressure, postgresLeaseStore } from './stores/postgres/budgets.ts';
import { openDatabase } from './stores/postgres/connect.ts';
import type { Database } from './stores/postgres/database.ts';
import { type EmbeddedServer, startEmbedded } from './stores/postgres/embedded.ts';
import { createEntryWriter } from './stores/postgres/evidence.ts';
import { postgresKeyStore } from './stores/postgres/keys.ts';
import { createRecoveryStore } from './stores/postgres/recovery.ts';
import { createReplayStore } from './stores/postgres/replay.ts';
import { createSealingStore } from './stores/postgres/sealing.ts';
import { secretIn } from './stores/postgres/secret.ts';
import { createStandingStore } from './stores/postgres/standings.ts';
import { createGrantStore } from './stores/postgres/tool-grants.ts';
import { createVault } from './stores/postgres/vault.ts';

export interface Gatehouse {
  readonly dataUrl: string;
  readonly controlUrl: string;
  readonly office: KeyOffice;
  readonly keys: KeyVerifier;
  /** Takes nothing new, lets crossings end, settles, and closes everything. */
  stop(): Promise<void>;
}

/** How long crossings may go on once the gate has been told to stop. */
const GRACE_MS = 10_000;
const DAY_MS = 86_400_000;

/** Starts everything, or nothing: whatever came up before a failure is taken down again. */
export async function startGatehouse(options: StartOptions): Promise<Result<Gatehouse>> {
  const down: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of down.splice(0).reverse()) await step();
  };
  const started = await start(options, down).catch(async (cause: unknown) => {
    await stop();
    throw cause;
  });
  if (!started.ok) await stop();
  return started.ok ? ok({ ...started.value, stop }) : started;
}

async function start(
  options: StartOptions,
  down: (() => Promise<void>)[],
): Promise<Result<Omit<Gatehouse, 'stop'>>> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const opened = await openStore(options, down);
  if (!opened.ok) return opened;
  const database = opened.value;
  const tokenKey = openTokenKey(createKeyFiles(join(options.dataDir, 'keys')));
  if (!tokenKey.ok) return tokenKey;
  const dataUrl = { current: '' };
  const services = createServices(options, {
    ...{ database, tokenKey: tokenKey.value },
    issuer: () => active.current().settings.public_url ?? dataUrl.current,
    settings: () => active.current().settings,
  });
  const built = await buildCharter(services.charterParts);
  if (!built.ok) return built;
  for (const warning of built.value.warnings) options.report('configuration', warning.message);
  const active = createActive(built.value);
  const retirement = createRetirement((cause) => options.report('configuration', cause));
  const gate = createGate(services, active);
  const baseUrl = () => active.current().settings.public_url ?? dataUrl.current;
  const front = createMcpFront({
    ...frontParts(services, { active, baseUrl }),
    ...{ broker: createBroker(gate), baseUrl },
    stateKey: Buffer.from(secretIn(join(options.dataDir, 'state-secret'), systemChance)),
  });

  await services.keys.start();
  await services.standings.start();
  await listenForPressure(database, services.leases);
  const { charterParts, agents } = services;
  const { environment } = charterParts;
  const holds = createHoldControl({ ...services, database, active, environment, holds: agents.holds });
  const background = [...backgroundDuties({ services, active, database }), holds.duty];
  const duties = startDuties(background, (duty, cause) => options.report(duty, cause));
  down.push(async () => {
    services.keys.stop();
    services.standings.stop();
    await services.leases.stop();
    await services.ledger.drain();
    await duties.stop();
    await retirement.close();
    await active.current().close();
  });

  const control = await openControlPlane(options, { ...services, database, active, holds, ...retirement });
  if (!control.ok) return control;
  down.push(control.value.close);
  const { acts, tokens, replay } = services;
  const desk = openMandateDesk({
    ...{ gate, active, acts, tokens, key: tokenKey.value, replay, issuer: baseUrl },
  });
  const givers = openGrantDesk({ ...services, database, gate, active, baseUrl });
  const listener = createListener({
    handle: serveOAuth(desk, serveGrants(givers, createDataHandler(gate, front, baseUrl))),
    onDefect: (cause) => options.report('data plane', cause),
  });
  const listening = await listener.listen({ host: options.host, port: options.dataPort });
  if (!listening.ok) return listening;
  down.push(async () => {
    front.close();
    await listener.drain(GRACE_MS);
    await services.open.settled();
  });
  dataUrl.current = `http://${options.host}:${listening.value.port}`;
  return ok({
    dataUrl: dataUrl.current,
    controlUrl: control.value.url,
    office: services.office,
    keys: services.keys,
  });
}

async function openStore(options: StartOptions, down: (() => Promise<void>)[]): Promise<Result<Database>> {
  let server: EmbeddedServer | undefined;
  if (options.databaseUrl === undefined) {
    const started = await startEmbedded({ dataDir: options.dataDir, chance: systemChance });
    if (!started.ok) return started;
    server = started.value;
    down.push(started.value.stop);
  }
  const secret = options.databaseSecret ?? secretIn(join(options.dataDir, 'database-secret'), systemChance);
  const database = await openDatabase({
    url: server?.url ?? options.databaseUrl ?? '',
    secret,
    chance: systemChance,
  });
  if (database.ok) down.push(() => database.value.close());
  return database;
}

/** Everything that outlives a change of configuration. */
function createServices(
  options: StartOptions,
  parts: { database: Database; tokenKey: TokenKey; issuer: () => string; settings: () => Settings },
) {
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const { database, tokenKey, issuer, settings } = parts;
  const keyring = openKeyring(createKeyFiles(join(options.dataDir, 'keys')), systemChance);
  const headFile = createHeadFile(join(options.dataDir, 'ledger', 'head'));
  const keyStore = postgresKeyStore(database);
  const keys = createKeyVerifier({ store: keyStore, clock: systemClock });
  const leases = new Leases({ store: postgresLeaseStore(database), clock: systemClock, pause });
  const ledger = createCommitter({ writer: createEntryWriter(database), nowMs: systemClock.nowMs, pause });
  const acts = createActs({ ledger, clock: systemClock, chance: systemChance });
  const office = createKeyOffice({
    store: recordedKeys(keyStore, acts),
    clock: systemClock,
    chance: systemChance,
  });
  const standings = createStandings({ store: createStandingStore(database), clock: systemClock });
  const replay = createReplayStore(database.app);
  const tokens = createMandateTokens({
    ...{ key: tokenKey, standings, replay, issuer },
    ...{ clock: systemClock, chance: systemChance },
  });
  const keyOf = (tenant: string) => keyring.digestKey(tenant);
  const grants = createGrantStore({ database, keyOf, clock: systemClock, chance: systemChance });
  const charterParts: CharterParts = {
    file: resolve(options.configFile),
    issuers: options.issuers,
    real: options.real,
    environment: options.environment,
    keys,
    mandates: tokens,
    standings,
    replay,
    leases,
    inspector: createInspector({ detectors: DETECTORS }),
    secret: () => secretIn(join(options.dataDir, 'identifiers-secret'), systemChance),
    ...{ clock: systemClock, chance: systemChance, pause, grants, baseUrl: issuer },
    hidden: [resolve(options.dataDir)],
    report: options.report,
  };
  const agents = createAgentServices({
    ...{ database, acts, settings, keyOf, clock: systemClock, chance: systemChance },
  });
  const open = trackCrossings((defect) => options.report('crossing', defect));
  const vault = createVault({ database, keyOf, clock: systemClock, chance: systemChance });
  return {
    keyring,
    headFile,
    vault,
    keys,
    standings,
    tokens,
    replay,
    acts,
    agents,
    grants,
    office,
    leases,
    ledger,
    charterParts,
    open,
    pause,
  };
}

export type Services = ReturnType<typeof createServices>;
type Active = ReturnType<typeof createActive<ActiveCharter>>;

function createGate(services: Services, active: Active): Gate {
  const settings = () => active.current().settings;
  return {
    charter: active.current,
    protocols: { 'openai-chat': openAiChat, 'anthropic-messages': anthropicMessages },
    vault: services.vault,
    mandates: services.agents.mandates,
    tainted: services.agents.tainted,
    approvals: services.agents.approvals,
    calls: services.agents.calls,
    turns: createTurns(),
    ledger: services.ledger,
    digests: createDigests(services.keyring),
    pricing: createPricing({ providerOf: (name) => settings().providers[name], clock: systemClock }),
    remote: remoteFetcher(active),
    files: createFileReader(systemClock),
    addresses: createAddressLimits(systemClock, () => ({
      requestsPerSecond: settings().limits.requests_per_address_per_second,
      failuresPerMinute: settings().limits.failures_per_address_per_minute,
    })),
    open: services.open,
    clock: systemClock,
    chance: systemChance,
    pause: services.pause,
  };
}

function backgroundDuties(parts: {
  services: Services;
  active: Active;
  database: Database;
}): readonly Duty[] {
  const { services, active, database } = parts;
  const { keyring, headFile } = services;
  const sequencer = createSequencer({
    store: createSealingStore(database),
    headFile,
    keyring,
    origin: LEDGER_ORIGIN,
  });
  const recovery = createRecoveryStore(database);
  const tenants = () => Object.keys(active.current().settings.tenants);
  return [
    {
      name: 'sealing the ledger',
      everyMs: 200,
      work: async () => {
        const sealed = await sequencer.sealOnce();
        if (!sealed.ok) throw new Error(sealed.fault.cause ?? sealed.fault.message);
      },
    },
    {
      name: 'forgetting unused placeholders',
      everyMs: 3_600_000,
      work: async () => {
        const { keep_days: days } = active.current().settings.placeholders;
        for (const tenant of tenants())
          await services.vault.forget(tenant, systemClock.nowMs() - days * DAY_MS);
      },
    },
    {
      name: 'forgetting what can no longer be used',
      everyMs: 600_000,
      work: async () => {
        const nowMs = systemClock.nowMs();
        await services.replay.forget(nowMs);
        for (const tenant of tenants()) await services.grants.forget(tenant, nowMs);
      },
    },
    ...agentDuties(services.agents, { settings: () => active.current().settings, clock: systemClock }),
    { name: 'giving back idle budget', everyMs: 1_000, work: () => services.leases.tick() },
    {
      name: 'recovering what died open',
      everyMs: 2_000,
      work: () => recover(recovery, { tenants: tenants(), nowMs: systemClock.nowMs }),
    },
  ];
}
