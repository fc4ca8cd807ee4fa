/** The official Anthropic SDK crosses the gate: masked in both modes, refused with the SDK's own error, and explained. */
import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { withGate } from './support/gate.ts';

await withGate(async ({ url, key, explain }) => {
  // The whole change to an application: the base URL and the key.
  const client = new Anthropic({ baseURL: `${url}/anthropic`, apiKey: key, maxRetries: 0 });

  const request = {
    model: 'sim/echo',
    max_tokens: 200,
    messages: [{ role: 'user', content: 'Write to ada@example.com about 4111 1111 1111 1111.' }],
  } satisfies Anthropic.MessageCreateParamsNonStreaming;
  const masked = 'You said: Write to [EMAIL] about [PAYMENT_CARD].';

  // The built-in model repeats what it was given, so the answer shows what reached it.
  const plain = await client.messages.create(request);
  assert.equal(textOf(plain), masked);

  // In a stream the address arrives in pieces, and no piece of it gets through.
  assert.equal(textOf(await client.messages.stream(request).finalMessage()), masked);

  // A tool that the provider would run by itself is refused by name: the gate could not see what it does.
  const refused = client.messages.create({
    ...request,
    tools: [{ type: 'web_search_20250305', name: 'web_search' }],
  });
  const error = await refused.then(
    () => assert.fail('it was not refused'),
    (cause: unknown) => cause,
  );
  assert.ok(error instanceof Anthropic.PermissionDeniedError);
  assert.match(error.message, /provider_tool\.denied/);

  // The id leads to the story.
  assert.ok(error.requestID);
  const story = await explain(error.requestID);
  assert.match(story, /What would have gone around the gate: provider_tool:web_search_20250305\./);
  assert.match(story, /Nothing left\./);

  console.log(masked);
  console.log(error.message);
});

function textOf({ content }: Anthropic.Message): string {
  return content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}
