/** A round of a call, as it goes into the gate. */
import type { BrokerCall } from '../../../gate/broker.ts';
import type { Binding, CarriedState } from './seal.ts';

export type CrossingMethod = BrokerCall['method'];

/** A call, once what is the front's own was taken out of its params. */
export interface Taken {
  readonly method: CrossingMethod;
  readonly name: string;
  readonly params: string;
  readonly binding: Binding;
  /** What the client carried back; undefined in the first round. */
  readonly state: CarriedState | undefined;
}
