/** The shape of `gatehouse.yaml`: every key that exists, what it means and what it defaults to. Unknown keys are errors. */
import { z } from 'zod';
import { ROLES } from '../kernel/passage.ts';
import { approvals } from './approvals-schema.ts';
import { inspection } from './inspection-schema.ts';
import { directories, mandateRule, mandates, publicUrl } from './mandate-schema.ts';
import { secret } from './secret-schema.ts';
import { signer } from './signer-schema.ts';
import { approvalNeed, toolRules } from './tool-rules-schema.ts';
import { tools } from './tools-schema.ts';

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,127}$/);
const ruleId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
const tenantId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/);
const date = z.iso.date();
const pattern = z.string().min(1).max(128).describe('A name; `*` stands for any run of characters.');
const milliseconds = z.int().min(1).max(3_600_000);
const kind = z.enum(['person', 'workload', 'agent']);
const dataClass = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/)
  .describe('A data class, a group of classes, or a class of your own.');
const opaqueKind = z.enum(['image', 'audio', 'document', 'tokens', 'encrypted_reasoning']);

const owned = {
  id: ruleId.describe('Unique among all rules and budgets; records and reasons name the rule by it.'),
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
    ids: some(z.string().min(1).max(256)).describe('Principals by their id within the tenant.'),
  })
  .partial()
  .describe('Every condition that is given must hold; within one, any entry suffices. Empty: everyone.');

const where = {
  models: some(pattern).optional().describe('Names of models, as the configuration names them.'),
  providers: some(name).optional(),
  regions: some(name).optional().describe('Regions of the providers, as the configuration names them.'),
  purposes: some(name)
    .optional()
    .describe('What the caller states in `x-gatehouse-purpose`, or its first purpose.'),
  environments: some(name).optional(),
};

const issuer = z.strictObject({
  issuer: z.url().describe('Exactly what the `iss` claim says.'),
  tenant: tenantId.describe('The tenant that everybody whom this issuer vouches for belongs to.'),
  audiences: z
    .array(z.string().min(1))
    .min(1)
    .describe('A token is accepted when its `aud` holds one of these.'),
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
    .default(['RS256', 'ES256'])
    .describe('Signature algorithms that are accepted; nothing else is, whatever the token says.'),
  jwks_url: z.url().optional().describe('Default: found by OpenID Connect discovery.'),
  kind: kind.describe('The kind of principal that this issuer vouches for.'),
  id_prefix: z
    .string()
    .regex(/^[!-~]{0,64}$/)
    .default('')
    .describe(
      'Stands before every id that it vouches for. Two issuers of one kind within a tenant need one each.',
    ),
  claims: z
    .strictObject({
      id: z.string().describe('`sub` by default.'),
      roles: z.string().describe('A string or a list. `roles` by default, and then it may be missing.'),
      teams: z.string().describe('A string or a list. `teams` by default, and then it may be missing.'),
      purposes: z.string().describe('None by default.'),
      attributes: z.array(z.string()).describe('Single values, kept under the name of the claim.'),
    })
    .partial()
    .default({})
    .describe(
      'Which claims hold what; dots for nesting. A token without a claim that is named here is refused.',
    ),
  roles: z
    .record(z.string(), z.array(name))
    .default({})
    .describe('Maps a group or role claim to Gatehouse roles. Empty: the claim holds the roles themselves.'),
  default_roles: z.array(name).default([]).describe('Roles that every principal of this issuer has.'),
  allow_private: z.boolean().default(false).describe('Whether the issuer may live on a private address.'),
  max_token_age_seconds: z
    .int()
    .min(60)
    .max(86_400)
    .default(86_400)
    .describe('A token that was issued longer ago is refused, even when it has not expired.'),
});

