/** Joins what the determining policies ask for: per mark of the data, the most severe demand wins. */
import type { CompiledPolicy } from './compiled.ts';
import { OBLIGATION_KINDS, type Obligation, type Question } from './decision.ts';

/**
 * Stands for the crossing as a whole; no mark has such a name. WHY one for each rule that holds: a person is told of all
 * of them, and says yes to each.
 */
function wholeOf({ kind, policy }: Obligation): string {
  return kind === 'hold' ? `\n${policy}` : '';
}

/**
 * The obligations that are still open for this question. One whose data is gone, or whose model is reached, is met;
 * without that, what a permit asks for could never be met.
 */
export function openObligations(policies: readonly CompiledPolicy[], question: Question): Obligation[] {
  const strictest = new Map<string, Obligation>();
  const demands = policies.flatMap((policy) => demandOf(policy, question) ?? []).sort(bySeverity);
  for (const demand of demands) {
    for (const name of demand.classes.length > 0 ? demand.classes : [wholeOf(demand)]) {
      if (!strictest.has(name)) strictest.set(name, demand);
    }
  }
  return [...new Set(strictest.values())].map((demand) => ({
    ...demand,
    classes: demand.classes.filter((name) => strictest.get(name) === demand),
  }));
}

function demandOf({ id, remedy }: CompiledPolicy, { context, resource }: Question): Obligation | undefined {
  if (remedy === undefined || remedy.target === resource.name) return undefined;
  const classes = remedy.classes.filter((name) => context.classes.includes(name)).sort();
  if (classes.length === 0 && remedy.classes.length > 0) return undefined;
  const { kind, target, approval } = remedy;
  return { kind, classes, policy: id, ...(target ? { target } : {}), ...(approval ? { approval } : {}) };
}

function bySeverity(left: Obligation, right: Obligation): number {
  const rank = OBLIGATION_KINDS.indexOf(left.kind) - OBLIGATION_KINDS.indexOf(right.kind);
  return rank !== 0 ? rank : left.policy < right.policy ? -1 : 1;
}
