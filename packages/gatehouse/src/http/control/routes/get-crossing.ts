/** `GET /v1/crossings/{id}`: the story of one crossing, with the entries that prove it. */
import { z } from 'zod';
import { fault } from '../../../kernel/faults.ts';
import { failed, ok } from '../../../kernel/result.ts';
import { storyText } from '../../../ledger/story-text.ts';
import { reading, tenantField, tenantOf } from '../fields.ts';
import { route } from '../route.ts';
import { tell } from '../telling.ts';

const entry = z.object({
  kind: z.enum(['intent', 'outcome', 'refusal', 'act']),
  attempt: z.int(),
  at: z.iso.datetime(),
  body: z.string().describe('The evidence in canonical JSON (RFC 8785): what the leaf hash covers.'),
  place: z.looseObject({ state: z.enum(['sealed', 'pending', 'missing']) }),
});

export const getCrossing = route({
  method: 'GET',
  path: '/v1/crossings/{id}',
  operation: 'getCrossing',
  summary: 'The story of one crossing, and the entries of the ledger that it stands in.',
  params: {
    id: z
      .string()
      .regex(/^\P{Cc}{1,256}$/u)
      .describe("The crossing's id, the reference that its caller gave it, or `last`."),
  },
  query: tenantField,
  answer: z.object({
    id: z.string(),
    tenant: z.string(),
    entries: z.array(entry).readonly(),
    story: z.looseObject({ ending: z.string() }),
    text: z.string().describe('The story in words.'),
  }),
  async handle(parts, { params, query }) {
    const tenant = tenantOf(parts, query.tenant);
    if (!tenant.ok) return tenant;
    const found = await reading(async () => ok(await parts.crossings.find(tenant.value, params.id)));
    if (!found.ok) return found;
    const told = tell(found.value);
    if (told === 'damaged') {
      const message =
        'The evidence of this crossing cannot be read: it was changed by hand. Run gatehouse ledger verify.';
      return failed(fault('evidence.unavailable', message));
    }
    if (told === undefined) {
      return failed(fault('control.not_found', 'There is no such crossing within this tenant.'));
    }
    return ok({
      id: told.id,
      tenant: told.tenant,
      entries: found.value.map(({ kind, attempt, atMs, body, place }) => ({
        ...{ kind, attempt, body, place: { ...place } },
        at: new Date(atMs).toISOString(),
      })),
      story: { ...told },
      text: storyText(told),
    });
  },
});
