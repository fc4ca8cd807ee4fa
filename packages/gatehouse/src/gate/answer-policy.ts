/** Decides the answer direction: what may be handed to the caller, as data appears in an answer, whole or streamed. */
import { fault } from '../kernel/faults.ts';
import type { Label } from '../kernel/labels.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { PolicyEvidence } from '../ledger/evidence.ts';
import { ask, demandsOf } from './ask.ts';
import type { Crossing } from './crossing.ts';
import { policyEvidence } from './evidence.ts';
import type { Decided } from './stations.ts';

export class AnswerPolicy {
  readonly #crossing: Crossing;
  readonly #decided: Decided;
  /** What has been handed on unmasked so far; a stream cannot take it back. */
  #classes: readonly string[] = [];
  #opaque: readonly string[] = [];
  #evidence: PolicyEvidence | undefined;
  readonly #mask = new Set<string>();

  constructor(crossing: Crossing, decided: Decided) {
    this.#crossing = crossing;
    this.#decided = decided;
  }

  /** The decision that mattered most: the last one that was not a plain yes, or else the last. */
  get evidence(): PolicyEvidence | undefined {
    return this.#evidence;
  }

  /** Decides on data newly found. The value is every class that has to be masked from now on. */
  judge(classes: Iterable<string>, opaque: Iterable<string>): Result<ReadonlySet<string>> {
    const newClasses = [...new Set(classes)].filter(
      (name) => !this.#classes.includes(name) && !this.#mask.has(name),
    );
    const newOpaque = [...new Set(opaque)].filter((kind) => !this.#opaque.includes(kind));
    if (this.#evidence !== undefined && newClasses.length + newOpaque.length === 0) return ok(this.#mask);

    const label = this.#label(newClasses, newOpaque);
    const decision = this.#ask(label);
    const demands = demandsOf(decision);
    if (!demands.ok) return demands;
    const { mask, holds, routeTo } = demands.value;
    if (holds.length > 0 || routeTo !== undefined || this.#classes.some((name) => mask.has(name))) {
      return failed(
        fault('policy.obligation', `${decision.reason} An answer that is under way cannot meet this.`),
      );
    }
    for (const name of mask) this.#mask.add(name);
    const kept = { ...label, classes: label.classes.filter((name) => !mask.has(name)) };
    if (mask.size > 0) {
      const again = this.#ask(kept);
      if (again.verdict !== 'allow') return failed(fault('policy.obligation', again.reason));
    }
    this.#classes = kept.classes;
    this.#opaque = kept.opaque;
    return ok(this.#mask);
  }

  #label(classes: readonly string[], opaque: readonly string[]): Label {
    return {
      integrity: 'untrusted',
      classes: [...this.#classes, ...classes].sort(),
      opaque: [...this.#opaque, ...opaque].sort(),
    };
  }

  #ask(label: Label) {
    const { target, request } = this.#decided;
    const decision = ask(this.#crossing, { action: 'model.answer', target, label, request });
    if (this.#evidence === undefined || decision.verdict !== 'allow')
      this.#evidence = policyEvidence(decision);
    return decision;
  }
}
