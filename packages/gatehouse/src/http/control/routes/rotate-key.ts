/** `POST /v1/keys/{id}/rotate`: a new secret and a new lifetime for the same key. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { keyIdField, keyNameOf, tenantField } from '../fields.ts';
import { issuedShape, shownKey } from '../key-shape.ts';
import { route } from '../route.ts';

export const rotateKey = route({
  method: 'POST',
  path: '/v1/keys/{id}/rotate',
  operation: 'rotateKey',
  summary: 'Gives a key a new secret and a new lifetime. Its text is in this answer and nowhere else.',
  params: keyIdField,
  query: tenantField,
  body: {
    overlapSeconds: z
      .int()
      .min(0)
      .optional()
      .describe('For how long the secret before stays valid; not at all by default, at most 7 days.'),
    lifetimeSeconds: z.int().min(1).optional().describe('90 days by default, at most 365.'),
  },
  answer: issuedShape,
  async handle(parts, { params, query, body }) {
    const key = keyNameOf(parts, { id: params.id, tenant: query.tenant });
    if (!key.ok) return key;
    const { overlapSeconds, lifetimeSeconds } = body;
    const issued = await parts.keys.rotate(key.value, {
      ...(overlapSeconds === undefined ? {} : { overlapSeconds }),
      ...(lifetimeSeconds === undefined ? {} : { lifetimeSeconds }),
    });
    return issued.ok ? ok({ key: shownKey(issued.value.record), text: issued.value.text }) : issued;
  },
});
