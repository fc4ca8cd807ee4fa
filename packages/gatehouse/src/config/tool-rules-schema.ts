/** The part of `charter` that is about agents: who may use which tools, what people look at first, and what is endorsed. */
import { z } from 'zod';

const names = z.array(z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/)).min(1);
const patterns = z.array(z.string().min(1).max(256)).min(1);

/** What an owner must say of everything that loosens the default: it is counted, listed, and it ends. */
function endorsed(id: z.ZodType<string>, owner: z.ZodType<string>) {
  return {
    id,
    owner,
    reason: z.string().min(1).describe('Why it is safe; shown wherever it was decisive.'),
    expires: z.iso.date().describe('The last day on which it holds, in UTC.'),
  };
}

export const approvalNeed = z
  .strictObject({
    by: z
      .enum(['subject', 'other', 'two', 'role'])
      .describe(
        'The person that the agent works for, another person, two different people, or holders of `role`.',
      ),
    role: z.string().min(1).optional().describe('With `role`, and optionally with `other` and `two`.'),
  })
  .describe('Who answers. Never the agent, never the credential that asked.');

/** Parts that the schema of the whole configuration has anyway. */
interface Shared<Owned extends z.ZodRawShape, Who extends z.ZodType, DataClass extends z.ZodType> {
  readonly owned: Owned;
  readonly who: Who;
  readonly dataClass: DataClass;
}

export function toolRules<Owned extends z.ZodRawShape, Who extends z.ZodType, DataClass extends z.ZodType>({
  owned,
  who,
  dataClass,
}: Shared<Owned, Who, DataClass>) {
  const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
  const owner = z.string().min(1);
  const tools = patterns.describe('`server/tool`; `*` stands for any run of characters.');
  return {
    toolRule: z.strictObject({
      ...owned,
      effect: z
        .enum(['allow', 'hold', 'deny'])
        .default('allow')
        .describe(
          '`deny` wins over `hold`, and `hold` over `allow`. What is allowed still has to be founded.',
        ),
      who,
      tools,
      actions: z
        .array(z.enum(['call', 'read_resource', 'get_prompt', 'ask_client']))
        .min(1)
        .default(['call'])
        .describe(
          '`ask_client`: the server may ask for sampling or elicitation; denied unless a rule allows it.',
        ),
      effects: z
        .array(z.enum(['read', 'write', 'send']))
        .min(1)
        .optional()
        .describe('Only tools whose manifest says so.'),
      purposes: names.optional(),
      environments: names.optional(),
      classes: z
        .array(dataClass)
        .min(1)
        .optional()
        .describe('With `hold` and `deny`: only when the arguments carry data of these classes.'),
      approve: approvalNeed.optional().describe('With `hold`: who answers. Default: `charter.approve`.'),
    }),
    endorsement: z.strictObject({
      ...endorsed(id, owner),
      who,
      tools,
      lifts: z
        .array(z.enum(['origin', 'readers', 'scope']))
        .min(1)
        .describe(
          '`origin`: values of arguments need no trusted origin (an endorsement); `readers`: what was read may be told (a declassification); `scope`: the words need not ask for it.',
        ),
      arguments: names.optional().describe('With `origin`: only these arguments.'),
      classes: z.array(dataClass).min(1).optional().describe('With `readers`: only data of these classes.'),
    }),
    accepted: z.strictObject({
      ...endorsed(id, owner),
      tools,
      arguments: names.describe('Arguments in which these values are as good as the words of the user.'),
      values: z.array(z.string().min(1).max(1_024)).min(1),
    }),
  };
}
