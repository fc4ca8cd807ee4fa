/** Decides the answer direction: what may be handed to the caller, as data appears in an answer, whole or streamed. */
import { fault } from '../kernel/faults.ts';
import { classOf } from '../kernel/marks.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { PolicyEvidence } from '../ledger/evidence.ts';
import { ask, demandsOf } from './ask.ts';
import type { Crossing } from './crossing.ts';
import { policyEvidence } from './evidence.ts';
import { labelWith } from './label.ts';
import type { Decided } from './stations.ts';
import { replaces, strictest, type Treatment, type Treatments } from './treatment.ts';

/** The marks of one finding. */
export type Marks = readonly string[];

export class AnswerPolicy {
  readonly #crossing: Crossing;
  readonly #decided: Decided;
  /** The marks of what has been handed on as it was; a stream cannot take it back. */
  #handed: ReadonlySet<string> = new Set();
  #opaque: ReadonlySet<string> = new Set();
  readonly #judged = new Set<string>();
  readonly #treatments = new Map<string, Treatment>();
  #evidence: PolicyEvidence | undefined;

  constructor(crossing: Crossing, decided: Decided) {
    this.#crossing = crossing;
    this.#decided = decided;
  }

  /** The decision that mattered most: the last one that was not a plain yes, or else the last. */
  get evidence(): PolicyEvidence | undefined {
    return this.#evidence;
  }

  /** Decides on data newly found, one list of marks for each finding. The value says what to do with data from now on. */
  judge(found: Iterable<Marks>, opaque: Iterable<string>): Result<Treatments> {
    const fresh = [...found].filter((marks) => !this.#judged.has(marks.join(' ')));
    const kinds = new Set([...this.#opaque, ...opaque]);
    const isKnown = fresh.length === 0 && kinds.size === this.#opaque.size;
    if (this.#evidence !== undefined && isKnown) return ok(this.#treatments);

    const decision = this.#ask([...this.#handed, ...fresh.flat()], kinds);
    const demands = demandsOf(decision);
    if (!demands.ok) return demands;
    const { treatments, holds, routeTo } = demands.value;
    if (holds.length > 0 || routeTo !== undefined || !this.#canMeet(treatments)) {
      const message = `${decision.reason} An answer that is under way cannot meet this.`;
      return failed(fault('policy.obligation', message));
    }
    for (const [mark, treatment] of treatments) this.#treatments.set(mark, treatment);
    const kept = new Set([...this.#handed, ...fresh.flatMap((marks) => this.#keptOf(marks))]);
    if (treatments.size > 0) {
      const again = this.#ask(kept, kinds);
      if (again.verdict !== 'allow') return failed(fault('policy.obligation', again.reason));
    }
    for (const marks of fresh) this.#judged.add(marks.join(' '));
    this.#handed = kept;
    this.#opaque = kinds;
    return ok(this.#treatments);
  }

  /** Whether nothing has to be replaced that was handed on before, and nothing has to be kept for later. */
  #canMeet(treatments: Treatments): boolean {
    for (const [mark, treatment] of treatments) {
      if (treatment === 'tokenise' || (replaces(treatment) && this.#handed.has(mark))) return false;
    }
    return true;
  }

  /** The marks that still describe a finding once it is treated. */
  #keptOf(marks: Marks): readonly string[] {
    const treatment = strictest(this.#treatments, marks);
    if (treatment === undefined) return marks;
    return treatment === 'label' ? marks.slice(0, 1).map(classOf) : [];
  }

  #ask(marks: Iterable<string>, opaque: Iterable<string>) {
    const { target, request } = this.#decided;
    const label = labelWith(new Set(marks), opaque);
    const decision = ask(this.#crossing, { action: 'model.answer', target, label, request });
    if (this.#evidence === undefined || decision.verdict !== 'allow')
      this.#evidence = policyEvidence(decision);
    return decision;
  }
}
