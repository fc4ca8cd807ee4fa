/** Arbitrary requests of both protocols, with unknown fields and hostile strings wherever a caller can put them. */
import fc from 'fast-check';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('a@b.example', '"\\\n\u2028', '{"x":"y"}', 'data:,', 'role', '__proto__', '😀'),
);

/** Arbitrary JSON that I-JSON allows, with keys that collide with those of the protocols now and then. */
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constantFrom(null, 4111111111111111, 0.5),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(text, fc.constantFrom('content', 'type', 'url', 'data')), tie('value'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
})).value;

const base64 = fc
  .uint8Array({ minLength: 1, maxLength: 9 })
  .map((bytes) => Buffer.from(bytes).toString('base64'));

type Shape = Record<string, fc.Arbitrary<unknown>>;

/** An object with the fields given and up to two that nobody knows. */
function open(required: Shape, optional: Shape = {}): fc.Arbitrary<Record<string, unknown>> {
  const known = fc.record(
    { ...required, ...optional },
    { requiredKeys: Object.keys(required), noNullPrototype: true },
  );
  const extra = fc.dictionary(
    text.map((key) => `x-${key}`),
    anything,
    { maxKeys: 2, noNullPrototype: true },
  );
  return fc.tuple(known, extra).map(([fields, rest]) => ({ ...rest, ...fields }));
}

const type = (name: string) => fc.constant(name);

export const openAiRequest: fc.Arbitrary<Record<string, unknown>> = (() => {
  const part = fc.oneof(
    open({ type: type('text'), text }),
    open({
      type: type('image_url'),
      image_url: open({
        url: fc.oneof(
          base64.map((data) => `data:image/png;base64,${data}`),
          fc.constantFrom('https://x.example/a.png', 'data:image/svg+xml,%3Csvg'),
        ),
      }),
    }),
    open({ type: type('input_audio'), input_audio: open({ data: base64, format: type('wav') }) }),
    open({
      type: type('file'),
      file: open({}, { file_data: fc.oneof(base64, text), filename: text, file_id: text }),
    }),
  );
  const content = fc.oneof(text, fc.constant(null), fc.array(part, { maxLength: 3 }));
  const call = open({ type: type('function'), id: text, function: open({ name: text, arguments: text }) });
  const message = fc.oneof(
    open({ role: fc.constantFrom('system', 'developer', 'user', 'tool'), content }, { name: text }),
    open(
      { role: type('assistant') },
      { content, tool_calls: fc.array(call, { maxLength: 2 }), refusal: text },
    ),
  );
  const tool = fc.oneof(
    open({ type: type('function'), function: open({ name: text, parameters: anything }) }),
    open({ type: fc.constantFrom('web_search', 'mcp', 'new_thing') }),
  );
  return open(
    { model: fc.constantFrom('gpt', 'm"1'), messages: fc.array(message, { minLength: 1, maxLength: 4 }) },
    {
      tools: fc.array(tool, { maxLength: 2 }),
      stream: fc.boolean(),
      stream_options: fc.constantFrom(null, {}, { include_usage: false }, { x: 'a@b.example' }),
      prompt_cache_key: text,
      metadata: anything,
      n: fc.integer({ min: 1, max: 3 }),
    },
  );
})();

export const anthropicRequest: fc.Arbitrary<Record<string, unknown>> = (() => {
  const source = fc.oneof(
    open({ type: type('base64'), media_type: type('image/png'), data: fc.oneof(base64, text) }),
    open({ type: type('url'), url: text }),
    open({ type: type('file'), file_id: text }),
  );
  const leaf = fc.oneof(
    open(
      { type: type('text'), text },
      { cache_control: fc.constant({ type: 'ephemeral' }), citations: anything },
    ),
    open({ type: type('image'), source }),
    open({ type: type('document'), source, title: text }),
    open({ type: type('search_result'), source: text, title: text, content: anything }),
    open({ type: type('redacted_thinking'), data: base64 }),
    open({ type: type('thinking'), thinking: text, signature: text }),
    open({ type: type('tool_use'), id: text, name: text, input: anything }),
    open({ type: type('web_search_tool_result'), tool_use_id: text, content: anything }),
  );
  const block = fc.oneof(
    leaf,
    open({
      type: type('tool_result'),
      tool_use_id: text,
      content: fc.oneof(text, fc.array(leaf, { maxLength: 2 })),
    }),
  );
  const message = open({
    role: fc.constantFrom('user', 'assistant', 'system'),
    content: fc.oneof(text, fc.array(block, { maxLength: 3 })),
  });
  return open(
    {
      model: fc.constantFrom('claude', 'm\\1'),
      max_tokens: fc.integer({ min: 1, max: 9 }),
      messages: fc.array(message, { minLength: 1, maxLength: 3 }),
    },
    {
      system: fc.oneof(text, fc.array(open({ type: type('text'), text }), { maxLength: 2 })),
      tools: fc.array(open({ name: text, input_schema: anything }), { maxLength: 2 }),
      metadata: open({ user_id: text }),
      stream: fc.boolean(),
    },
  );
})();
