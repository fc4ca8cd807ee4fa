/** `DELETE /v1/deputies/{id}`: a person answers for themselves again. */
import { z } from 'zod';
import { fault } from '../../../kernel/faults.ts';
import { failed, ok } from '../../../kernel/result.ts';
import { route } from '../route.ts';

export const endDeputy = route({
  method: 'DELETE',
  path: '/v1/deputies/{id}',
  operation: 'endDeputy',
  summary: 'Ends what a person has named a deputy for.',
  people: true,
  params: { id: z.string().min(1).max(64) },
  answer: z.object({ ended: z.string() }),
  async handle(parts, { params, caller }) {
    if ('operator' in caller) {
      return failed(
        fault('hold.forbidden', 'Only the person who named a deputy ends that, with their own token.'),
      );
    }
    const ended = await parts.holds.answers.endDeputy(caller.person, params.id);
    return ended.ok ? ok({ ended: params.id }) : ended;
  },
});
