/** The shape of `gatehouse.yaml`: every key that exists, what it means and what it defaults to. Unknown keys are errors. */
import { z } from 'zod';
import { FINDABLE_CLASSES } from '../kernel/classes.ts';

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,127}$/);
const ruleId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
const tenantId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/);
const date = z.iso.date();
const pattern = z.string().min(1).max(128).describe('A name; `*` stands for any run of characters.');
const milliseconds = z.int().min(1).max(3_600_000);
const kind = z.enum(['person', 'workload', 'agent']);
const dataClass = z.enum(FINDABLE_CLASSES);
const opaqueKind = z.enum(['image', 'audio', 'document', 'tokens', 'encrypted_reasoning']);

/** A secret is named, never written: `env` names a variable, `file` a file of mode 0600. */
const secret = z.union([
  z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/) }),
  z.strictObject({ file: z.string().min(1) }),
]);

const owned = {
  id: ruleId,
  owner: z.string().min(1).describe('Who answers for this rule.'),
  reason: z.string().min(1).describe('Why it is there; shown to the people it affects.'),
  review: date.describe('When it is looked at again.'),
};

/** WHY never empty: an empty list would silently switch a rule off. */
const some = <Item extends z.ZodType>(item: Item) => z.array(item).min(1);

const who = z
  .strictObject({
    tenants: some(tenantId),
    kinds: some(kind),
    roles: some(name),
    teams: some(name),
    ids: some(z.string().min(1).max(256)),
  })
  .partial()
  .describe('Every condition that is given must hold; within one, any entry suffices. Empty: everyone.');

const where = {
  models: some(pattern).optional(),
  providers: some(name).optional(),
  regions: some(name).optional(),
  purposes: some(name).optional(),
  environments: some(name).optional(),
};

const issuer = z.strictObject({
  issuer: z.url(),
  tenant: tenantId,
  audiences: z.array(z.string().min(1)).min(1),
  algorithms: z
    .array(
      z.enum([
        'RS256',
        'RS384',
        'RS512',
        'PS256',
        'PS384',
        'PS512',
        'ES256',
        'ES384',
        'ES512',
        'EdDSA',
        'Ed25519',
      ]),
    )
    .min(1)
    .default(['RS256', 'ES256']),
  jwks_url: z.url().optional().describe('Default: found by OpenID Connect discovery.'),
  kind: kind.describe('The kind of principal that this issuer vouches for.'),
  claims: z
    .strictObject({
      id: z.string(),
      roles: z.string(),
      teams: z.string(),
      purposes: z.string(),
      attributes: z.array(z.string()),
    })
    .partial()
    .default({})
    .describe('Which claims (dots for nesting) hold what; `sub`, `roles` and `teams` by default.'),
  roles: z
    .record(z.string(), z.array(name))
    .default({})
    .describe('Maps a group or role claim to Gatehouse roles.'),
  default_roles: z.array(name).default([]),
  allow_private: z.boolean().default(false).describe('Whether the issuer may live on a private address.'),
  max_token_age_seconds: z.int().min(60).max(86_400).default(86_400),
});

const provider = z.strictObject({
  kind: z.enum(['sim', 'openai', 'azure-openai', 'anthropic']),
  base_url: z
    .url()
    .optional()
    .describe("By default the vendor's own address, for openai and anthropic; azure-openai needs one."),
  api_key: secret.optional(),
  region: name.default('unspecified'),
  allow_private: z
    .boolean()
    .default(false)
    .describe('Whether base_url may point to a private address (vLLM, Ollama).'),
  api_version: z.string().optional().describe('Azure OpenAI only.'),
});

const price = z.strictObject({
  input_per_million: z.number().min(0),
  output_per_million: z.number().min(0),
  cache_read_per_million: z.number().min(0).optional(),
  cache_write_per_million: z.number().min(0).optional(),
});

