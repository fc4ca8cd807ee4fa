/** The ordinary call to a tool in both eras and at both doors, and the ordinary expectations. */
import type { ClientView, EntryView, Expectation, ProviderView, SceneCell } from '../../cell.ts';
import type { Stage } from '../../house/stage.ts';
import { differences } from '../../run/compare.ts';
import { type Client, callTool, type Door, type ToolCall } from '../../run/mcp.ts';
import type { Seen } from '../../run/seen.ts';
import { MARK } from '../../samples.ts';
import type { Era, Persona } from '../../words.ts';

const ERAS: readonly Era[] = ['stateless', 'session'];
const DOORS: readonly Door[] = ['/mcp', '/mcp/server'];

/** A row about one call. */
export interface CallRow {
  readonly control: string;
  readonly place: string;
  readonly as?: Persona;
  /** Instead of the persona's; `null` is none. */
  readonly credential?: (stage: Stage, mark: string) => Promise<string | null> | string | null;
  readonly call: ToolCall;
  readonly headers?: Client['headers'];
  readonly capabilities?: object;
  /** Where the era or the door makes a difference to what is sent, the one it is about. */
  readonly eras?: readonly Era[];
  readonly doors?: readonly Door[];
  readonly expect: Expectation;
}

export function callCells(rows: readonly CallRow[]): readonly SceneCell[] {
  return rows.flatMap((row) =>
    (row.eras ?? ERAS).flatMap((era) => (row.doors ?? DOORS).map((door) => callCell(row, era, door))),
  );
}

function callCell(row: CallRow, era: Era, door: Door): SceneCell {
  const place = `${row.place}, at ${door}`;
  const play: SceneCell['play'] = async (stage, mark) => {
    const given = await row.credential?.(stage, mark);
    const credential = given === null ? undefined : (given ?? stage.credential(row.as ?? 'developer', mark));
    const { headers, capabilities } = row;
    const client: Client = {
      ...{ stage, era, door, mark, credential },
      ...(headers && { headers }),
      ...(capabilities && { capabilities }),
    };
    return compared(stage, { seen: await callTool(client, row.call), client, expect: row.expect });
  };
  return { control: row.control, protocol: 'mcp', mode: era, place, needs: 'stage', play };
}

/** A cell, while it is played. */
export interface Of {
  readonly stage: Stage;
  readonly mark: string;
  readonly era: Era;
}

/** The same scene in both eras. */
export function inBothEras(
  control: string,
  place: string,
  play: (of: Of) => Promise<readonly string[]>,
): readonly SceneCell[] {
  return ERAS.map((era) => ({
    ...{ control, protocol: 'mcp', mode: era, place, needs: 'stage' },
    play: (stage, mark) => play({ stage, mark, era }),
  }));
}

/** A client at the door of all servers, by default with the credential of a developer. */
export function clientOf(of: Of, changes: Partial<Client> = {}): Client {
  const { stage, mark } = of;
  return { ...of, door: '/mcp', credential: stage.credential('developer', mark), ...changes };
}

/** What differs from what a call should have come to. `before` calls of this cell had reached the tools already. */
export async function compared(
  stage: Stage,
  of: {
    readonly seen: Seen;
    readonly client: Client;
    readonly expect: Expectation;
    readonly before?: number;
  },
): Promise<readonly string[]> {
  const { seen, client, expect, before = 0 } = of;
  const { mark, credential } = client;
  const received = (await stage.received(mark)).slice(before);
  const entries = await stage.record?.entries(seen.headers['x-gatehouse-crossing'] ?? '');
  return differences(expect, { seen, received, entries, credential, mark });
}

/** Each with what it was about, so that a red cell says which of its steps went wrong. */
export function steps(
  list: readonly (readonly [step: string, differences: readonly string[]])[],
): readonly string[] {
  return list.flatMap(([step, found]) => found.map((one) => `${step}: ${one}`));
}

/** A difference, unless the fact holds. */
export function holds(fact: boolean, otherwise: string): readonly string[] {
  return fact ? [] : [otherwise];
}

/** It was called once, and its intent and its outcome are on record. */
export function done(
  view: {
    readonly provider?: ProviderView;
    readonly client?: ClientView;
    readonly intent?: Partial<EntryView>;
    readonly outcome?: Partial<EntryView>;
  } = {},
): Expectation {
  return {
    status: 200,
    provider: view.provider ?? { contains: [MARK_OF_CELL] },
    client: view.client ?? {},
    record: [
      { kind: 'intent', ...view.intent },
      { kind: 'outcome', basis: 'none', ...view.outcome },
    ],
  };
}

/** WHY: each cell looks at those calls alone that carry its mark. */
const MARK_OF_CELL = 'cell-';

/** The gate said no before anything was called: where a model can read it, or to its client alone. */
export function refusedCall(
  code: string,
  entry: Omit<EntryView, 'kind' | 'fault'> & { readonly station: string },
  status = 200,
): Expectation {
  return { status, code, provider: 'nothing', record: [{ kind: 'refusal', fault: code, ...entry }] };
}

/** It waits for a person; nothing was called. */
export function waits(view: Partial<EntryView> = {}): Expectation {
  return refusedCall('hold.waiting', { station: 'hold', ...view });
}

/** It was called, and its answer is kept from whoever called. */
export function withheld(
  code: string,
  view: {
    readonly ending: string;
    readonly intent?: Partial<EntryView>;
    readonly outcome?: Partial<EntryView>;
  },
): Expectation {
  const { ending, intent, outcome } = view;
  return {
    status: 200,
    code,
    provider: {},
    record: [
      { kind: 'intent', ...intent },
      { kind: 'outcome', basis: 'none', ending, fault: code, ...outcome },
    ],
  };
}

export const NOTED = { note: MARK };
