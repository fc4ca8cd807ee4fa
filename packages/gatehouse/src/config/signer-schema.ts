/** The part of the configuration that says whose signed requests are believed (RFC 9421). */
import { z } from 'zod';

/** A workload or agent that proves itself by signing its requests. */
export function signer(shared: { readonly tenant: z.ZodType<string>; readonly name: z.ZodType<string> }) {
  const names = z.array(shared.name).default([]);
  return z.strictObject({
    id: z
      .string()
      .regex(/^[A-Za-z0-9._:@/-]{1,128}$/)
      .describe('The `keyid` of its signatures; unique. Two keys of one principal are two entries.'),
    tenant: shared.tenant,
    kind: z.enum(['workload', 'agent']),
    principal: z
      .string()
      .min(1)
      .max(256)
      .regex(/^[^\p{Cc}\p{Cs}]+$/u)
      .describe('As whom it is known.'),
    roles: names,
    teams: names,
    purposes: names.describe('What it may state; the first is assumed when it states none.'),
    attributes: z.record(shared.name, z.string()).default({}),
    models: z.array(z.string().min(1)).min(1).default(['*']).describe('Names of models, or `*` alone.'),
    key_file: z
      .string()
      .min(1)
      .describe('Its public Ed25519 key, as PEM (SPKI) or JWK; relative to this file.'),
    components: z
      .array(z.string().regex(/^(?:@(?:authority|scheme|path|query)|[a-z][a-z0-9-]{0,63})$/))
      .default([])
      .describe(
        'What its signatures cover besides `@method`, `@target-uri` and, where there is a body, `content-digest`.',
      ),
  });
}
