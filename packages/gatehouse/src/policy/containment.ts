/** The default policy for agents: three conditions for a consequential call, and the named rules that loosen them. */
import type { Expr, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { Endorsement, Settings } from '../config/schema.ts';
import type { CompiledPolicy } from './compiled.ts';
import type { ApprovalNeed } from './decision.ts';
import { condition } from './expressions.ts';
import { whoIs } from './who.ts';

type Lift = Endorsement['lifts'][number];

interface Condition {
  readonly id: string;
  readonly reason: string;
  /** The set of the context that must be empty. */
  readonly fact: 'unfounded' | 'leaks' | 'beyond';
  /** What of an endorsement narrows it to some entries of that set. */
  readonly narrowedBy: 'arguments' | 'classes' | undefined;
  /** Whether calls that only read are meant as well. */
  readonly reads: boolean;
}

/**
 * The three conditions of the design, "Containing agents": origins, readers, scope. INVARIANT: each is a forbid that
 * only a person's yes or a named endorsement lifts, so that whoever forgets either is refused.
 */
const CONDITIONS: Readonly<Record<Lift, Condition>> = {
  origin: {
    id: 'default-origin',
    reason:
      'A value that steers this call does not come from the words of the user or from a trusted source.',
    fact: 'unfounded',
    narrowedBy: 'arguments',
    reads: false,
  },
  readers: {
    id: 'default-readers',
    reason: 'Whoever sees the result could learn something that may not be told to them.',
    fact: 'leaks',
    narrowedBy: 'classes',
    reads: true,
  },
  scope: {
    id: 'default-scope',
    reason: 'The words of the user did not ask for this.',
    fact: 'beyond',
    narrowedBy: undefined,
    reads: false,
  },
};

export function containment(charter: Settings['charter']): CompiledPolicy[] {
  return [...conditions(charter), ...charter.endorsements.map(named)];
}

function conditions({ approve, endorsements }: Settings['charter']): CompiledPolicy[] {
  return (Object.keys(CONDITIONS) as Lift[]).map((lift) => {
    const { id, reason, fact, narrowedBy, reads } = CONDITIONS[lift];
    const found = condition.attribute('context', fact);
    const lifted = endorsements
      .filter(({ lifts }) => lifts.includes(lift))
      .map((endorsement) => liftedBy(endorsement, found, narrowedBy));
    const when = [
      ...(reads ? [] : [condition.except(condition.attribute('resource', 'effect'), 'read')]),
      condition.not(condition.empty(found)),
      ...lifted.map(condition.not),
    ];
    return forbid({ id, reason, when, approval: approvalOf(approve) });
  });
}

/**
 * Names an endorsement where it lifts something. WHY a permit of an action of its own: Cedar does not say which of
 * several exceptions held, and the record has to.
 */
function named(endorsement: Endorsement): CompiledPolicy {
  const lifted = endorsement.lifts.map((lift) => {
    const { fact, narrowedBy } = CONDITIONS[lift];
    const found = condition.attribute('context', fact);
    return condition.all([condition.not(condition.empty(found)), liftedBy(endorsement, found, narrowedBy)]);
  });
  const { id, owner, reason } = endorsement;
  const cedar: PolicyJson = {
    effect: 'permit',
    principal: { op: 'All' },
    action: { op: '==', entity: { type: 'Action', id: 'tool.endorse' } },
    resource: { op: 'All' },
    conditions: [{ kind: 'when', body: condition.any(lifted) }],
    annotations: { id, owner, reason, expires: endorsement.expires },
  };
  const syntax = cedar;
  return { id, effect: 'permit', owner, reason, actions: ['tool.endorse'], anchors: [], cedar, syntax };
}

/** The rule by which a condition stands. */
export function conditionRule(lift: Lift): string {
  return CONDITIONS[lift].id;
}

export function approvalOf({ by, role }: Settings['charter']['approve']): ApprovalNeed {
  return role === undefined ? { by } : { by, role };
}

function liftedBy(endorsement: Endorsement, found: Expr, narrowedBy: Condition['narrowedBy']): Expr {
  const only = narrowedBy === undefined ? undefined : endorsement[narrowedBy];
  return condition.all([
    ...whoIs(endorsement.who),
    condition.named(endorsement.tools, condition.attribute('resource', 'name')),
    condition.notAfter(condition.attribute('context', 'day'), dayOf(endorsement.expires)),
    ...(only === undefined ? [] : [condition.within(found, only)]),
  ]);
}

/** A calendar date as a number that grows with it: 2026-11-21 is 20261121. */
export function dayOf(date: string): number {
  return Number(date.slice(0, 10).replaceAll('-', ''));
}

function forbid(rule: {
  readonly id: string;
  readonly reason: string;
  readonly when: readonly Expr[];
  readonly approval: ApprovalNeed;
}): CompiledPolicy {
  const { id, reason, when, approval } = rule;
  const owner = 'gatehouse';
  const cedar: PolicyJson = {
    effect: 'forbid',
    principal: { op: 'All' },
    action: { op: '==', entity: { type: 'Action', id: 'tool.call' } },
    resource: { op: 'All' },
    conditions: [{ kind: 'when', body: condition.all(when) }],
    annotations: { id, owner, reason, obligation: 'hold', approve: JSON.stringify(approval) },
  };
  return {
    id,
    effect: 'forbid',
    owner,
    reason,
    actions: ['tool.call'],
    anchors: [],
    remedy: { kind: 'hold', classes: [], approval },
    cedar,
    syntax: cedar,
  };
}
