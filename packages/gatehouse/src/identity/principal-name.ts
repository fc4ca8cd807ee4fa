/** The name by which processes and rows remember where a principal stands, without telling who it is. */
import { createHash } from 'node:crypto';
import type { Actor } from '../kernel/principal.ts';

/** WHY folded: a directory that writes an id in other letters must not leave its owner a way in. */
export function folded(id: string): string {
  return id.normalize('NFKC').toLowerCase();
}

/** A digest: it goes into indices and notifications, where ids of people do not belong. */
export function principalName(tenant: string, { kind, id }: Actor): string {
  return `p_${createHash('sha256')
    .update(JSON.stringify([tenant, kind, folded(id)]))
    .digest('hex')}`;
}
