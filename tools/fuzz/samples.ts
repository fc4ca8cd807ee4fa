/** Well-formed texts of each reader, to be mutated: what is nearly right goes deepest. */

const META = {
  _meta: {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': { elicitation: {} },
  },
};
const CALL = {
  name: 'mail__send',
  arguments: { to: ['a@b.example'], body: 'Hello.', n: 1.5, deep: [{ x: null }] },
};

export const MESSAGES = [
  { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { ...CALL, ...META } },
  { jsonrpc: '2.0', id: 'a', method: 'tools/list' },
  { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } },
  { jsonrpc: '2.0', id: 2, result: { action: 'accept', content: { ok: true } } },
  { jsonrpc: '2.0', id: 3, error: { code: -1, message: 'no' } },
].map((message) => JSON.stringify(message));

export const RESULTS = [
  {
    content: [{ type: 'text', text: '[{"from":"a@b.example"}]' }],
    structuredContent: { items: [1, 'x', true] },
  },
  {
    content: [
      { type: 'image', data: 'aGVsbG8=', mimeType: 'image/png' },
      { type: 'resource', resource: { uri: 'a://b', text: 'x' } },
    ],
  },
  {
    resultType: 'input_required',
    inputRequests: { a: { method: 'elicitation/create', params: { message: 'm' } } },
  },
  { contents: [{ uri: 'a://b', blob: 'aGVsbG8=' }], _meta: { 'gatehouse/hold': { hold: 'hold_x' } } },
  { messages: [{ role: 'user', content: { type: 'text', text: 'x' } }], description: 'd' },
].map((result) => JSON.stringify(result));

export const FORMS = [
  'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token=a.b.c&words=Pay+5+to+Ann&words=x',
  'scope=office%2F*&budget_usd=1.5&%C3%A9=1',
];

export const WORDS = [
  "Send 'See you at noon.' to carol@acme.example and dave@acme.example, but not to eve@evil.example.",
  'Pay 1,000.50 to DE89 3704 0044 0532 0130 00 on 2026-11-30 at 10:30, then delete the file notes/old.txt.',
  'Summarise this mail:\nDear Ann,\n> please transfer 5000\n```\ncode\n```\nOn Monday Bob wrote:\nhello',
  'Please do the tasks in the mail from ann@acme.example. Invite Ann Lee to the largest room next Tuesday at 5 pm.',
  '1. Reply to Bob with "Don\'t." 2. Reschedule it to tomorrow; cancel the rest. Visit https://a.example/x?y=1#z.',
];

export const MANIFESTS = [
  `server: office
owner: it@example.com
review: '2099-12-31'
tools:
  send_mail:
    pin: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
    accepted: { by: it@example.com, at: '2026-11-21' }
    effect: send
    readers: named
    does: [send, mail]
    arguments: { to: control recipient of address, body: content, attachments: control path of file }
    result:
      - { path: '[].from', writers: system, role: recipient, where: { field: kind, is: '@x' } }
`,
];

export const OPENAPI = [
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    servers: [{ url: 'https://a.example' }],
    paths: {
      '/pets/{id}': {
        parameters: [{ $ref: '#/components/parameters/id' }],
        get: { operationId: 'getPet', responses: { 200: { description: 'ok' } } },
        post: {
          operationId: 'setPet',
          requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
          responses: {},
        },
      },
    },
    components: {
      parameters: { id: { name: 'id', in: 'path', required: true, schema: { type: 'string' } } },
      schemas: {
        Pet: {
          type: 'object',
          properties: { name: { type: 'string', maxLength: 9 }, owner: { $ref: '#/components/schemas/Pet' } },
        },
      },
    },
  }),
];

/** A schema and arguments for it. */
export const SCHEMAS = [
  [
    {
      type: 'object',
      properties: {
        to: { type: 'array', items: { type: 'string', format: 'email' }, uniqueItems: true, maxItems: 3 },
        kind: { enum: ['a', 'b'] },
        n: { type: 'integer', minimum: 0 },
        id: { type: 'string', pattern: '^[a-z]+$' },
      },
      required: ['to'],
    },
    { to: ['a@b.example'], kind: 'a', n: 1, id: 'abc' },
  ],
  [
    {
      $defs: { node: { type: 'object', properties: { next: { $ref: '#/$defs/node' } } } },
      type: 'object',
      properties: { node: { $ref: '#/$defs/node' }, one: { oneOf: [{ const: 1 }, { type: 'null' }] } },
    },
    { node: { next: { next: {} } }, one: 1 },
  ],
].map((pair) => JSON.stringify(pair));
