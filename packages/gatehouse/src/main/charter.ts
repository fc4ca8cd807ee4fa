/** Turns a configuration file into an active charter, or into the reasons why it must not become one. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createBudgets } from '../budget/create-budgets.ts';
import type { Leases } from '../budget/leases.ts';
import { customClasses } from '../config/check-inspection.ts';
import { loadSettings } from '../config/load.ts';
import { loadManifests } from '../config/load-manifests.ts';
import type { Problem } from '../config/problem.ts';
import type { IssuerSettings, Settings } from '../config/schema.ts';
import type { Charter } from '../gate/gate.ts';
import { createAuthenticator } from '../identity/authenticator.ts';
import type { KeyVerifier } from '../identity/key-verifier.ts';
import type { MandateTokens } from '../identity/mandate-tokens.ts';
import type { ReplayStore } from '../identity/replay.ts';
import { createSigners, type Signer } from '../identity/signers.ts';
import type { Standings } from '../identity/standings.ts';
import { createTokenVerifier } from '../identity/tokens.ts';
import type { Detector } from '../inspection/detector.ts';
import { DETECTORS } from '../inspection/detectors/all.ts';
import { createInspector } from '../inspection/engine.ts';
import type { External } from '../inspection/external/external.ts';
import type { Inspector } from '../inspection/inspector.ts';
import type { AcceptedTool } from '../kernel/accepted-tool.ts';
import type { Chance, Clock } from '../kernel/effects.ts';
import { type Fault, fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { createEgress, type WayOut } from '../net/egress.ts';
import { compileCharter } from '../policy/compile.ts';
import { createPolicyEngine } from '../policy/engine.ts';
import type { CedarFile } from '../policy/raw.ts';
import type { GrantStore } from '../tools/credentials/grant-store.ts';
import { clientDocument } from '../tools/credentials/oauth-flow.ts';
import { createCatalogue } from '../tools/manifests/catalogue.ts';
import { openCatalogue } from './catalogue.ts';
import { openChannels } from './channels.ts';
import { definitionInspector } from './definition-inspector.ts';
import { addedDetectors } from './detectors.ts';
import { openExternal } from './external.ts';
import { filesNamed } from './manifest-files.ts';
import { createModels, destinationsOf } from './providers.ts';
import { openSigners } from './signers.ts';
import { openToolServers, type ToolServerParts, type ToolServers } from './tool-servers.ts';

/** What outlives configurations. */
export interface CharterParts {
  readonly file: string;
  /** Issuers that the quick start adds. */
  readonly issuers: readonly IssuerSettings[];
  readonly real: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly keys: KeyVerifier;
  readonly mandates: Pick<MandateTokens, 'verify'>;
  readonly standings: Standings;
  readonly replay: ReplayStore;
  readonly leases: Leases;
  /** With the built-in detectors alone; it is kept as long as there are no others. */
  readonly inspector: Inspector;
  /** The secret under which identifiers of the organisation are kept. */
  readonly secret: () => string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly pause: (ms: number) => Promise<void>;
  /** What people allowed the gate to do for them at tools. */
  readonly grants: GrantStore;
  /** The data plane's address, as clients know it. */
  readonly baseUrl: () => string;
  /** Our folders, which no program of a tool may see. */
  readonly hidden: readonly string[];
  readonly report: (what: string, cause: unknown) => void;
}

export interface ActiveCharter extends Charter {
  readonly egress: WayOut;
  /** Where subjects let the gate act for them, by server of tools. */
  readonly grants: ToolServers['grants'];
  /** As what the gate describes itself to authorisation servers; undefined where it is not reached over https. */
  readonly clientDocument: () => object | undefined;
  /** What else belongs to this configuration is closed with it. */
  readonly closesWith: (close: () => Promise<void>) => void;
  /** Closes everything that this configuration opened. */
  readonly close: () => Promise<void>;
  readonly warnings: readonly Problem[];
  /** What people accepted, whether or not it is on offer right now. */
  readonly accepted: readonly AcceptedTool[];
  readonly servers: Pick<ToolServers, 'transports'>;
}

/** Reads, checks, compiles and validates; nothing becomes active here. */
export async function buildCharter(parts: CharterParts): Promise<Result<ActiveCharter>> {
  const text = readText(parts.file);
  if (!text.ok) return text;
  const loaded = loadSettings(text.value, parts.file, parts.clock.nowMs());
  if ('problems' in loaded) return failed(describe(loaded.problems));
  const settings = withIssuers(loaded.settings, parts.issuers);
  const added = addedDetectors({ ...parts, settings, report: loaded.report });
  if ('problems' in added) return failed(describe(added.problems));

  const cedar = settings.charter.cedar.map((path) => ({
    file: path,
    text: readText(resolve(dirname(parts.file), path)),
  }));
  const files: CedarFile[] = [];
  for (const { file, text } of cedar) {
    if (!text.ok) return text;
    files.push({ file, text: text.value });
  }
  const charter = compileCharter(settings, files, customClasses(settings));
  if ('problems' in charter) return failed(describe(charter.problems));
  const policy = createPolicyEngine(charter.compiled);
  if (!policy.ok) return policy;
  const egress = egressOf(settings);
  const opened = await openExternal({ ...parts, settings, report: loaded.report, calls: egress });
  if ('problems' in opened) return failed(describe(opened.problems));
  const { objections } = openChannels(settings, parts.environment);
  if (objections.length > 0) {
    return failed(describe(objections.map(({ path, message }) => loaded.report(path, message))));
  }
  const { external } = opened;
  const inspector = inspectorWith(parts.inspector, { added: added.detectors, external });
  const known = openSigners(settings, { folder: dirname(parts.file), at: loaded.report });
  if ('problems' in known) return failed(describe(known.problems));
  const manifests = readManifests(parts, settings);
  if (!manifests.ok) return manifests;
  const { accepted } = manifests.value;
  const warnings = [...loaded.warnings, ...manifests.value.warnings];
  const servers = await openToolServers(toolParts(parts, { settings, egress, at: loaded.report }));
  if ('problems' in servers) return failed(describe(servers.problems));
  const { signers } = known;
  const made = {
    settings,
    inspector,
    external,
    egress,
    policy: policy.value,
    accepted,
    servers,
    warnings,
    signers,
  };
  return ok(assemble(parts, made));
}

