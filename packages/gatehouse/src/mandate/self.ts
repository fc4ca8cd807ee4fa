/** Who the mandate's subject is, by name and address, so that they can take part in what is theirs. */
import type { Origin } from '../kernel/origins.ts';
import type { Mandated } from './mandates.ts';
import { plain } from './normalise.ts';
import { isOfPeople } from './nouns.ts';
import type { Sought } from './sought.ts';

/** Attributes by which identity providers say what somebody is called and reached by (OpenID Connect Core 5.1). */
const CALLED = ['email', 'name', 'preferred_username'];

/** What a person is called and reached by, as their credential proved it; nobody else is anything to themselves. */
export function selfOf({ kind, attributes }: Pick<Mandated, 'kind' | 'attributes'>): readonly string[] {
  if (kind !== 'person') return [];
  return CALLED.flatMap((name) => (Object.hasOwn(attributes, name) ? (attributes[name] ?? []) : []));
}

/**
 * Whether a value names the mandate's subject where a person can be named: as a guest of their own event, as a sender.
 * WHY this alone makes no content safe: what frightens somebody into paying is sent to nobody else.
 */
export function asSelf({ role, of, argument, value, self }: Sought): Origin | undefined {
  const names = role === 'recipient' || (role === 'name' && isOfPeople(of, argument));
  if (!names || !self.some((own) => own === value || (isAddress(own) && plain(own) === plain(value))))
    return undefined;
  return { kind: 'derived', how: 'it is the one for whom this is done' };
}

function isAddress(text: string): boolean {
  return /^[!-~]+@[!-~]+$/u.test(text);
}
