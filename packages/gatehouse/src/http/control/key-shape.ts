/** A key as the control plane shows it. */
import { z } from 'zod';
import { KEY_PREFIX } from '../../identity/key-format.ts';
import type { KeyRecord } from '../../identity/keys.ts';

export const keyShape = z.object({
  id: z.string(),
  tenant: z.string(),
  name: z.string(),
  kind: z.enum(['person', 'workload', 'agent']),
  principal: z.string(),
  roles: z.array(z.string()).readonly(),
  teams: z.array(z.string()).readonly(),
  purposes: z.array(z.string()).readonly(),
  attributes: z.record(z.string(), z.string()),
  models: z.array(z.string()).readonly(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  rotatedAt: z.iso.datetime().optional(),
  revokedAt: z.iso.datetime().optional(),
});

export const issuedShape = z.object({
  key: keyShape,
  text: z.string().describe('The key itself. It is shown this once and kept nowhere.'),
});

export function shownKey(record: KeyRecord): z.input<typeof keyShape> {
  const { createdAtMs, expiresAtMs, rotatedAtMs, revokedAtMs, id, ...rest } = record;
  return {
    id: KEY_PREFIX + id,
    ...rest,
    attributes: { ...rest.attributes },
    createdAt: new Date(createdAtMs).toISOString(),
    expiresAt: new Date(expiresAtMs).toISOString(),
    ...(rotatedAtMs === undefined ? {} : { rotatedAt: new Date(rotatedAtMs).toISOString() }),
    ...(revokedAtMs === undefined ? {} : { revokedAt: new Date(revokedAtMs).toISOString() }),
  };
}
