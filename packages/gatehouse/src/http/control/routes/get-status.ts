/** `GET /v1/status`: what this process runs, and how it is doing. */
import { z } from 'zod';
import { ok } from '../../../kernel/result.ts';
import { problemShape } from '../problem-shape.ts';
import { route } from '../route.ts';

export const getStatus = route({
  method: 'GET',
  path: '/v1/status',
  operation: 'getStatus',
  summary: 'What this process runs, and how it is doing.',
  answer: z.object({
    version: z.string(),
    environment: z.string(),
    policyDigest: z.string(),
    inspectionRules: z.string().describe("Digest of the detectors' rule set."),
    memos: z.record(z.string(), z.object({ hits: z.int(), misses: z.int() })),
    openCrossings: z.int(),
    uptimeMs: z.number(),
    warnings: z.array(problemShape).readonly(),
  }),
  async handle(parts) {
    const { memos, ...status } = parts.status();
    return ok({ ...status, memos: { ...memos } });
  },
});
