/** What is measured: something that looks at a call, given all that its mandate knows, and says yes, ask or no. */
import type { Flow, ToolCall } from '../../../packages/gatehouse/src/mandate/flow.ts';

export type Verdict = 'allow' | 'ask' | 'deny';

export interface Judgement {
  readonly verdict: Verdict;
  /** Why a person is asked: rules and offending arguments, never values. Equal codes look alike to whoever is asked. */
  readonly code: string;
  /** Grants that the call uses up when it is made. */
  readonly uses: readonly string[];
}

/** Deterministic: equal flows and calls get equal judgements. */
export interface Decider {
  judge(flow: Flow, call: ToolCall): Judgement;
}
