/** The story of one crossing, gathered from its entries: the structure behind `gatehouse explain`. */
import type { FaultCode } from '../kernel/faults.ts';
import type { Place, StoredEntry } from './crossings.ts';
import type { EntryKind } from './entries.ts';
import type {
  ActEvidence,
  Ending,
  Evidence,
  IntentEvidence,
  OutcomeEvidence,
  RefusalEvidence,
} from './evidence.ts';

/** What every crossing's entries say alike. */
type Opening = Pick<
  IntentEvidence,
  'at' | 'protocol' | 'operation' | 'stream' | 'principal' | 'purpose' | 'environment'
>;

export interface Attempt {
  readonly number: number;
  readonly intent?: IntentEvidence;
  /** Missing while the attempt is under way. */
  readonly outcome?: OutcomeEvidence;
}

export type StoryEnding = Ending | 'refused' | 'open' | 'act';

export interface Story {
  readonly id: string;
  readonly tenant: string;
  readonly clientReference?: string;
  readonly ending: StoryEnding;
  readonly fault?: FaultCode;
  readonly opening?: Opening;
  /** The model or the tool that the caller asked for. */
  readonly asked?: string;
  readonly attempts: readonly Attempt[];
  readonly refusals: readonly RefusalEvidence[];
  readonly acts: readonly ActEvidence[];
  readonly ledger: readonly { readonly kind: EntryKind; readonly attempt: number; readonly place: Place }[];
}

/**
 * Gathers the story of one crossing from all its entries; undefined when there are none.
 * @throws SyntaxError when a body is not JSON, which the ledger never holds unless it was changed by hand.
 */
export function storyOf(entries: readonly StoredEntry[]): Story | undefined {
  const [first] = entries;
  if (first === undefined) return undefined;
  const evidence = entries.map(({ body }) => JSON.parse(body) as Evidence);
  const refusals = evidence.filter((one) => one.kind === 'refusal');
  const acts = evidence.filter((one) => one.kind === 'act');
  const attempts = attemptsOf(evidence);
  const opening = attempts[0]?.intent ?? attempts[0]?.outcome ?? refusals[0];
  const asked = firstAsked(attempts[0]?.intent) ?? refusals[0]?.asked;
  const reference = entries.find(({ clientReference }) => clientReference !== undefined)?.clientReference;
  return {
    id: first.crossing,
    tenant: first.tenant,
    ...(reference === undefined ? {} : { clientReference: reference }),
    ...endOf({ attempts, refusals, acts }),
    ...(opening === undefined ? {} : { opening: openingOf(opening) }),
    ...(asked === undefined ? {} : { asked }),
    ...{ attempts, refusals, acts },
    ledger: entries.map(({ kind, attempt, place }) => ({ kind, attempt, place })),
  };
}

function firstAsked(intent: IntentEvidence | undefined): string | undefined {
  return intent?.model?.asked ?? intent?.tool?.name;
}

function attemptsOf(evidence: readonly Evidence[]): readonly Attempt[] {
  const attempts = new Map<number, Attempt>();
  for (const one of evidence) {
    if (one.kind !== 'intent' && one.kind !== 'outcome') continue;
    const attempt = attempts.get(one.attempt) ?? { number: one.attempt };
    attempts.set(one.attempt, { ...attempt, [one.kind]: one });
  }
  return [...attempts.values()].sort((left, right) => left.number - right.number);
}

/** The last word: of the last attempt, unless the gate refused a later one, which then never began. */
function endOf(told: Pick<Story, 'attempts' | 'refusals' | 'acts'>): Pick<Story, 'ending' | 'fault'> {
  const attempt = told.attempts.at(-1);
  const refusal = told.refusals.at(-1);
  if (
    refusal !== undefined &&
    refusal.attempt >= (attempt?.number ?? 0) &&
    attempt?.outcome?.ending !== 'completed'
  ) {
    return { ending: 'refused', fault: refusal.fault };
  }
  if (attempt === undefined) return { ending: told.acts.length > 0 ? 'act' : 'open' };
  const { outcome } = attempt;
  if (outcome === undefined) return { ending: 'open' };
  return { ending: outcome.ending, ...(outcome.fault === undefined ? {} : { fault: outcome.fault }) };
}

function openingOf(from: Opening): Opening {
  const { at, protocol, operation, stream, principal, purpose, environment } = from;
  return { at, protocol, operation, stream, principal, purpose, environment };
}
