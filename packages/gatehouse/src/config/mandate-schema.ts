/** The parts of the configuration that are about mandates and about the directory that provisions people. */
import { z } from 'zod';
import { secret } from './secret-schema.ts';

/** A rule about who may open mandates for whom. */
export function mandateRule<Owned extends z.ZodRawShape, Who extends z.ZodType>(shared: {
  readonly owned: Owned;
  readonly who: Who;
}) {
  return z.strictObject({
    ...shared.owned,
    who: shared.who.describe('Who opens the mandate, with a credential of its own.'),
    for: shared.who.describe(
      'For whom, whose credential is shown as well. An agent is never the subject of a mandate.',
    ),
  });
}

export const mandates = z.strictObject({
  lifetime_minutes: z
    .int()
    .min(1)
    .max(10_080)
    .default(480)
    .describe('The longest that a mandate can be asked for; its tokens live 15 minutes and are renewed.'),
  keep_days: z
    .int()
    .min(1)
    .max(3_650)
    .default(30)
    .describe(
      'How long what entered a mandate is kept after its end, sealed, and untrusted values are remembered.',
    ),
});

export const publicUrl = z
  .url({ protocol: /^https?$/ })
  .regex(/^https?:\/\/[^/?#@]+$/, 'An origin such as https://gate.example.com, without a path.')
  .optional()
  .describe(
    'How clients reach the data plane. Tokens and proofs are bound to it. Default: where it listens.',
  );

export function directories(tenant: z.ZodType<string>) {
  return z.array(
    z.strictObject({
      tenant: tenant.describe('Whose people it provisions; at most one directory for each tenant.'),
      credential: secret.describe('What the directory sends as its bearer token.'),
      principal: z
        .enum(['userName', 'externalId'])
        .default('userName')
        .describe('Which attribute of a user is the id of the person as principal.'),
      id_prefix: z
        .string()
        .regex(/^[!-~]{0,64}$/)
        .default('')
        .describe("Stands before it: the `id_prefix` of the people's issuer."),
    }),
  );
}
