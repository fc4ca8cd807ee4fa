/** What differs between kinds of crossings: how each station does its work. Their order is the path's alone. */
import type { Fault } from '../kernel/faults.ts';
import type { Result } from '../kernel/result.ts';
import type { Arriving, Crossing, Notes } from './crossing.ts';
import type { Gate } from './gate.ts';

/** One try out of several: the same call again, or a fallback. */
export interface Turn {
  /** Counts from 1. */
  readonly number: number;
  /** Whether this is the end of the list. */
  readonly last: boolean;
}

/** What the stations of a kind hand to each other. */
export interface Kind {
  readonly arrival: Arriving;
  readonly admitted: object;
  readonly inspected: object;
  readonly attempt: Turn;
  readonly decided: object;
  readonly cleared: object;
  readonly performed: object;
  readonly failure: { readonly ok: false; readonly fault: Fault };
  readonly result: object;
  readonly departure: object;
}

type CrossingOf<K extends Kind> = Crossing<K['arrival']>;

/** Everything known about a crossing when an attempt begins. */
export type WalkOf<K extends Kind> = K['admitted'] & K['inspected'] & { readonly attempt: K['attempt'] };

/** How one attempt ended. */
export interface StepTo<Departure> {
  readonly departure: Departure;
  /** Whether the gate refused it, rather than the far side failing it. */
  readonly refused: boolean;
  /** Whether the next attempt may be tried. */
  readonly again: boolean;
}

export type StepOf<K extends Kind> = StepTo<K['departure']>;

/** The stations between identity and settlement, as a kind of crossing does them. */
export interface Stations<K extends Kind> {
  admit(gate: Gate, crossing: CrossingOf<K>): Promise<Result<K['admitted']>>;
  /** Never empty. */
  attempts(admitted: K['admitted']): Iterable<K['attempt']>;
  /** Before another attempt. */
  readmit(gate: Gate, crossing: CrossingOf<K>, admitted: K['admitted']): Promise<Result<void>>;
  inspect(gate: Gate, crossing: CrossingOf<K>, admitted: K['admitted']): Promise<Result<K['inspected']>>;
  decide(gate: Gate, crossing: CrossingOf<K>, walk: WalkOf<K>): Promise<Result<K['decided']>>;
  hold(gate: Gate, crossing: CrossingOf<K>, decided: K['decided']): Promise<Result<K['decided']>>;
  record(gate: Gate, crossing: CrossingOf<K>, decided: K['decided']): Promise<Result<K['cleared']>>;
  perform(
    gate: Gate,
    crossing: CrossingOf<K>,
    cleared: K['cleared'],
  ): Promise<{ readonly ok: true; readonly value: K['performed'] } | K['failure']>;
  inspectResult(gate: Gate, crossing: CrossingOf<K>, performed: K['performed']): Promise<K['result']>;
  settle(gate: Gate, crossing: CrossingOf<K>, result: K['result']): Promise<StepOf<K>>;
  settleFailure(
    gate: Gate,
    crossing: CrossingOf<K>,
    what: { readonly cleared: K['cleared']; readonly failure: K['failure'] },
  ): Promise<StepOf<K>>;
  /** Tells the caller no, in its own protocol. Without notes where there was no crossing yet. */
  depart(arrival: K['arrival'], refused: { fault: Fault; id: string; notes?: Notes }): K['departure'];
}
