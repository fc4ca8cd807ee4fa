/** How the gate authenticates towards a server of tools: never with the token of whoever calls. */
import { z } from 'zod';
import { secret } from './secret-schema.ts';

const scope = z
  .string()
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/)
  .describe('Separated by spaces (RFC 6749 section 3.3).');
const clientId = z.string().regex(/^[\x20-\x7e]{1,512}$/);
const allowPrivate = z.boolean().default(false).describe('Whether it may live on a private address.');

const listAs = z
  .strictObject({ tenant: z.string().min(1), subject: z.string().min(1) })
  .describe('Whose credential asks what the server offers.');

const tokenEndpoint = {
  token_endpoint: z.url().describe('Where the authorisation server gives out tokens.'),
  allow_private: allowPrivate,
  client_id: clientId,
  client_secret: secret,
  scope: scope.optional(),
  resource: z
    .url()
    .optional()
    .describe('For what the token is (RFC 8707). By default the address of the tool.'),
};

/** A header of ours for every caller. */
const named = z.strictObject({
  kind: z.literal('secret'),
  secret,
  header: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,63}$/)
    .default('authorization'),
  prefix: z
    .string()
    .regex(/^[\x20-\x7e]{0,32}$/)
    .default('Bearer ')
    .describe('Stands before it in the header.'),
});

const clientCredentials = z.strictObject({ kind: z.literal('client_credentials'), ...tokenEndpoint });

const exchange = z.strictObject({
  kind: z.literal('exchange'),
  ...tokenEndpoint,
  audience: z.string().min(1).max(512).optional(),
  assertion: z
    .strictObject({
      issuer: z.string().min(1).max(512).describe('As whom the gate speaks there.'),
      key: secret.describe('A private key in PEM (PKCS #8).'),
      key_id: z.string().regex(/^[!-~]{1,256}$/),
      algorithm: z.enum(['ES256', 'ES384', 'EdDSA', 'PS256', 'RS256']).default('ES256'),
    })
    .describe('How the gate says for whom it asks: a token of its own, signed with this key.'),
  list_as: listAs,
});

const grant = z.strictObject({
  kind: z.literal('grant'),
  authorisation_servers: z
    .array(z.url())
    .default([])
    .describe(
      "Who may give grants for it. The tool's own origin always may; no other is asked, whatever it says.",
    ),
  allow_private: allowPrivate,
  client: z
    .strictObject({
      id: clientId,
      secret: secret.optional(),
      issuer: z.url().describe('With whom it is registered; it is shown to nobody else.'),
    })
    .optional()
    .describe('As what the gate was registered by hand. By default it registers itself.'),
  scope: scope.optional().describe('Asked for where the tool itself names none.'),
  list_as: listAs
    .optional()
    .describe('Whose grant asks what the server offers. By default it is asked without one.'),
});

export const credential = z
  .discriminatedUnion('kind', [named, clientCredentials, exchange, grant])
  .describe(
    '`secret`: one header for all; `client_credentials`: a token of the gate; `exchange`: a token for each subject (RFC 8693); `grant`: what each subject has allowed the gate to do.',
  );

export type CredentialSettings = z.infer<typeof credential>;
