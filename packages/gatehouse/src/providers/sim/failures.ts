/** The ways in which `sim/fail` fails, chosen by the user's last words. */
import { lastUserText, type Prompt } from './prompt.ts';

/**
 * `half`: the answer ends inside an event or value, cleanly. `truncate`: it ends between two events.
 * `reset`: the connection breaks. `hang`: nothing comes any more.
 */
export type Failure =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter: string | undefined }
  | { readonly kind: 'reset' | 'hang' | 'half' | 'truncate' };

const STATUS = /\bfail (\d{3})(?: retry-after (\d{1,5}))?/i;
const BREAKS: readonly (readonly [RegExp, 'reset' | 'hang' | 'half' | 'truncate'])[] = [
  [/\breset\b/i, 'reset'],
  [/\bhang\b/i, 'hang'],
  [/\bhalf an event\b/i, 'half'],
  [/\btruncate\b/i, 'truncate'],
];

/** Understands `fail 429 retry-after 3`, `reset`, `hang`, `half an event` and `truncate`; anything else is a 500. */
export function failureOf(prompt: Prompt): Failure {
  const said = lastUserText(prompt);
  const status = STATUS.exec(said);
  if (status !== null && /^[45]/.test(status[1] ?? '')) {
    return { kind: 'status', status: Number(status[1]), retryAfter: status[2] };
  }
  const kind = BREAKS.find(([words]) => words.test(said))?.[1];
  return kind === undefined ? { kind: 'status', status: 500, retryAfter: undefined } : { kind };
}
