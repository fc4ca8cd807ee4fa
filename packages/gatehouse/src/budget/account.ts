/** One account that a call draws on: whose it is, for which time, how much it holds, and how people are told of it. */
import type { TimeWindow } from './windows.ts';

export type Measure = 'requests' | 'tokens' | 'money';

export interface Account {
  readonly budget: string;
  readonly subject: string;
  readonly measure: Measure;
  /** Requests, tokens, or US dollars. */
  readonly limit: number;
  readonly window: TimeWindow;
  /** As it is called within a sentence. */
  readonly name: string;
  /** `per day for this key`. */
  readonly span: string;
  /** Whether another window follows on this one. */
  readonly renews: boolean;
}
