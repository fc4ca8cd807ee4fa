/** What a cell of the matrix is: one request, and everything that must come of it, written by hand. */
import type { Stage } from './house/stage.ts';
import type { Era, Mode, Persona, ProtocolName } from './words.ts';

/** Where a cell stands in the matrix. */
export interface Coordinates {
  readonly control: string;
  readonly protocol: ProtocolName | 'mcp';
  readonly mode: Mode | Era;
  readonly place: string;
}

export interface Request {
  readonly method?: string;
  readonly path: string;
  /** In addition to those that every request has; `null` leaves one of these out. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | null>>;
  /** An object is sent as JSON; a text or bytes as they are. */
  readonly body?: object | string | Buffer;
}

/** What the provider must have seen. */
export interface ProviderView {
  /** 1 unless said otherwise. */
  readonly calls?: number;
  /** In the bytes of its request bodies. */
  readonly contains?: readonly string[];
  readonly lacks?: readonly string[];
  /** The models it was asked for, in order. */
  readonly models?: readonly string[];
  /** The exact bytes of its only request body. */
  readonly exactly?: string;
}

/** What the client must have seen, in raw bytes, in every text put together from pieces, and with escapes undone. */
export interface ClientView {
  readonly contains?: readonly string[];
  readonly lacks?: readonly string[];
  readonly headers?: Readonly<Record<string, RegExp>>;
  /** The text of the first choice or text block, put together. */
  readonly text?: string;
}

/** An entry of the record. What a row leaves out must be empty or absent. */
export interface EntryView {
  readonly kind: 'intent' | 'outcome' | 'refusal';
  readonly attempt?: number;
  readonly station?: string;
  readonly fault?: string;
  readonly ending?: string;
  readonly findings?: Readonly<Record<string, number>>;
  readonly masked?: Readonly<Record<string, number>>;
  readonly tokenised?: Readonly<Record<string, number>>;
  readonly restored?: Readonly<Record<string, number>>;
  /** Kinds, in order. */
  readonly notInspected?: readonly string[];
  readonly bypasses?: readonly string[];
  /** `reported` for outcomes, unless said otherwise. */
  readonly basis?: 'reported' | 'bound' | 'none';
  readonly outputTokens?: number;
  readonly model?: string;
  /** `server/tool`. */
  readonly tool?: string;
  /** The answer was there already, and nothing was called. */
  readonly repeated?: true;
  /** Whether a person's yes stands behind it. */
  readonly approved?: true;
  /** Arguments that nothing trusted founds. */
  readonly unfounded?: readonly string[];
  readonly purpose?: string;
  /** Whether the inspection is looked at; refusals before the inspection have none. */
  readonly uninspected?: true;
}

export interface Expectation {
  readonly status: number;
  /** The stable code, in the protocol's own shape; in a stream that had begun, in its last event. */
  readonly code?: string;
  /** `none`: a head without one meaning belongs to no protocol, so its refusal has the shape of none. */
  readonly shape?: 'none';
  readonly provider: 'nothing' | ProviderView;
  readonly client?: ClientView;
  readonly record: 'none' | readonly EntryView[];
}

export interface AskCell extends Coordinates {
  readonly as?: Persona;
  readonly request: Request;
  /** How often it is asked; expectations are about the last time. */
  readonly times?: number;
  readonly expect: Expectation;
}

/** A cell that needs more than one question, or a hand on the stage; it returns the differences. */
export interface SceneCell extends Coordinates {
  /** Runs by itself, because it holds up everybody else. */
  readonly alone?: true;
  /** What a foreign gateway cannot offer. */
  readonly needs?: 'stage';
  readonly play: (stage: Stage, mark: string) => Promise<readonly string[]>;
}

export type Cell = AskCell | SceneCell;

export function nameOf({ control, protocol, mode, place }: Coordinates): string {
  return [control, protocol, mode, place].join(' / ');
}