function toolParts(
  parts: CharterParts,
  loaded: Pick<ToolServerParts, 'settings' | 'egress' | 'at'>,
): ToolServerParts {
  const { tenants } = loaded.settings;
  return {
    ...{ ...parts, ...loaded, folder: dirname(parts.file) },
    isTenant: (tenant) => Object.hasOwn(tenants, tenant),
    redirectUrl: (server) => redirectUrl(parts, loaded.settings, server),
    metadataUrl: metadataUrl(loaded.settings),
    report: (server, line) => parts.report(`tool ${server}`, line),
  };
}

function redirectUrl({ baseUrl }: CharterParts, { public_url: address }: Settings, server: string): string {
  return `${address ?? baseUrl()}/oauth/grants/${server}`;
}

function metadataUrl({ public_url: address }: Settings): string | undefined {
  return address?.startsWith('https://') ? `${address}/oauth/client` : undefined;
}

function describedAs(
  parts: CharterParts,
  settings: Settings,
  servers: readonly string[],
): object | undefined {
  const url = metadataUrl(settings);
  if (url === undefined) return undefined;
  return clientDocument(
    url,
    servers.map((server) => redirectUrl(parts, settings, server)),
  );
}

function assemble(
  parts: CharterParts,
  made: {
    settings: Settings;
    inspector: Inspector;
    external: External | undefined;
    egress: WayOut;
    policy: Charter['policy'];
    accepted: readonly AcceptedTool[];
    servers: ToolServers;
    signers: readonly Signer[];
    warnings: readonly Problem[];
  },
): ActiveCharter {
  const { settings, egress, servers } = made;
  const signers = createSigners({ ...parts, signers: made.signers });
  const tokens = createTokenVerifier({
    issuers: settings.identity.issuers,
    fetch: (url, options) => egress.fetchJson(url, options),
    clock: parts.clock,
  });
  const shelves = createCatalogue({
    servers: servers.shelved,
    accepted: made.accepted,
    inspector: definitionInspector(made.inspector),
    clock: parts.clock,
  });
  for (const { id, watch } of servers.transports.values()) watch?.(() => shelves.changed(id));
  const others: (() => Promise<void>)[] = [];
  return {
    ...made,
    models: createModels({ ...parts, settings, egress }),
    budgets: createBudgets({ rules: settings.budgets, leases: parts.leases, clock: parts.clock }),
    authenticator: createAuthenticator({ ...parts, tokens, signers }),
    catalogue: openCatalogue(shelves, servers.transports),
    grants: servers.grants,
    clientDocument: () => describedAs(parts, settings, [...servers.grants.keys()]),
    closesWith: (close) => others.push(close),
    async close() {
      await servers.close();
      await Promise.all(others.map((close) => close()));
      await egress.close();
    },
  };
}

/** The manifests that the configuration names; `*` in a file's name stands for any part of it. */
function readManifests(
  { file, clock }: CharterParts,
  settings: Settings,
): Result<{ readonly accepted: readonly AcceptedTool[]; readonly warnings: readonly Problem[] }> {
  const files: { name: string; text: string }[] = [];
  for (const path of settings.tools.manifests.flatMap((pattern) => filesNamed(dirname(file), pattern))) {
    const text = readText(resolve(dirname(file), path));
    if (!text.ok) return text;
    files.push({ name: path, text: text.value });
  }
  const loaded = loadManifests(files, settings, clock.nowMs());
  return 'problems' in loaded ? failed(describe(loaded.problems)) : ok(loaded);
}

function egressOf(settings: Settings): WayOut {
  const { timeouts } = settings;
  return createEgress({
    destinations: destinationsOf(settings),
    timeouts: {
      connectMs: timeouts.connect_ms,
      firstByteMs: timeouts.first_byte_ms,
      idleMs: timeouts.idle_ms,
      totalMs: timeouts.total_ms,
    },
  });
}

function inspectorWith(
  builtIn: Inspector,
  { added, external }: { readonly added: readonly Detector[]; readonly external: External | undefined },
): Inspector {
  const inspector = added.length === 0 ? builtIn : createInspector({ detectors: [...DETECTORS, ...added] });
  if (external === undefined) return inspector;
  // WHY: evidence names the rule set, and those who are asked belong to it.
  const digest = createHash('sha256').update(inspector.digest).update(external.digest).digest('hex');
  return { ...inspector, digest };
}

function withIssuers(settings: Settings, issuers: readonly IssuerSettings[]): Settings {
  const { identity } = settings;
  return { ...settings, identity: { ...identity, issuers: [...identity.issuers, ...issuers] } };
}

function readText(path: string): Result<string> {
  try {
    return ok(readFileSync(path, 'utf8'));
  } catch (cause) {
    return failed(
      fault('start.failed', `The configuration ${path} cannot be read; check that it exists.`, { cause }),
    );
  }
}

function describe(problems: readonly Problem[]): Fault {
  const [first] = problems;
  if (first === undefined) return fault('config.invalid', 'The configuration was refused.');
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  const where = `${first.file}:${first.line}:${first.column}`;
  return fault(
    'config.invalid',
    `${where} ${first.message}${more}. Run "npx gatehouse check" to see everything.`,
  );
}
