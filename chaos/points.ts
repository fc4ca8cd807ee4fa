/** Where a gate can be killed: at the stations of the path, and around the durable steps between them. */

export const STATIONS = [
  'identify',
  'admit',
  'inspect',
  'decide',
  'hold',
  'record',
  'perform',
  'inspect-result',
  'settle',
] as const;

/** Statements by which something of a call to a tool becomes durable. */
export const STATEMENTS = {
  'flow grows': /insert into gatehouse\.mandate_step/,
  'call begins': /insert into gatehouse\.call\b/,
  'call is answered': /update gatehouse\.call\b/,
  'value is remembered': /insert into gatehouse\.tainted_value/,
  'entry is recorded': /gatehouse\.record_entries/,
  'hold is asked': /insert into gatehouse\.hold\b/,
  'hold is used': /update gatehouse\.hold\b/,
} as const satisfies Record<string, RegExp>;

/** When, around a statement: before it is sent, on its way, once it is answered, once its transaction is committed. */
export const MOMENTS = ['before', 'sent', 'answered', 'committed'] as const;

export interface Kill {
  /** A station, or a statement. */
  readonly point: string;
  /** At the how-manieth time. */
  readonly after: number;
  readonly moment: (typeof MOMENTS)[number];
  /** Stations only: how long after it was entered. */
  readonly delayMs: number;
}
