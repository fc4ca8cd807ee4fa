/** What an answer through a channel looks like, for the OpenAPI document: its form and its proof are the channel's. */
import { z } from 'zod';

/** In the form of OpenAPI. */
export const CALLBACK_ADDRESS = '/v1/approvals/callbacks/{channel}';

/** The body of a channel of kind `signed`; `approval/inbound.ts` reads it after its signature, field by field. */
export const CALLBACK_BODY = z.object({
  person: z.string().describe('By the name that the channel lists.'),
  question: z.string(),
  shown: z.string().describe('What was looked at, by the digest that came with it.'),
  answer: z.enum(['yes', 'no']),
  reason: z.string().max(1_000).default(''),
  grant_values: z
    .boolean()
    .default(false)
    .describe('Whether the values without a trusted origin are allowed for the rest of the mandate.'),
});

export const CALLBACK_ANSWER = z.object({
  question: z.string(),
  state: z.enum(['waiting', 'approved', 'denied', 'expired']),
});

/** How a channel proves itself: whichever its kind demands. */
export const CALLBACK_HEADERS = {
  'webhook-id': 'Of Standard Webhooks: taken once.',
  'webhook-timestamp': 'Of Standard Webhooks: seconds since 1970, at most five minutes away.',
  'webhook-signature': 'Of Standard Webhooks: `v1,` and HMAC-SHA256 over id, timestamp and body, in base64.',
  'x-slack-request-timestamp': 'Of Slack, in place of the three above.',
  'x-slack-signature': 'Of Slack.',
} as const;
