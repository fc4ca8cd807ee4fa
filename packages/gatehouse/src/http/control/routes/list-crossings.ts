/** `GET /v1/crossings`: the newest crossings of a tenant, in short. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import type { StoredEntry } from '../../../ledger/crossings.ts';
import { reading, tenantField, tenantOf } from '../fields.ts';
import { route } from '../route.ts';
import { tell } from '../telling.ts';

const PAGE_DEFAULT = 50;
const PAGE_MAX = 200;

const summary = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  ending: z.string().describe('`damaged` where the evidence was changed by hand and cannot be read.'),
  fault: z.string().optional(),
  clientReference: z.string().optional(),
  principal: z.string().optional(),
  protocol: z.string().optional(),
  asked: z.string().optional().describe('The model that the caller asked for.'),
});

export const listCrossings = route({
  method: 'GET',
  path: '/v1/crossings',
  operation: 'listCrossings',
  summary: 'The newest crossings of a tenant, newest first.',
  query: {
    ...tenantField,
    limit: z
      .string()
      .regex(/^\d{1,3}$/)
      .transform(Number)
      .pipe(z.int().min(1).max(PAGE_MAX))
      .default(PAGE_DEFAULT)
      .describe(`At most ${PAGE_MAX}; ${PAGE_DEFAULT} by default.`),
    before: z
      .string()
      .regex(/^cx_[0-9a-hjkmnp-tv-z]{26}$/)
      .optional()
      .describe('Continues after this crossing.'),
  },
  answer: z.object({ crossings: z.array(summary) }),
  async handle(parts, { query }) {
    const tenant = tenantOf(parts, query.tenant);
    if (!tenant.ok) return tenant;
    const page = {
      limit: query.limit,
      ...(query.before === undefined ? {} : { before: query.before }),
    };
    const found = await reading(async () => ok(await parts.crossings.list(tenant.value, page)));
    return found.ok ? ok({ crossings: found.value.flatMap(summarise) }) : found;
  },
});

function summarise(entries: readonly StoredEntry[]): z.input<typeof summary>[] {
  const [first] = entries;
  if (first === undefined) return [];
  const at = new Date(first.atMs).toISOString();
  const told = tell(entries);
  if (told === undefined || told === 'damaged') return [{ id: first.crossing, at, ending: 'damaged' }];
  const { opening } = told;
  return [
    {
      ...{ id: told.id, at, ending: told.ending, fault: told.fault, clientReference: told.clientReference },
      ...{ principal: opening?.principal.id, protocol: opening?.protocol, asked: told.asked },
    },
  ];
}
