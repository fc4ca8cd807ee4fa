/** `POST /v1/ledger/verify`: recomputes the whole log from the evidence. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { verificationText } from '../../../ledger/verification-text.ts';
import { reading } from '../fields.ts';
import { route } from '../route.ts';

const problem = z.object({
  kind: z.string(),
  seq: z.int().optional(),
  tenant: z.string().optional(),
  crossing: z.string().optional(),
  message: z.string(),
});

export const verifyLedger = route({
  method: 'POST',
  path: '/v1/ledger/verify',
  operation: 'verifyLedger',
  summary: 'Recomputes the log from all evidence and finds what was changed, removed, inserted or moved.',
  answer: z.object({
    ok: z.boolean(),
    size: z.int(),
    pending: z.int(),
    head: z.string().optional(),
    verifierKey: z.string(),
    problems: z.array(problem).readonly(),
    problemCount: z.int(),
    text: z.string().describe('The same in words.'),
  }),
  handle: (parts) =>
    reading(async () => {
      const found = await parts.ledger.verify();
      return found.ok ? ok({ ...found.value, text: verificationText(found.value) }) : found;
    }),
});
