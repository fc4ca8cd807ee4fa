/** `GET /v1/permissions`: everything that a principal can reach and do, and what of it is dangerous or unused. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { activeTenant, principalFields } from '../fields.ts';
import { permissionsShape, shownPermissions } from '../permission-shape.ts';
import { route } from '../route.ts';

const UNUSED_DAYS = 90;

export const getPermissions = route({
  method: 'GET',
  path: '/v1/permissions',
  operation: 'getPermissions',
  summary:
    'Everything that a principal can reach and do, by which rule, when it last did, and what is dangerous.',
  query: {
    ...principalFields,
    unusedDays: z
      .string()
      .regex(/^\d{1,4}$/)
      .transform(Number)
      .pipe(z.int().min(1).max(3_650))
      .default(UNUSED_DAYS)
      .describe(`What was not used in so many days counts as unused; ${UNUSED_DAYS} by default.`),
  },
  answer: permissionsShape,
  async handle(parts, { query }) {
    const tenant = activeTenant(parts, query.tenant);
    if (!tenant.ok) return tenant;
    const who = { tenant: tenant.value, kind: query.kind, id: query.id };
    const found = await parts.seeing.permissions(who, { unusedDays: query.unusedDays });
    return found.ok ? ok(shownPermissions(found.value)) : found;
  },
});