const model = z.strictObject({
  provider: name,
  model: z.string().min(1).optional().describe("The provider's name for it; by default the same name."),
  max_output_tokens: z.int().min(1).optional(),
  price: price.optional().describe('US dollars; overrides the built-in price list.'),
  fallback: z.array(name).default([]).describe('Models to try next, in order; each attempt is decided anew.'),
  retries: z.int().min(0).max(5).default(1),
});

const accessRule = z.strictObject({
  ...owned,
  effect: z.enum(['allow', 'deny']).default('allow'),
  who: who.default({}),
  ...where,
  classes: some(dataClass)
    .optional()
    .describe('With `deny`: only when one of these data classes is present.'),
  opaque: some(opaqueKind)
    .optional()
    .describe('With `allow`: content that may pass unread. With `deny`: only when present.'),
  provider_tools: some(pattern).optional().describe('With `allow`: tools that the provider may run itself.'),
});

const dataRule = z.strictObject({
  ...owned,
  classes: some(dataClass),
  directions: z
    .array(z.enum(['request', 'answer']))
    .min(1)
    .default(['request', 'answer']),
  who: who.default({}),
  ...where,
  do: z.enum(['mask', 'tokenise', 'block', 'hold', 'route']),
  route_to: name.optional().describe('With `route`: the model to use instead.'),
});

const budget = z.strictObject({
  ...owned,
  who: who.default({}),
  each: z
    .enum(['key', 'person', 'team', 'tenant'])
    .describe('Who has one of these: `person` is any principal by its id.'),
  measure: z.enum(['requests', 'tokens', 'money']),
  per: z.enum(['minute', 'hour', 'day', 'month']),
  limit: z.number().positive().describe('Requests, tokens, or US dollars.'),
});

const timeouts = z.strictObject({
  request_ms: milliseconds.default(60_000).describe('For the whole body of a request to arrive.'),
  connect_ms: milliseconds.default(5_000),
  first_byte_ms: milliseconds.default(120_000),
  idle_ms: milliseconds.default(60_000),
  total_ms: milliseconds.default(600_000),
  client_write_ms: milliseconds
    .default(60_000)
    .describe('A client that takes nothing for this long is cut off.'),
});

const limits = z.strictObject({
  body_bytes: z.int().min(1_024).max(268_435_456).default(33_554_432),
  answer_bytes: z.int().min(1_024).max(268_435_456).default(33_554_432),
  event_bytes: z.int().min(1_024).max(16_777_216).default(1_048_576),
  depth: z.int().min(4).max(512).default(64),
  open_crossings: z.int().min(1).default(2_000),
  requests_per_address_per_second: z.int().min(1).default(10_000),
  failures_per_address_per_minute: z.int().min(1).default(300),
});

export const settingsSchema = z.strictObject({
  version: z.literal(1),
  environment: name.default('development'),
  tenants: z.record(tenantId, z.strictObject({ name: z.string().min(1) })),
  identity: z.strictObject({ issuers: z.array(issuer).default([]) }).prefault({}),
  providers: z.record(name, provider),
  models: z.record(name, model),
  charter: z.strictObject({
    access: z.array(accessRule).default([]),
    data: z.array(dataRule).default([]),
    cedar: z.array(z.string()).default([]).describe('Raw Cedar files, relative to this one.'),
  }),
  budgets: z.array(budget).default([]),
  remote_content: z
    .strictObject({ hosts: z.array(z.string()).default([]), max_bytes: z.int().min(1).default(10_485_760) })
    .prefault({}),
  timeouts: timeouts.prefault({}),
  limits: limits.prefault({}),
});

/** A configuration that was read, checked and completed with defaults. */
export type Settings = z.infer<typeof settingsSchema>;
export type IssuerSettings = z.infer<typeof issuer>;
export type ProviderSettings = z.infer<typeof provider>;
export type ModelSettings = z.infer<typeof model>;
export type AccessRule = z.infer<typeof accessRule>;
export type DataRule = z.infer<typeof dataRule>;
export type BudgetRule = z.infer<typeof budget>;
export type Who = z.infer<typeof who>;
