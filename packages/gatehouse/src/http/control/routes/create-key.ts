/** `POST /v1/keys`: makes a key; what it may do is fixed from then on. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { OPERATOR } from '../acts.ts';
import { activeTenant, tenantField } from '../fields.ts';
import { issuedShape, shownKey } from '../key-shape.ts';
import { route } from '../route.ts';

const name = z.string().min(1).max(256);
const names = z.array(name).max(256).default([]);

export const createKey = route({
  method: 'POST',
  path: '/v1/keys',
  operation: 'createKey',
  summary: 'Makes a key. Its text is in this answer and nowhere else.',
  status: 201,
  body: {
    ...tenantField,
    name: name.describe('A label for people.'),
    kind: z.enum(['person', 'workload', 'agent']).default('workload'),
    principal: name.describe('Who acts with it.'),
    roles: names,
    teams: names,
    purposes: names.describe('Purposes that may be stated; the first is assumed when none is.'),
    attributes: z.record(z.string().regex(/^[A-Za-z][\w.-]{0,63}$/), name).default({}),
    models: z.array(name).min(1).max(256).default(['*']).describe('Model names, or `*` alone for all.'),
    lifetimeSeconds: z.int().min(1).optional().describe('90 days by default, at most 365.'),
  },
  answer: issuedShape,
  async handle(parts, { body }) {
    const { lifetimeSeconds, tenant: named, ...grant } = body;
    const tenant = activeTenant(parts, named);
    if (!tenant.ok) return tenant;
    const issued = await parts.keys.create(
      { ...grant, tenant: tenant.value },
      { createdBy: OPERATOR, ...(lifetimeSeconds === undefined ? {} : { lifetimeSeconds }) },
    );
    return issued.ok ? ok({ key: shownKey(issued.value.record), text: issued.value.text }) : issued;
  },
});
