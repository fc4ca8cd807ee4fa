/** Evidence for the ledger's tests: whole, and of one crossing unless told otherwise. */
import { setTimeout as sleep } from 'node:timers/promises';
import { canonical } from '../../src/kernel/canonical.ts';
import { newCrossingId } from '../../src/kernel/ids.ts';
import { createCommitter } from '../../src/ledger/committer.ts';
import type { Entry } from '../../src/ledger/entries.ts';
import type { IntentEvidence, OutcomeEvidence, RefusalEvidence } from '../../src/ledger/evidence.ts';
import type { Database } from '../../src/stores/postgres/database.ts';
import { createEntryWriter } from '../../src/stores/postgres/evidence.ts';
import { chance } from '../support/database.ts';

export const clock = { nowMs: () => Date.now(), elapsedMs: () => performance.now() };
export const pause = (ms: number): Promise<void> => sleep(Math.min(ms, 20));

export function committerOf(database: Database, limits = {}) {
  return createCommitter({ writer: createEntryWriter(database), nowMs: clock.nowMs, pause, limits });
}

export function newId(): string {
  return newCrossingId(clock, chance);
}

const AT_MS = Date.UTC(2026, 9, 3, 10, 55, 4, 123);

function common(crossing: string, tenant = 'acme') {
  return {
    version: 1,
    crossing,
    attempt: 1,
    at: new Date(AT_MS).toISOString(),
    protocol: 'openai-chat',
    operation: 'chat',
    stream: false,
    principal: {
      kind: 'agent',
      id: 'helpdesk',
      tenant,
      roles: ['support'],
      teams: ['care', 'billing'],
      chain: [{ kind: 'person', id: 'alice@example.com' }],
      credential: { kind: 'key', id: 'k7' },
    },
    purpose: 'support',
    environment: 'production',
  } as const;
}

const MODEL = { asked: 'fast', name: 'fast', provider: 'openai', region: 'eu', called: 'gpt-5-mini' };
export const MODEL_IN_US = { ...MODEL, region: 'us' };

export function intentEvidence(crossing: string, tenant = 'acme'): IntentEvidence {
  return {
    ...common(crossing, tenant),
    kind: 'intent',
    model: MODEL,
    policy: {
      digest: 'd1'.repeat(32),
      verdict: 'conditional',
      reason: 'Support may use small models.',
      policies: [{ id: 'support-small', effect: 'permit', owner: 'ciso', reason: 'They answer customers.' }],
      obligations: [{ kind: 'mask', classes: ['email'], policy: 'mask-mail' }],
      context: { environment: 'production' },
    },
    inspection: {
      rules: 'd2'.repeat(32),
      passages: 3,
      characters: 1200,
      findings: { email: 2 },
      masked: { email: 2 },
      integrity: 'untrusted',
      notInspected: [{ kind: 'image', place: '$.messages[0].content[1]', bytes: 2048 }],
    },
    reserved: { tokens: 4000, microUsd: 12_000, budgets: ['care-monthly'] },
    digests: { received: 'aa'.repeat(32), sent: 'bb'.repeat(32) },
  };
}

export function outcomeEvidence(crossing: string, tenant = 'acme'): OutcomeEvidence {
  return {
    ...common(crossing, tenant),
    kind: 'outcome',
    ending: 'completed',
    answered: 'gpt-5-mini-2026-08-01',
    usage: { inputTokens: 300, outputTokens: 40, microUsd: 210, basis: 'reported' },
    status: 200,
    timings: { totalMs: 840, providerMs: 800 },
    digests: { answered: 'cc'.repeat(32) },
  };
}

export function refusalEvidence(crossing: string, tenant = 'acme'): RefusalEvidence {
  return {
    ...common(crossing, tenant),
    kind: 'refusal',
    attempt: 0,
    station: 'decide',
    fault: 'policy.denied',
    message: 'The rule no-public-models does not allow this.',
    asked: 'fast',
  };
}

export function entryOf(evidence: IntentEvidence | OutcomeEvidence | RefusalEvidence): Entry {
  const { principal, crossing, attempt, kind } = evidence;
  return { tenant: principal.tenant, crossing, attempt, kind, atMs: AT_MS, body: canonical(evidence) };
}

export function intent(crossing: string, tenant = 'acme'): Entry {
  return entryOf(intentEvidence(crossing, tenant));
}

export function outcome(crossing: string, tenant = 'acme'): Entry {
  return entryOf(outcomeEvidence(crossing, tenant));
}

/** Waits until something is so; rejects after ten seconds in which it was not. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await isSo()) return;
    await sleep(20);
  }
  throw new Error('it never became so');
}
