/** Rules: who may answer a question, and what the answers amount to. Pure. */
import { type Fault, fault } from '../kernel/faults.ts';
import type { Actor, Principal } from '../kernel/principal.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { Need } from './approvals.ts';

/** A person who was proved to be one, here and now. */
export interface Approver {
  readonly tenant: string;
  readonly id: string;
  readonly roles: readonly string[];
}

/** Somebody answers for a person who is away. */
export interface Deputy {
  readonly person: string;
  /** The roles of the person when the deputy was named: the deputy lends those, and no others. */
  readonly roles: readonly string[];
  readonly deputy: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What the rules need to know of a question. */
export interface Asked {
  /** Whoever acts, and everybody who acts on its behalf: nearest first, without the subject. */
  readonly actors: readonly Actor[];
  readonly subject: Actor;
  readonly needs: readonly Need[];
  /** A role whose people may answer as well, since the question was escalated. */
  readonly escalatedTo: string | undefined;
}

/** What an answer would count for. */
export interface Voice {
  /** The person themselves, or the one whose deputy it is. */
  readonly standsFor: string;
  /** Places of the needs that a yes of theirs helps to meet. */
  readonly serves: readonly number[];
}

export interface GivenAnswer extends Voice {
  readonly person: string;
  readonly yes: boolean;
}

/**
 * The person behind a principal. INVARIANT: never an agent, never a workload, never anybody who acts for somebody (the
 * token of a mandate has a chain), never a key, for keys are what programs hold.
 */
export function approverOf({
  kind,
  tenant,
  id,
  roles,
  chain,
  credential,
  mandate,
}: Principal): Result<Approver> {
  if (kind !== 'person') return refused(`A principal of kind ${kind} answers no questions; only people do.`);
  if (chain.length > 0 || mandate !== undefined)
    return refused('Whoever acts on behalf of somebody answers no questions.');
  if (credential.kind !== 'token') return refused('A key answers no questions; sign in as a person.');
  return ok({ tenant, id, roles });
}

export interface Standing {
  readonly deputies: readonly Deputy[];
  /** The role of those who answer where a rule names none. */
  readonly role: string;
  readonly nowMs: number;
}

/** For whom an answer of this person counts, and for what; a fault says whom it takes instead. */
export function voiceOf(asked: Asked, approver: Approver, standing: Standing): Result<Voice> {
  const { deputies, role, nowMs } = standing;
  const lent = deputies
    .filter(({ deputy, fromMs, untilMs }) => deputy === approver.id && fromMs <= nowMs && nowMs < untilMs)
    .map(({ person, roles }) => ({ id: person, roles }));
  // INVARIANT: deputies do not chain: a candidate is the person who answers, or one who named that person.
  for (const candidate of [approver, ...lent]) {
    const serves = asked.needs.flatMap((need, index) =>
      isServed(need, asked, { candidate, answering: approver.id, role }) ? [index] : [],
    );
    if (serves.length > 0) return ok({ standsFor: candidate.id, serves });
  }
  return failed(notYou(asked, role));
}

/** What the answers amount to. One no is a no. */
export function verdictOf(
  needs: readonly Need[],
  answers: readonly GivenAnswer[],
): 'waiting' | 'approved' | 'denied' {
  if (answers.some(({ yes }) => !yes)) return 'denied';
  const isMet = ({ by }: Need, index: number) => {
    const serving = answers.filter(({ serves }) => serves.includes(index));
    // WHY both: who answers for two is one person, and two who answer for one are one voice.
    const voices = Math.min(
      new Set(serving.map(({ standsFor }) => standsFor)).size,
      new Set(serving.map(({ person }) => person)).size,
    );
    return voices >= (by === 'two' ? 2 : 1);
  };
  return needs.length > 0 && needs.every(isMet) ? 'approved' : 'waiting';
}

interface Candidacy {
  readonly candidate: { readonly id: string; readonly roles: readonly string[] };
  /** Who speaks: the candidate, or a deputy. */
  readonly answering: string;
  readonly role: string;
}

function isServed(need: Need, asked: Asked, { candidate, answering, role }: Candidacy): boolean {
  const { subject, actors, escalatedTo } = asked;
  const names = [candidate.id, answering];
  // WHY by id alone: an agent that is called like a person is taken for that person, to be on the safe side.
  if (names.some((name) => actors.some(({ id }) => id === name))) return false;
  const asksSubject = need.by === 'subject' && subject.kind === 'person';
  if (asksSubject && candidate.id === subject.id) return true;
  if (need.by !== 'role' && names.includes(subject.id)) return false;
  if (escalatedTo !== undefined && candidate.roles.includes(escalatedTo)) return true;
  return !asksSubject && candidate.roles.includes(need.role ?? role);
}

function notYou({ needs, subject, escalatedTo }: Asked, role: string): Fault {
  const wanted = needs.map((need) => {
    if (need.by === 'subject' && subject.kind === 'person') return 'the person for whom it is asked';
    const holder = `with the role ${need.role ?? role}`;
    return need.by === 'role' ? `somebody ${holder}` : `somebody else ${holder}`;
  });
  const also = escalatedTo === undefined ? [] : [`somebody with the role ${escalatedTo}`];
  const whom = [...new Set([...wanted, ...also])].join(', or ');
  return fault('hold.forbidden', `This takes the answer of ${whom}; or of a deputy of theirs.`);
}

function refused(message: string): Result<never> {
  return failed(fault('hold.forbidden', message));
}
