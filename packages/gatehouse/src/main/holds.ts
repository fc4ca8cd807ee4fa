/** Binds held calls to this process: the people who answer, the channels that tell them, and the duty of time. */
import { createAnswers } from '../approval/answering.ts';
import type { Channel } from '../approval/channel.ts';
import { tick } from '../approval/duty.ts';
import type { HoldStore } from '../approval/hold-store.ts';
import { createInbound } from '../approval/inbound.ts';
import { approverOf } from '../approval/rules.ts';
import type { Active } from '../config/active.ts';
import type { Settings } from '../config/schema.ts';
import type { Acts } from '../http/control/acts.ts';
import type { HoldControl } from '../http/control/parts.ts';
import type { Standings } from '../identity/standings.ts';
import { createTokenVerifier, type TokenVerifier } from '../identity/tokens.ts';
import type { Keyring } from '../ledger/keyring.ts';
import { createEgress, type WayOut } from '../net/egress.ts';
import type { Database } from '../stores/postgres/database.ts';
import { createHoldTimes } from '../stores/postgres/hold-times.ts';
import { createReplayStore } from '../stores/postgres/replay.ts';
import { type OpenedChannel, openChannels } from './channels.ts';
import type { ActiveCharter } from './charter.ts';
import type { Duty } from './duties.ts';
import { systemChance, systemClock } from './effects.ts';

export interface HoldServices {
  readonly database: Database;
  readonly active: Active<ActiveCharter>;
  readonly keyring: Keyring;
  readonly acts: Acts;
  readonly holds: HoldStore;
  readonly standings: Pick<Standings, 'refusal'>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export function createHoldControl(services: HoldServices): HoldControl & { readonly duty: Duty } {
  const { database, active, keyring, acts, standings, holds: store } = services;
  const settings = () => active.current().settings.approvals;
  const parts = { store, settings, clock: systemClock, chance: systemChance };
  const answers = createAnswers(parts);
  const replay = createReplayStore(database.app);
  const bound = perCharter((charter) => bind(charter, services.environment));
  const channels = () => bound(active.current()).channels;
  const keyOf = (tenant: string) => keyring.digestKey(tenant);
  const times = createHoldTimes({ database, keyOf, acts, chance: systemChance });
  return {
    answers,
    async person(token) {
      const proven = await bound(active.current()).people.verify(token);
      const approver = proven.ok ? approverOf(proven.value) : proven;
      if (!approver.ok) return approver;
      const { tenant, id } = approver.value;
      return (await standings.refusal(tenant, [{ kind: 'person', id }])) ?? approver;
    },
    receive: createInbound({ answers, channels, once: replay, clock: systemClock }),
    useWithinMinutes: () => settings().use_within_minutes,
    duty: {
      name: 'telling people what waits for them',
      everyMs: 1_000,
      work: () =>
        tick({
          ...{ ...parts, times, channels },
          calls: () => bound(active.current()).calls,
          tenants: () => Object.keys(active.current().settings.tenants),
        }),
    },
  };
}

interface Bound {
  readonly people: TokenVerifier;
  readonly channels: readonly Channel[];
  readonly calls: WayOut;
}

function bind(
  { settings, egress, closesWith }: ActiveCharter,
  environment: HoldServices['environment'],
): Bound {
  const { audience } = settings.approvals;
  const { opened } = openChannels(settings, environment);
  const calls = webhookEgress(settings, opened);
  closesWith(() => calls.close());
  return {
    // WHY an audience of its own: a token that an agent was given for the data plane answers nothing.
    people: createTokenVerifier({
      issuers: settings.identity.issuers
        .filter(({ kind }) => kind === 'person')
        .map((issuer) => ({ ...issuer, audiences: [audience] })),
      fetch: (url, options) => egress.fetchJson(url, options),
      clock: systemClock,
    }),
    channels: opened.map(({ channel }) => channel),
    calls,
  };
}

function webhookEgress({ timeouts }: Settings, opened: readonly OpenedChannel[]): WayOut {
  return createEgress({
    destinations: opened.map(({ channel, allowPrivate }) => ({
      ...{ purpose: 'webhook', url: channel.url, allowPrivate },
    })),
    timeouts: {
      connectMs: timeouts.connect_ms,
      firstByteMs: timeouts.first_byte_ms,
      idleMs: timeouts.idle_ms,
      totalMs: timeouts.total_ms,
    },
  });
}

/** Makes something once for each configuration; it goes with it. */
function perCharter<T>(make: (charter: ActiveCharter) => T): (charter: ActiveCharter) => T {
  const made = new WeakMap<ActiveCharter, T & object>();
  return (charter) => {
    const known = made.get(charter) ?? (make(charter) as T & object);
    made.set(charter, known);
    return known;
  };
}
