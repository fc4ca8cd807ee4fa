/** `GET /v1/ledger/head`: the newest signed head, for whoever keeps a copy to compare with later. */
import { z } from 'zod';
import { reading } from '../fields.ts';
import { route } from '../route.ts';

export const ledgerHead = route({
  method: 'GET',
  path: '/v1/ledger/head',
  operation: 'ledgerHead',
  summary: 'The newest signed head of the ledger. Keep a copy elsewhere: it shows any later rewriting.',
  answer: z.object({
    size: z.int().describe('Entries under it.'),
    head: z.string().optional().describe('A signed C2SP checkpoint; missing while nothing was sealed.'),
    verifierKey: z.string().optional(),
  }),
  handle: (parts) => reading(() => parts.ledger.head()),
});
