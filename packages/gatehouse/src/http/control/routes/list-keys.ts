/** `GET /v1/keys`: the keys of a tenant, without what proves their possession. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { tenantField, tenantOf } from '../fields.ts';
import { keyShape, shownKey } from '../key-shape.ts';
import { route } from '../route.ts';

export const listKeys = route({
  method: 'GET',
  path: '/v1/keys',
  operation: 'listKeys',
  summary: 'The keys of a tenant, newest first, also those that were revoked or have expired.',
  query: tenantField,
  answer: z.object({ keys: z.array(keyShape) }),
  async handle(parts, { query }) {
    const tenant = tenantOf(parts, query.tenant);
    if (!tenant.ok) return tenant;
    const listed = await parts.keys.list(tenant.value);
    return listed.ok ? ok({ keys: listed.value.map(shownKey) }) : listed;
  },
});
