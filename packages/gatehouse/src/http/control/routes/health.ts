/** `GET /healthz`: whether the control plane answers; needs no credential and tells nothing else. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { route } from '../route.ts';

export const health = route({
  method: 'GET',
  path: '/healthz',
  operation: 'health',
  summary: 'Whether the control plane answers.',
  open: true,
  answer: z.object({ status: z.literal('ok') }),
  handle: async () => ok({ status: 'ok' as const }),
});
