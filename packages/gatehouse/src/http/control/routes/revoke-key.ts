/** `DELETE /v1/keys/{id}`: ends a key everywhere within a second, for good. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { keyIdField, keyNameOf, tenantField } from '../fields.ts';
import { keyShape, shownKey } from '../key-shape.ts';
import { route } from '../route.ts';

export const revokeKey = route({
  method: 'DELETE',
  path: '/v1/keys/{id}',
  operation: 'revokeKey',
  summary: 'Ends a key everywhere within a second, for good.',
  params: keyIdField,
  query: tenantField,
  answer: z.object({ key: keyShape }),
  async handle(parts, { params, query }) {
    const key = keyNameOf(parts, { id: params.id, tenant: query.tenant });
    if (!key.ok) return key;
    const revoked = await parts.keys.revoke(key.value);
    return revoked.ok ? ok({ key: shownKey(revoked.value) }) : revoked;
  },
});
