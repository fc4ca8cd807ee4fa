/** The official OpenAI SDK crosses the gate: masked in both modes, refused with the SDK's own error, and explained. */
import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { withGate } from './support/gate.ts';

await withGate(async ({ url, key, explain }) => {
  // The whole change to an application: the base URL and the key.
  const client = new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: key, maxRetries: 0 });

  const question = { role: 'user', content: 'Write to ada@example.com about 4111 1111 1111 1111.' } as const;
  const masked = 'You said: Write to [EMAIL] about [PAYMENT_CARD].';

  // The built-in model repeats what it was given, so the answer shows what reached it.
  const plain = await client.chat.completions.create({ model: 'sim/echo', messages: [question] });
  assert.equal(plain.choices[0]?.message.content, masked);

  // In a stream the address arrives in pieces, and no piece of it gets through.
  let streamed = '';
  const stream = await client.chat.completions.create({
    model: 'sim/echo',
    messages: [question],
    stream: true,
  });
  for await (const chunk of stream) streamed += chunk.choices[0]?.delta.content ?? '';
  assert.equal(streamed, masked);

  // A credential never leaves: the SDK raises its own error, which carries the gate's code and the crossing's id.
  const refused = client.chat.completions.create({
    model: 'sim/echo',
    messages: [{ role: 'user', content: `Use AKIA${'QWERTYUIOPASDFGH'} to log in.` }],
  });
  const error = await refused.then(
    () => assert.fail('it was not refused'),
    (cause: unknown) => cause,
  );
  assert.ok(error instanceof OpenAI.PermissionDeniedError);
  assert.equal(error.code, 'inspection.blocked');
  assert.match(error.message, /Rule block-credentials blocks cloud_key/);

  // The id leads to the story, which holds no content.
  assert.ok(error.requestID);
  const story = await explain(error.requestID);
  assert.match(story, /The person demo \(role developer; team quick-start\), of tenant acme/);
  assert.match(story, /refused it, with code inspection\.blocked\. Nothing left\./);
  assert.doesNotMatch(story, /QWERTY/);

  console.log(masked);
  console.log(error.message);
});
