/** The shape of `approvals` in `gatehouse.yaml`: how long calls wait for people, who is told, and how they answer. */
import { z } from 'zod';
import { secret } from './secret-schema.ts';

const role = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,127}$/);
const minutes = z.int().min(1).max(10_080);

const answers = z.strictObject({
  kind: z
    .enum(['slack', 'signed'])
    .describe('`slack`: buttons, signed by Slack (v0). `signed`: JSON, signed as Standard Webhooks are.'),
  secret: secret.describe("Slack's signing secret, or `whsec_` and base64; named, never written."),
  people: z
    .record(
      z.string().min(1).max(256),
      z.strictObject({
        id: z
          .string()
          .min(1)
          .max(256)
          .describe('The id of the person, as issuers of the tenant vouch for it.'),
        roles: z.array(role).default([]),
      }),
    )
    .describe('Who may answer through it, by the name that the other side has for them. Nobody else.'),
});

const channel = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  tenant: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/),
  format: z.enum(['json', 'slack', 'teams']).default('json'),
  url: secret.describe('The address, which is a secret in itself at many receivers; named, never written.'),
  secret: secret
    .optional()
    .describe('`whsec_` and base64: messages are signed with it, as Standard Webhooks are.'),
  allow_private: z.boolean().default(false).describe('Whether the address may be a private one.'),
  events: z
    .array(z.enum(['requested', 'reminder', 'escalated', 'approved', 'denied', 'expired']))
    .min(1)
    .default(['requested', 'reminder', 'escalated'])
    .describe('What it is told.'),
  answers: answers.optional().describe('Without it, it is told and cannot answer.'),
});

export const approvals = z.strictObject({
  audience: z
    .string()
    .min(1)
    .default('gatehouse-approvals')
    .describe(
      'Tokens of people who answer are for this audience, and no agent is given one: no issuer may list it.',
    ),
  role: role
    .default('approver')
    .describe('Who answers where a rule asks for another person and names no role.'),
  address: z
    .url()
    .optional()
    .describe('Where people answer; shown with the id behind it. By default, the command that answers.'),
  wait_minutes: minutes.default(60).describe('How long a question waits before it expires.'),
  use_within_minutes: minutes.default(15).describe('How long a yes is good; it is good once.'),
  remind_minutes: minutes.optional().describe('How often people are told again. By default not at all.'),
  escalate: z
    .strictObject({
      after_minutes: minutes,
      role: role.describe('Holders of this role may answer from then on.'),
    })
    .optional(),
  deputies: z
    .strictObject({
      allowed: z.boolean().default(true),
      days_max: z.int().min(1).max(90).default(30).describe('How long one can be named for.'),
    })
    .prefault({})
    .describe('People who are away name somebody to answer for them. Deputies name none.'),
  limits: z
    .strictObject({
      per_mandate: z.int().min(1).max(100).default(5),
      per_agent: z.int().min(1).max(1_000).default(20),
      calls_per_question: z.int().min(1).max(20).default(8),
    })
    .prefault({})
    .describe('Open questions: what people are asked at once. More are refused.'),
  keep_days: z
    .int()
    .min(1)
    .max(3_650)
    .default(30)
    .describe('How long the content of a closed question is kept.'),
  channels: z.array(channel).default([]).describe('Whom to tell by webhook.'),
});
