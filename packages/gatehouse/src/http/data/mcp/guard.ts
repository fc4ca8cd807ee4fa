/** Who may knock at all: whoever calls the listener by its own name, and no web page of another origin. */
import { type Fault, fault } from '../../../kernel/faults.ts';
import type { Head } from '../../../net/head.ts';

/**
 * Says why a request is turned away before anything else is asked (2025-11-25, basic/transports, "Security Warning").
 * WHY with credentials too: a page that rebinds its name to ours could use whatever a local client left open to it
 * (GHSA-46gc-mwh4-cc5r).
 */
export function turnedAway({ headers }: Head, names: ReadonlySet<string>): Fault | undefined {
  if (!names.has((headers.host ?? '').toLowerCase())) return ELSEWHERE;
  const { origin } = headers;
  if (origin === undefined) return undefined;
  const name = /^https?:\/\/(.+)$/.exec(origin)?.[1];
  return name !== undefined && names.has(name.toLowerCase()) ? undefined : FOREIGN;
}

const ELSEWHERE = fault(
  'request.origin',
  'The Host header names another server. Call the gate by the address that its configuration gives it.',
);
const FOREIGN = fault('request.origin', 'Requests from web pages of another origin are refused.');
