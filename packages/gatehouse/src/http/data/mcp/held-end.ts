/** Says how a call ended that waited for a person. */
import type { Held } from '../../../gate/broker.ts';

/** A person's reason is theirs, and stands between quotation marks, which it cannot hold itself. */
export function endOf({ status, reason }: Held): string {
  const what = status === 'denied' ? 'A person has denied this call.' : 'Nobody answered this call in time.';
  const why = reason === undefined ? '' : ` Their reason, quoted: "${reason}"`;
  return `${what} Nothing was done.${why}`;
}
