/** `POST /v1/deputies`: a person names somebody who answers for them for a while. */
import { z } from 'zod';
import { fault } from '../../../kernel/faults.ts';
import { failed, ok } from '../../../kernel/result.ts';
import { deputyOf, deputyShape } from '../approval-shape.ts';
import { route } from '../route.ts';

export const nameDeputy = route({
  method: 'POST',
  path: '/v1/deputies',
  operation: 'nameDeputy',
  summary:
    'Names somebody who answers for you for a while, with the roles that you have now. Deputies name none.',
  people: true,
  status: 201,
  body: {
    deputy: z.string().min(1).max(256).describe('The id of the person.'),
    from: z.iso.datetime().optional().describe('From now on, by default.'),
    until: z.iso.datetime(),
  },
  answer: z.object({ deputy: deputyShape }),
  async handle(parts, { body, caller }) {
    if ('operator' in caller) return failed(ONLY_PEOPLE);
    const { deputy, from, until } = body;
    const named = await parts.holds.answers.nameDeputy(caller.person, {
      deputy,
      fromMs: from === undefined ? parts.clock.nowMs() : Date.parse(from),
      untilMs: Date.parse(until),
    });
    return named.ok ? ok({ deputy: deputyOf(named.value) }) : named;
  },
});

const ONLY_PEOPLE = fault(
  'hold.forbidden',
  'Only people name somebody to answer for them, with their own token.',
);
