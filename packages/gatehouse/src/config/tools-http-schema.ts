/** The shape of tools under `tools.servers` that do not speak MCP: OpenAPI documents, named queries, plain HTTP actions. */
import { z } from 'zod';
import { credential } from './credential-schema.ts';
import { secret } from './secret-schema.ts';

const headerName = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/);
const argumentName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/);
const toolName = z.string().regex(/^[A-Za-z0-9_-]{1,94}$/);

/** Components that a signature can cover (RFC 9421 section 2), as far as they are supported. */
const component = z
  .string()
  .regex(/^(?:@(?:method|target-uri|authority|scheme|path|query)|[a-z][a-z0-9-]*)$/)
  .describe(
    '`@method`, `@target-uri`, `@authority`, `@scheme`, `@path`, `@query`, or a header in lower case.',
  );

const sign = z
  .strictObject({
    key: secret.describe('An Ed25519 private key in PEM (PKCS #8).'),
    key_id: z
      .string()
      .regex(/^[!-~]{1,256}$/)
      .describe('By which the other side finds the public key.'),
    components: z
      .array(component)
      .min(1)
      .default(['@method', '@target-uri', 'content-digest'])
      .describe('What is signed. `content-digest` covers the body, and is left out where there is none.'),
    expires_seconds: z.int().min(1).max(3_600).default(60),
  })
  .describe('Signs every request (RFC 9421).');

const reached = {
  base_url: z.url().describe('Where its calls go; nothing that a call says can lead them elsewhere.'),
  allow_private: z.boolean().default(false).describe('Whether it may live on a private address.'),
  idempotency_header: headerName
    .optional()
    .describe(
      'The header in which it takes idempotency keys, such as `Idempotency-Key`. Without: none is sent.',
    ),
  slashes_in_paths: z
    .boolean()
    .default(false)
    .describe(
      'Whether an argument in a path may hold slashes, encoded. Some servers decode them before they split.',
    ),
  sign: sign.optional(),
  credential: credential.optional(),
};

export const openapiServer = {
  ...reached,
  document: z
    .union([
      z.string().min(1).describe('A file, relative to this one.'),
      z.strictObject({
        url: z.url().describe('Fetched when this file is loaded, and never again.'),
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .describe('Of the document; another one is refused.'),
      }),
    ])
    .describe('The OpenAPI document (3.0 or 3.1), as JSON or YAML.'),
  operations: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      'The tools to make of it, by name (`operationId`, or method and path). Default: of every operation.',
    ),
};

const parameter = z.strictObject({
  type: z.enum(['string', 'integer', 'number', 'boolean']),
  description: z.string().min(1).optional(),
  enum: z
    .array(z.union([z.string(), z.number()]))
    .min(1)
    .optional(),
  optional: z.boolean().default(false).describe('Whether it may be missing; it is null then.'),
});

const query = z.strictObject({
  description: z.string().min(1),
  text: z
    .string()
    .min(1)
    .max(65_536)
    .describe('One statement. `:name` stands for a parameter, which is only ever bound.'),
  parameters: z.record(argumentName, parameter).default({}),
  writes: z
    .boolean()
    .default(false)
    .describe('Without it the database itself refuses whatever would change something.'),
  rows: z.int().min(1).max(100_000).default(1_000).describe('The most that are given back.'),
});

export const sqlServer = {
  database: z.enum(['postgresql', 'mysql']),
  host: z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/),
  port: z.int().min(1).max(65_535).optional().describe('Default: 5432 or 3306.'),
  name: z.string().min(1).max(64).describe('Of the database.'),
  login: z
    .string()
    .min(1)
    .max(128)
    .describe(
      'The user of the database that the gate logs in as; give it no more rights than the queries need.',
    ),
  password: secret.optional(),
  allow_private: z.boolean().default(false).describe('Whether it may live on a private address.'),
  tls: z
    .boolean()
    .default(true)
    .describe('Encrypted, with a certificate for the host. Without TLS only to private addresses.'),
  authority: z
    .string()
    .min(1)
    .optional()
    .describe("A PEM file of the authority to trust instead of the system's."),
  connections: z.int().min(1).max(64).default(4).describe('At once, in one process.'),
  queries: z.record(toolName, query).describe('The tools: named queries, and no others.'),
};

const action = z.strictObject({
  description: z.string().min(1),
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z
    .string()
    .regex(/^\//)
    .describe(
      'Below `base_url`. `{name}` stands for an argument, in a part of the path or as the value in `?key={name}`.',
    ),
  headers: z.record(headerName, z.string()).default({}).describe('A value is a text, or `{name}` alone.'),
  body: z
    .json()
    .optional()
    .describe(
      'Sent as JSON. A text that is `{name}` alone stands for the value of the argument, whatever its type.',
    ),
  arguments: z
    .record(argumentName, z.record(z.string(), z.json()))
    .default({})
    .describe('A JSON schema for each.'),
  optional: z
    .array(argumentName)
    .default([])
    .describe('Arguments that may be missing; what holds them is left out.'),
});

export const httpServer = {
  ...reached,
  actions: z.record(toolName, action).describe('The tools: named actions, and no others.'),
};
