/** `POST /v1/reload`: reads the configuration again. */
import { z } from 'zod';
import { problemShape } from '../problem-shape.ts';
import { route } from '../route.ts';

export const reload = route({
  method: 'POST',
  path: '/v1/reload',
  operation: 'reload',
  summary: 'Reads the configuration again: all of it becomes active at once, or nothing changes.',
  answer: z.object({ policyDigest: z.string(), warnings: z.array(problemShape).readonly() }),
  handle: (parts) => parts.charter.reload(),
});
