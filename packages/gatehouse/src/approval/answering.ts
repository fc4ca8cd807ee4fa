/** Answering: what people are shown, what they say, and who answers for them while they are away. */
import { type Fault, fault } from '../kernel/faults.ts';
import { base32 } from '../kernel/ids.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { type DeskParts, noticesFor, stateOf } from './desk.ts';
import type { Answering, KeptAnswer, KeptDeputy, Question, QuestionRow } from './hold-store.ts';
import { type Approver, type Deputy, verdictOf, voiceOf } from './rules.ts';

/** Whoever looks: a person, or the operator of the machine, who sees everything and can only say no. */
export type Viewer = { readonly person: Approver } | { readonly operator: string };

export interface Answer {
  readonly yes: boolean;
  /** The digest of what was looked at (`Question.shown`). */
  readonly shown: string;
  readonly reason: string;
  /** Whether the values without a founded origin are allowed for the rest of the mandate. */
  readonly grantValues: boolean;
  /** How it came: `token`, or the id of a channel. */
  readonly via: string;
}

/** A question, and what else is asked for the same subject. */
export interface Shown {
  readonly question: Question;
  readonly also: readonly QuestionRow[];
  /** Whether a yes of whoever looks would count. */
  readonly answerable: boolean;
}

export interface Naming {
  readonly deputy: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** INVARIANT: a question that somebody may not see is, for them, none. */
export interface Answers {
  list(tenant: string, viewer: Viewer, open: boolean): Promise<Result<readonly QuestionRow[]>>;
  show(tenant: string, viewer: Viewer, id: string): Promise<Result<Shown>>;
  /** Faults: `hold.forbidden`, `hold.changed`, `hold.closed`, `control.not_found`, `hold.unavailable`. */
  answer(place: { tenant: string; id: string }, viewer: Viewer, answer: Answer): Promise<Result<Question>>;
  /** Of the person; of everybody, for the operator. */
  deputies(tenant: string, viewer: Viewer): Promise<Result<readonly KeptDeputy[]>>;
  nameDeputy(person: Approver, naming: Naming): Promise<Result<KeptDeputy>>;
  endDeputy(person: Approver, id: string): Promise<Result<void>>;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export function createAnswers(parts: DeskParts): Answers {
  const { store, settings, clock, chance } = parts;

  async function seenBy(tenant: string, viewer: Viewer): Promise<Result<(question: QuestionRow) => Sight>> {
    const nowMs = clock.nowMs();
    const deputies = await store.deputies(tenant, nowMs);
    return deputies.ok
      ? ok((question) => sightOf(question, viewer, standing(deputies.value, nowMs)))
      : deputies;
  }

  function standing(deputies: readonly Deputy[], nowMs: number) {
    return { deputies, role: settings().role, nowMs };
  }

  return {
    async list(tenant, viewer, open) {
      const sight = await seenBy(tenant, viewer);
      if (!sight.ok) return sight;
      const rows = await store.questions(tenant, { open, nowMs: clock.nowMs() });
      return rows.ok ? ok(rows.value.filter((row) => sight.value(row).visible)) : rows;
    },
    async show(tenant, viewer, id) {
      const sight = await seenBy(tenant, viewer);
      if (!sight.ok) return sight;
      const found = await store.question(tenant, id);
      if (!found.ok) return found;
      const question = found.value;
      if (question === undefined || !sight.value(question).visible) return failed(NOT_FOUND);
      const open = await store.questions(tenant, { open: true, nowMs: clock.nowMs() });
      if (!open.ok) return open;
      const also = open.value.filter((other) => isBeside(question, other) && sight.value(other).visible);
      const isOpen = stateNow(question, clock.nowMs()) === 'waiting';
      return ok({ question, also, answerable: isOpen && sight.value(question).counts });
    },
    answer({ tenant, id }, viewer, answer) {
      return store.answer({ tenant, id }, (question, deputies) => {
        const nowMs = clock.nowMs();
        const dueAtMs = nowMs;
        const judged = judge(question, { viewer, answer, standing: standing(deputies, nowMs) });
        if (!judged.ok) return judged;
        const { verdict } = judged.value;
        const useMs = settings().use_within_minutes * MINUTE_MS;
        return ok({
          ...judged.value,
          expiresAtMs: verdict === 'approved' ? nowMs + useMs : question.expiresAtMs,
          notices:
            verdict === 'waiting'
              ? []
              : noticesFor({ settings: settings(), chance, tenant, dueAtMs }, verdict),
        });
      });
    },
    async deputies(tenant, viewer) {
      const all = await store.deputies(tenant, clock.nowMs());
      if (!all.ok || 'operator' in viewer) return all;
      const { id } = viewer.person;
      return ok(all.value.filter(({ person, deputy }) => person === id || deputy === id));
    },
    async nameDeputy({ tenant, id: person, roles }, { deputy, fromMs, untilMs }) {
      const { allowed, days_max: days } = settings().deputies;
      if (!allowed) return failed(fault('hold.forbidden', 'Deputies are switched off in the configuration.'));
      if (deputy === person) return invalid('Nobody is their own deputy.');
      if (untilMs <= Math.max(fromMs, clock.nowMs()) || untilMs - fromMs > days * DAY_MS) {
        return invalid(`A deputy is named for a time to come, of at most ${days} days.`);
      }
      const named = { id: `dep_${base32(chance.bytes(16))}`, person, roles, deputy, fromMs, untilMs };
      const kept = await store.nameDeputy(tenant, named);
      return kept.ok ? ok(named) : kept;
    },
    async endDeputy({ tenant, id: person }, id) {
      const ended = await store.endDeputy(tenant, { id, person }, clock.nowMs());
      if (!ended.ok) return ended;
      return ended.value ? ok(undefined) : failed(NOT_FOUND);
    },
  };
}

interface Sight {
  readonly visible: boolean;
  /** Whether a yes would count. */
  readonly counts: boolean;
}

type Standing = Parameters<typeof voiceOf>[2];

function sightOf(question: QuestionRow, viewer: Viewer, standing: Standing): Sight {
  if ('operator' in viewer) return { visible: true, counts: false };
  const counts = voiceOf(question.asked, viewer.person, standing).ok;
  return { visible: counts || isSubject(question, viewer.person), counts };
}

type Judged = Result<Pick<Answering, 'answer' | 'verdict'>>;

function judge(
  question: Question,
  { viewer, answer, standing }: { viewer: Viewer; answer: Answer; standing: Standing },
): Judged {
  const { nowMs } = standing;
  const sight = sightOf(question, viewer, standing);
  if (!sight.visible) return failed(NOT_FOUND);
  if (stateNow(question, nowMs) !== 'waiting') return failed(CLOSED);
  if (answer.shown !== question.shown) return failed(CHANGED);
  const voice = voiceFor(question, viewer, { answer, standing });
  if (!voice.ok) return voice;
  const { person, standsFor, serves } = voice.value;
  if (question.answers.some((given) => given.person === person || given.standsFor === standsFor)) {
    return failed(
      fault('hold.closed', 'You have answered this already, or somebody has for the same person.'),
    );
  }
  const { yes, via, reason } = answer;
  const kept: KeptAnswer = {
    ...{ person, standsFor, serves, yes, via, reason, atMs: nowMs },
    grants: yes && answer.grantValues,
  };
  return ok({ answer: kept, verdict: verdictOf(question.asked.needs, [...question.answers, kept]) });
}

/** WHY more may say no than yes: to stop is always safe. */
function voiceFor(
  question: Question,
  viewer: Viewer,
  { answer, standing }: { answer: Answer; standing: Standing },
): Result<Pick<KeptAnswer, 'person' | 'standsFor' | 'serves'>> {
  if ('operator' in viewer) {
    const name = viewer.operator;
    if (!answer.yes) return ok({ person: name, standsFor: name, serves: [] });
    const message = 'The credential of this machine says no yes: programs can read it. Sign in as a person.';
    return failed(fault('hold.forbidden', message));
  }
  const { person } = viewer;
  const voice = voiceOf(question.asked, person, standing);
  if (voice.ok) return ok({ person: person.id, ...voice.value });
  const mayStop = !answer.yes && isSubject(question, person);
  return mayStop ? ok({ person: person.id, standsFor: person.id, serves: [] }) : voice;
}

function isSubject({ asked: { subject } }: QuestionRow, { id }: Approver): boolean {
  return subject.kind === 'person' && subject.id === id;
}

function isBeside(question: QuestionRow, other: QuestionRow): boolean {
  const { subject } = question.asked;
  return (
    other.id !== question.id &&
    other.asked.subject.id === subject.id &&
    other.asked.subject.kind === subject.kind
  );
}

export function stateNow({ state, expiresAtMs }: QuestionRow, nowMs: number) {
  return stateOf(state, { usedAtMs: undefined, expiresAtMs, nowMs });
}

const NOT_FOUND: Fault = fault('control.not_found', 'There is nothing of that id that you may see.');
const CLOSED = fault('hold.closed', 'This question takes no more answers: it was answered, or has expired.');
const CHANGED = fault(
  'hold.changed',
  'What is asked is not what you were shown: a call was added since. Look at it again, then answer.',
);

function invalid(message: string): Result<never> {
  return failed(fault('control.invalid', message));
}
