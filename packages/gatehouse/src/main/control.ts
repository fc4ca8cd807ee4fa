/** Binds the control plane to this process, and leaves its address and credential in the data directory. */
import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import type { HoldStore } from '../approval/hold-store.ts';
import type { Active } from '../config/active.ts';
import type { Settings } from '../config/schema.ts';
import type { Acts } from '../http/control/acts.ts';
import { createControlPlane } from '../http/control/control-plane.ts';
import type { ControlParts, HoldControl } from '../http/control/parts.ts';
import { type MandateControl, recordedMandates, recordedPrincipals } from '../http/control/recorded-ends.ts';
import { recordedGrants } from '../http/control/recorded-grants.ts';
import type { DirectoryAccess } from '../http/control/scim/scim.ts';
import type { KeyOffice } from '../identity/key-office.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Keyring } from '../ledger/keyring.ts';
import type { HeadFile } from '../ledger/sequencer.ts';
import type { Mandates } from '../mandate/mandates.ts';
import { postgresBudgetReports } from '../stores/postgres/budgets.ts';
import { createCrossingStore } from '../stores/postgres/crossings.ts';
import type { Database } from '../stores/postgres/database.ts';
import { createDirectory } from '../stores/postgres/directory.ts';
import { createPrincipals } from '../stores/postgres/standings.ts';
import type { PostgresGrantStore } from '../stores/postgres/tool-grants.ts';
import type { ActiveCharter, CharterParts } from './charter.ts';
import { charterControl } from './charter-control.ts';
import { CONTROL_FILE, removeControlNote, writeControlNote } from './control-note.ts';
import { systemChance, systemClock } from './effects.ts';
import { directoryLeaving, principalsLeaving } from './leaving.ts';
import { ledgerReports } from './ledger-reports.ts';
import type { StartOptions } from './options.ts';
import type { Retirement } from './retirement.ts';
import { secretOf } from './secrets.ts';
import { openSeeing } from './seeing.ts';

export interface ControlServices {
  readonly database: Database;
  readonly active: Active<ActiveCharter>;
  readonly charterParts: CharterParts;
  readonly keyring: Keyring;
  readonly headFile: HeadFile;
  readonly acts: Acts;
  /** INVARIANT: records each act before it takes effect (`recordedKeys`). */
  readonly office: KeyOffice;
  readonly agents: {
    readonly mandates: MandateControl & Pick<Mandates, 'flow'>;
    readonly holds: Pick<HoldStore, 'question'>;
  };
  readonly pause: (ms: number) => Promise<void>;
  readonly holds: HoldControl;
  readonly grants: PostgresGrantStore;
  readonly open: { readonly count: number };
  readonly retire: Retirement['retire'];
}

/** WHY not the data plane's host: that one is for applications; this one is for whoever is on the machine. */
const HOST = '127.0.0.1';
const GRACE_MS = 5_000;
const TOKEN_BYTES = 32;

export async function openControlPlane(
  options: StartOptions,
  services: ControlServices,
): Promise<Result<{ readonly url: string; close(): Promise<void> }>> {
  const token = Buffer.from(systemChance.bytes(TOKEN_BYTES)).toString('base64url');
  const plane = createControlPlane(bind(token, { options, services }));
  const listening = await plane.listen({ host: HOST, port: options.controlPort });
  if (!listening.ok) return listening;
  const url = `http://${HOST}:${listening.value.port}`;
  const file = join(options.dataDir, CONTROL_FILE);
  writeControlNote(file, { url, token, pid: process.pid });
  return ok({
    url,
    async close() {
      removeControlNote(file, token);
      await plane.drain(GRACE_MS);
    },
  });
}

function bind(
  token: string,
  { options, services }: { options: StartOptions; services: ControlServices },
): ControlParts {
  const { database, active, acts, office, open, holds, grants } = services;
  const startedMs = systemClock.elapsedMs();
  const charter = charterControl({ ...services, active, acts });
  const ends = {
    keys: office,
    grants: recordedGrants(grants, acts),
    mandates: recordedMandates(services.agents.mandates, acts),
    principals: recordedPrincipals(
      principalsLeaving(createPrincipals({ database, clock: systemClock }), grants),
      acts,
    ),
  };
  return {
    token,
    charter,
    crossings: createCrossingStore(database),
    ledger: ledgerReports(services, charter.tenants),
    ...ends,
    budgets: postgresBudgetReports(database),
    scim: {
      directory: directoryLeaving(createDirectory(database), grants),
      ...{ acts, clock: systemClock, chance: systemChance },
      directories: () => directoriesOf(active.current().settings, services.charterParts.environment),
    },
    ...openSeeing({
      ...{ ...services, ...ends },
      ...{ flows: services.agents.mandates, questions: services.agents.holds },
    }),
    holds,
    status() {
      const { settings, policy, inspector, warnings } = active.current();
      return {
        version: manifest.version,
        environment: settings.environment,
        policyDigest: policy.digest,
        inspectionRules: inspector.digest,
        memos: { policy: policy.memo() },
        openCrossings: open.count,
        uptimeMs: Math.round(systemClock.elapsedMs() - startedMs),
        warnings,
      };
    },
    clock: systemClock,
    onDefect: (cause) => options.report('control plane', cause),
  };
}

/** The directories of a configuration, with their secrets as they are now. */
function directoriesOf(
  { scim }: Settings,
  environment: CharterParts['environment'],
): readonly DirectoryAccess[] {
  return scim.map(({ tenant, principal, credential, id_prefix: idPrefix }) => {
    return { tenant, principal, idPrefix, credential: secretOf(credential, environment) };
  });
}
