/** The ordinary question in both protocols, to which a row adds what it is about; and the ordinary expectations. */
import type { AskCell, ClientView, EntryView, Expectation, ProviderView, Request } from '../cell.ts';
import { ASKED, MARK } from '../samples.ts';
import type { Mode, ProtocolName } from '../words.ts';

/** Where a row about models stands. */
type At = { readonly protocol: ProtocolName; readonly mode: Mode };

export const MODES: readonly Mode[] = ['plain', 'streamed'];
export const PROTOCOLS: readonly ProtocolName[] = ['openai-chat', 'anthropic-messages'];
export const BOTH: readonly (readonly [ProtocolName, Mode])[] = PROTOCOLS.flatMap((protocol) =>
  MODES.map((mode) => [protocol, mode] as const),
);

export const PATHS: Readonly<Record<ProtocolName, string>> = {
  'openai-chat': '/openai/v1/chat/completions',
  'anthropic-messages': '/anthropic/v1/messages',
};

export type Body = Readonly<Record<string, unknown>>;

/** An ordinary body; `changes` replaces its fields, and `undefined` takes one away. */
export function bodyOf({ protocol, mode }: At, model: string, changes: Body = {}): Body {
  const messages = [{ role: 'user', content: `Say ${ASKED}.` }];
  const stream = mode === 'streamed' ? { stream: true } : {};
  return protocol === 'openai-chat'
    ? { model: `openai/${model}`, user: MARK, messages, ...stream, ...changes }
    : {
        model: `anthropic/${model}`,
        max_tokens: 100,
        metadata: { user_id: MARK },
        messages,
        ...stream,
        ...changes,
      };
}

export function request(at: At, model: string, changes: Body = {}): Request {
  return { path: PATHS[at.protocol], body: bodyOf(at, model, changes) };
}

/** It crossed, and nothing was found. A row that expects more says so. */
export function passes(
  view: {
    readonly provider?: ProviderView;
    readonly client?: ClientView;
    readonly intent?: Partial<EntryView>;
    readonly outcome?: Partial<EntryView>;
  } = {},
): Expectation {
  return {
    status: 200,
    provider: view.provider ?? {},
    client: view.client ?? {},
    record: [
      { kind: 'intent', ...view.intent },
      { kind: 'outcome', ...view.outcome },
    ],
  };
}

/** The gate said no, nothing left, and the refusal is on record. */
export function refused(
  status: number,
  code: string,
  entry: Omit<EntryView, 'kind' | 'fault'> & { readonly station: string },
): Expectation {
  return { status, code, provider: 'nothing', record: [{ kind: 'refusal', fault: code, ...entry }] };
}

/** Nobody asked: there is no crossing, so there is no record of one. */
export function turnedAway(status: number, code: string): Expectation {
  return { status, code, provider: 'nothing', record: 'none' };
}

/** A row for each combination of protocol and mode. */
export function everywhere(row: (at: At) => readonly AskCell[]): readonly AskCell[] {
  return BOTH.flatMap(([protocol, mode]) => row({ protocol, mode }));
}
