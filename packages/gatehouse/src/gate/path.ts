/** The path: every crossing, whatever its kind and protocol, streamed or not, walks these nine stations in this order. */
import { channel } from 'node:diagnostics_channel';
import { newCrossingId } from '../kernel/ids.ts';
import { type Crossing, openCrossing } from './crossing.ts';
import type { Gate } from './gate.ts';
import { identify } from './identify.ts';
import type { Kind, Stations, StepOf, WalkOf } from './kind.ts';
import { type Refusal, refuse } from './refuse.ts';

/** Takes one arrival through the gate. Nothing else in the house calls a provider or a tool. */
export async function cross<K extends Kind>(
  gate: Gate,
  kind: Stations<K>,
  arrival: K['arrival'],
): Promise<K['departure']> {
  const charter = gate.charter();
  enter('identify');
  const principal = await identify(gate, charter, arrival);
  // WHY not recorded: a caller who is nobody is counted by its address, so that nobody can fill the ledger.
  if (!principal.ok)
    return kind.depart(arrival, { fault: principal.fault, id: newCrossingId(gate.clock, gate.chance) });
  const crossing = openCrossing(gate, charter, { arrival, principal: principal.value });

  enter('admit', crossing.id);
  const admitted = await kind.admit(gate, crossing);
  if (!admitted.ok) return no(gate, kind, { crossing, station: 'admit', fault: admitted.fault, attempt: 0 });

  enter('inspect', crossing.id);
  const inspected = await kind.inspect(gate, crossing, admitted.value);
  if (!inspected.ok)
    return no(gate, kind, { crossing, station: 'inspect', fault: inspected.fault, attempt: 0 });

  let departure: K['departure'] | undefined;
  for (const attempt of kind.attempts(admitted.value)) {
    if (departure !== undefined && !(await kind.readmit(gate, crossing, admitted.value)).ok) return departure;
    const step = await tryOnce(gate, kind, {
      crossing,
      walk: { ...admitted.value, ...inspected.value, attempt },
    });
    // WHY: a fallback that the charter refuses is recorded, but the caller learns why the first choice failed.
    departure = departure !== undefined && step.refused ? departure : step.departure;
    if (!step.again || attempt.last) return departure;
  }
  throw new Error('INVARIANT: a crossing has at least one attempt');
}

/** Stations 4 to 9, for one attempt: a retry and a fallback are decided and recorded anew. */
async function tryOnce<K extends Kind>(
  gate: Gate,
  kind: Stations<K>,
  { crossing, walk }: { readonly crossing: Crossing<K['arrival']>; readonly walk: WalkOf<K> },
): Promise<StepOf<K>> {
  const attempt = walk.attempt.number;
  const refused = async (station: string, { fault }: Pick<Refusal, 'fault'>, again = false) => {
    const departure = await no(gate, kind, { crossing, station, fault, attempt });
    return { departure, refused: true, again };
  };
  enter('decide', crossing.id);
  const decided = await kind.decide(gate, crossing, walk);
  if (!decided.ok) return refused('decide', decided, attempt > 1);

  enter('hold', crossing.id);
  const held = await kind.hold(gate, crossing, decided.value);
  if (!held.ok) return refused('hold', held);

  enter('record', crossing.id);
  const cleared = await kind.record(gate, crossing, held.value);
  if (!cleared.ok) return refused('record', cleared);

  enter('perform', crossing.id);
  const performed = await kind.perform(gate, crossing, cleared.value);
  if (!performed.ok)
    return kind.settleFailure(gate, crossing, { cleared: cleared.value, failure: performed });

  enter('inspect-result', crossing.id);
  const result = await kind.inspectResult(gate, crossing, performed.value);

  enter('settle', crossing.id);
  return kind.settle(gate, crossing, result);
}

/** Says no: the refusal is put on record, and the caller is told why. */
async function no<K extends Kind>(
  gate: Gate,
  kind: Stations<K>,
  { crossing, ...refusal }: Refusal & { readonly crossing: Crossing<K['arrival']> },
): Promise<K['departure']> {
  await refuse(gate, crossing, refusal);
  return kind.depart(crossing.arrival, { fault: refusal.fault, id: crossing.id, notes: crossing.notes });
}

const stations = channel('gatehouse:station');

/** Publishes where a crossing is, for metrics and for the chaos tests; costs nothing while nobody listens. */
function enter(station: string, crossing?: string): void {
  if (stations.hasSubscribers) stations.publish({ station, crossing });
}