const provider = z.strictObject({
  kind: z
    .enum(['sim', 'openai', 'azure-openai', 'anthropic'])
    .describe('`openai` is also every endpoint that is compatible with its Chat Completions.'),
  base_url: z
    .url()
    .optional()
    .describe("By default the vendor's own address, for openai and anthropic; azure-openai needs one."),
  api_key: secret
    .optional()
    .describe('Named, never written: `env` is a variable, `file` a file of mode 0600.'),
  region: name.default('unspecified').describe('Where it computes, in your own words; rules refer to it.'),
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
  provider: name.describe('One of `providers`.'),
  model: z.string().min(1).optional().describe("The provider's name for it; by default the same name."),
  max_output_tokens: z
    .int()
    .min(1)
    .optional()
    .describe('The most it can answer; bounds the cost of a call that sets no cap of its own.'),
  price: price.optional().describe('US dollars; overrides the built-in price list.'),
  fallback: z.array(name).default([]).describe('Models to try next, in order; each attempt is decided anew.'),
  retries: z.int().min(0).max(5).default(1).describe('How often it is tried again before the next fallback.'),
});

const accessRule = z.strictObject({
  ...owned,
  effect: z.enum(['allow', 'deny']).default('allow').describe('A `deny` wins over every `allow`.'),
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

const { toolRule, endorsement, accepted } = toolRules({ owned, who: who.default({}), dataClass });

const openingRule = mandateRule({ owned, who: who.default({}) });

const dataRule = z.strictObject({
  ...owned,
  classes: some(dataClass).describe('Data classes that the rule is about.'),
  directions: z
    .array(z.enum(['request', 'answer']))
    .min(1)
    .default(['request', 'answer'])
    .describe('On its way out, on its way back, or both.'),
  who: who.default({}),
  ...where,
  tools: some(pattern)
    .optional()
    .describe(
      '`server/tool`: the rule is about the arguments and results of these tools, and no models. A `block` that names no models, providers, regions or tools holds for the arguments of every tool as well.',
    ),
  places: some(z.enum(ROLES))
    .optional()
    .describe(
      'Whose voice it stands in: `tool` is a result, `document` attached or retrieved text. By default all.',
    ),
  confidence: z
    .enum(['found', 'unsure'])
    .default('found')
    .describe('`unsure`: also what a detector only suspects.'),
  do: z
    .enum(['mask', 'tokenise', 'block', 'hold', 'route', 'label', 'count'])
    .describe(
      '`tokenise` replaces on the way out and restores on the way back; `label` treats what is suspected as found; `count` only counts; `hold` waits for a person.',
    ),
  route_to: name.optional().describe('With `route`: the model to use instead.'),
});

const budget = z.strictObject({
  ...owned,
  who: who.default({}),
  each: z
    .enum(['key', 'person', 'team', 'tenant'])
    .describe('Who has one of these: `person` is any principal by its id.'),
  measure: z.enum(['requests', 'tokens', 'money']),
  per: z.enum(['minute', 'hour', 'day', 'month']).describe('A fixed window of the calendar, in UTC.'),
  limit: z.number().positive().describe('Requests, tokens, or US dollars.'),
});

const timeouts = z.strictObject({
  request_ms: milliseconds.default(60_000).describe('For the whole body of a request to arrive.'),
  connect_ms: milliseconds.default(5_000).describe('To open a connection to a provider or issuer.'),
  first_byte_ms: milliseconds.default(120_000).describe('Until the first byte of its answer.'),
  idle_ms: milliseconds.default(60_000).describe('Between any two parts of its answer.'),
  total_ms: milliseconds.default(600_000).describe('For the whole of one attempt.'),
  client_write_ms: milliseconds
    .default(60_000)
    .describe('A client that takes nothing for this long is cut off.'),
});

const limits = z.strictObject({
  body_bytes: z.int().min(1_024).max(268_435_456).default(33_554_432).describe('Of a request.'),
  answer_bytes: z
    .int()
    .min(1_024)
    .max(268_435_456)
    .default(33_554_432)
    .describe('Of an answer that is not streamed.'),
  event_bytes: z.int().min(1_024).max(16_777_216).default(1_048_576).describe('Of one event of a stream.'),
  depth: z.int().min(4).max(512).default(64).describe('How deep JSON may be nested.'),
  open_crossings: z
    .int()
    .min(1)
    .default(2_000)
    .describe('Under way at once in one process; more are refused.'),
  requests_per_address_per_second: z.int().min(1).default(10_000),
  failures_per_address_per_minute: z
    .int()
    .min(1)
    .default(300)
    .describe('Failed authentications; an address that used them up is refused until some have come back.'),
});

export const settingsSchema = z.strictObject({
  version: z.literal(1),
  environment: name.default('development').describe('Where this gate stands; rules can depend on it.'),
  public_url: publicUrl,
  tenants: z
    .record(tenantId, z.strictObject({ name: z.string().min(1) }))
    .describe(
      'Whoever shares this gate without seeing each other: everything that is stored belongs to one.',
    ),
  identity: z
    .strictObject({
      issuers: z.array(issuer).default([]),
      signatures: z
        .array(signer({ tenant: tenantId, name }))
        .default([])
        .describe('Whose signed requests (RFC 9421) are believed on the data plane.'),
    })
    .prefault({})
    .describe('Whose tokens and signatures are accepted. Gatehouse keys need no entry.'),
  providers: z.record(name, provider).describe('Who runs models, and how they are reached.'),
  models: z
    .record(name, model)
    .describe('The names by which callers ask for models. No other name is known.'),
  charter: z.strictObject({
    access: z
      .array(accessRule)
      .default([])
      .describe(
        'Who may use which models, where and what for. Without a rule that allows it, nothing passes.',
      ),
    data: z.array(dataRule).default([]).describe('What happens to data of a class.'),
    tools: z
      .array(toolRule)
      .default([])
      .describe('Who may use which tools. Without a rule that allows it, no tool is called or even shown.'),
    approve: approvalNeed
      .default({ by: 'subject' })
      .describe('Who answers a hold where the rule that asks for it does not say.'),
    endorsements: z
      .array(endorsement)
      .default([])
      .describe('Where the default conditions for agents are loosened: named, owned, and ending.'),
    accepted: z
      .array(accepted)
      .default([])
      .describe('Values that are as good as the words of the user, such as the addresses of a company.'),
    mandates: z
      .array(openingRule)
      .default([])
      .describe('Who may open mandates for whom. A person may always open one for itself.'),
    cedar: z.array(z.string()).default([]).describe('Raw Cedar files, relative to this one.'),
  }),
  inspection: inspection
    .prefault({})
    .describe(
      'What the gate finds beyond what is built in; found data is treated by the rules of the charter.',
    ),
  tools: tools
    .prefault({})
    .describe('What agents can be given to work with; every call of a tool goes through the gate.'),
  mandates: mandates.prefault({}).describe('How long agents may work on what they were asked.'),
  scim: directories(tenantId)
    .default([])
    .describe('Directories that provision people over SCIM 2.0, at `/scim/v2` of the control plane.'),
  approvals: approvals
    .prefault({})
    .describe('Calls that wait for people: how long, who is told, and how they answer.'),
  placeholders: z
    .strictObject({
      keep_days: z
        .int()
        .min(1)
        .max(3_650)
        .default(30)
        .describe('How long one that no request uses any more keeps what it stands for, sealed.'),
    })
    .prefault({})
    .describe('What stands in the place of data that a rule tokenises.'),
  budgets: z
    .array(budget)
    .default([])
    .describe('The most that may be used; reserved before a call, settled after it.'),
  remote_content: z
    .strictObject({
      hosts: z
        .array(z.string())
        .default([])
        .describe(
          '`host` or `host:port` means https at a public address; `http://host` a private one. No other is contacted.',
        ),
      max_bytes: z
        .int()
        .min(1)
        .default(10_485_760)
        .describe('Of one fetched content; a request may name at most 16.'),
    })
    .prefault({})
    .describe('Remote addresses in requests: the gate fetches and inlines them, the provider never does.'),
  timeouts: timeouts.prefault({}).describe('In milliseconds.'),
  limits: limits.prefault({}).describe('Sizes and rates that bound what anyone can make the gate do.'),
});

/** A configuration that was read, checked and completed with defaults. */
export type Settings = z.infer<typeof settingsSchema>;
export type IssuerSettings = z.infer<typeof issuer>;
export type ProviderSettings = z.infer<typeof provider>;
export type ModelSettings = z.infer<typeof model>;
export type AccessRule = z.infer<typeof accessRule>;
export type DataRule = z.infer<typeof dataRule>;
export type ToolRule = z.infer<typeof toolRule>;
export type Endorsement = z.infer<typeof endorsement>;
export type Who = z.infer<typeof who>;
export type MandateRule = z.infer<typeof openingRule>;
