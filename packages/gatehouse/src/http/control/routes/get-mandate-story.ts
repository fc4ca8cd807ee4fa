/** `GET /v1/mandates/{id}/story`: everything that was read, asked and done under a mandate, with what is kept of its content. */
import { z } from 'zod';
import { mandateStoryText } from '../../../gate/seeing/story-text.ts';
import { fault } from '../../../kernel/faults.ts';
import { failed, ok } from '../../../kernel/result.ts';
import { tenantField, tenantOf } from '../fields.ts';
import { mandateIdField, mandateShape, shownMandate } from '../mandate-shape.ts';
import { route } from '../route.ts';

export const getMandateStory = route({
  method: 'GET',
  path: '/v1/mandates/{id}/story',
  operation: 'getMandateStory',
  summary:
    'What was read, asked and done under a mandate, in order: from the record, with content while it is kept.',
  params: mandateIdField,
  query: tenantField,
  answer: z.object({
    id: z.string(),
    tenant: z.string(),
    mandate: mandateShape.optional().describe('Missing where only the record remembers it.'),
    others: z.array(z.string()).describe('Other mandates of its line, which share its steps.'),
    events: z.array(z.looseObject({ kind: z.string() })),
    more: z.boolean().describe('The record holds more than is told here.'),
    text: z.string().describe('The story in words.'),
  }),
  async handle(parts, { params, query }) {
    const tenant = tenantOf(parts, query.tenant);
    if (!tenant.ok) return tenant;
    const told = await parts.seeing.story({ tenant: tenant.value, id: params.id });
    if (!told.ok) return told;
    if (told.value === undefined) {
      return failed(fault('control.not_found', 'There is no mandate of that id within your tenant.'));
    }
    const { mandate, others, events, ...story } = told.value;
    return ok({
      ...{ ...story, others: [...others], events: events.map((event) => ({ ...event })) },
      ...(mandate === undefined ? {} : { mandate: shownMandate(mandate) }),
      text: mandateStoryText(told.value),
    });
  },
});
