/** The path: every crossing, whatever its protocol, streamed or not, walks these nine stations in this order. */
import { channel } from 'node:diagnostics_channel';
import { admit, readmit } from './admit.ts';
import { attempts, type Step } from './attempts.ts';
import { type Arrival, type Crossing, type Departure, openCrossing } from './crossing.ts';
import { decide } from './decide.ts';
import type { Gate } from './gate.ts';
import { hold } from './hold.ts';
import { identify } from './identify.ts';
import { inspect } from './inspect.ts';
import { inspectResult } from './inspect-result.ts';
import { perform } from './perform.ts';
import { record } from './record.ts';
import { refuse, turnAway } from './refuse.ts';
import { settle, settleFailure } from './settle.ts';
import type { Walk } from './stations.ts';

/** Takes one arrival through the gate. Nothing else in the house calls a provider. */
export async function cross(gate: Gate, arrival: Arrival): Promise<Departure> {
  const charter = gate.charter();
  enter('identify');
  const principal = await identify(gate, charter, arrival);
  if (!principal.ok) return turnAway(gate, arrival, principal.fault);
  const crossing = openCrossing(gate, charter, { arrival, principal: principal.value });

  enter('admit', crossing);
  const admitted = await admit(gate, crossing);
  if (!admitted.ok) return refuse(gate, crossing, { station: 'admit', fault: admitted.fault });

  enter('inspect', crossing);
  const inspected = await inspect(gate, crossing, admitted.value);
  if (!inspected.ok) return refuse(gate, crossing, { station: 'inspect', fault: inspected.fault });

  let departure: Departure | undefined;
  for (const attempt of attempts(admitted.value.candidates)) {
    if (departure !== undefined && !(await readmit(gate, crossing, admitted.value)).ok) return departure;
    const step = await tryOnce(gate, crossing, { ...admitted.value, ...inspected.value, attempt });
    // WHY: a fallback that the charter refuses is recorded, but the caller learns why the first choice failed.
    departure = departure !== undefined && step.refused ? departure : step.departure;
    if (!step.again || attempt.last) return departure;
  }
  throw new Error('INVARIANT: a crossing has at least one attempt');
}

/** Stations 4 to 9, for one attempt: a retry and a fallback are decided and recorded anew. */
async function tryOnce(gate: Gate, crossing: Crossing, walk: Walk): Promise<Step> {
  enter('decide', crossing);
  const decided = await decide(gate, crossing, walk);
  if (!decided.ok) {
    const departure = await refuse(gate, crossing, { station: 'decide', fault: decided.fault, walk });
    return { departure, refused: true, again: walk.attempt.number > 1 };
  }

  enter('hold', crossing);
  const held = hold(decided.value);
  if (!held.ok) {
    const departure = await refuse(gate, crossing, { station: 'hold', fault: held.fault, walk });
    return { departure, refused: true, again: false };
  }

  enter('record', crossing);
  const cleared = await record(gate, crossing, held.value);
  if (!cleared.ok) {
    const departure = await refuse(gate, crossing, { station: 'record', fault: cleared.fault, walk });
    return { departure, refused: true, again: false };
  }

  enter('perform', crossing);
  const performed = await perform(gate, cleared.value);
  if (!performed.ok) return settleFailure(gate, crossing, { cleared: cleared.value, failure: performed });

  enter('inspect-result', crossing);
  const result = await inspectResult(gate, crossing, performed.value);

  enter('settle', crossing);
  return settle(gate, crossing, result);
}

const stations = channel('gatehouse:station');

/** Publishes where a crossing is, for metrics and for the chaos tests; costs nothing while nobody listens. */
function enter(station: string, crossing?: Crossing): void {
  if (stations.hasSubscribers) stations.publish({ station, crossing: crossing?.id });
}
