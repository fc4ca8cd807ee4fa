/** The shape of a file of policy cases: given who does what with which data, what the charter must decide. */
import { z } from 'zod';
import { ROLES } from '../kernel/passage.ts';
import { OBLIGATION_KINDS } from '../policy/decision.ts';

const names = z.array(z.string().min(1)).default([]);

const policyCase = (classes: z.ZodType<string[]>) =>
  z.strictObject({
    name: z.string().min(1),
    principal: z.strictObject({
      kind: z.enum(['person', 'workload', 'agent']).default('person'),
      id: z.string().min(1),
      tenant: z.string().optional().describe('May be left out where there is only one.'),
      roles: names,
      teams: names,
      purposes: names,
      attributes: z.record(z.string(), z.string()).default({}),
    }),
    action: z.enum(['model.call', 'provider_tool.run']).default('model.call'),
    direction: z
      .enum(['request', 'answer'])
      .default('request')
      .describe('Whether the data is on its way out or back.'),
    model: z.string().min(1),
    tool: z
      .string()
      .min(1)
      .optional()
      .describe('With `provider_tool.run`: the tool that the provider would run.'),
    data: z
      .strictObject({
        classes: classes.default([]),
        suspected: classes.default([]).describe('Classes that a detector only suspects.'),
        place: z.enum(ROLES).default('user').describe('Whose voice the data stands in.'),
        opaque: z.array(z.enum(['image', 'audio', 'document', 'tokens', 'encrypted_reasoning'])).default([]),
      })
      .prefault({}),
    purpose: z.string().min(1).optional().describe("By default the principal's first purpose."),
    environment: z.string().min(1).optional().describe('By default that of the configuration.'),
    expect: z.strictObject({
      decision: z
        .enum(['allow', 'deny', 'conditional'])
        .describe('`conditional`: allowed once the obligations are met; blocked data is `deny`.'),
      obligations: z.partialRecord(z.enum(OBLIGATION_KINDS), classes).optional(),
      policy: z.string().optional().describe('The id of a rule that must be among those that decided.'),
      reason: z.string().optional().describe('A part of the reason.'),
    }),
  });

/** `classes` are the names of all data classes, the organisation's own among them. */
export function caseFileSchema(classes: readonly string[]) {
  return z.strictObject({ cases: z.array(policyCase(z.array(z.enum(classes)))).min(1) });
}

export type PolicyCase = z.infer<ReturnType<typeof policyCase>>;
