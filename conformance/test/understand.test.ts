/** What the suite makes of an answer: nothing that a reader could put together may escape it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANSWERS } from '../recorder/answers.ts';
import { understand } from '../run/seen.ts';
import { EMAIL } from '../samples.ts';
import type { ProtocolName } from '../words.ts';

function seen(protocol: ProtocolName, streamed: boolean, scenario: string) {
  const script = ANSWERS[scenario]?.({ protocol, streamed, counts: false, before: 0 });
  const headers = { 'content-type': String(script?.headers?.['content-type']) };
  return understand({ status: 200, headers, raw: (script?.body ?? []).join(''), broken: undefined });
}

for (const protocol of ['openai-chat', 'anthropic-messages'] as const) {
  for (const streamed of [false, true]) {
    for (const scenario of [
      'answer-email-letters',
      'answer-arguments',
      'answer-escapes',
      'answer-object-key',
      'answer-citation',
      'answer-unknown',
      'split-email-7',
    ]) {
      test(`${scenario} of ${protocol}, ${streamed ? 'streamed' : 'plain'}: the datum is found when nobody masked it`, () => {
        const { texts } = seen(protocol, streamed, scenario);
        assert.ok(texts.some((text) => text.includes(EMAIL)));
      });
    }

    test(`the text of ${protocol}, ${streamed ? 'streamed' : 'plain'}, is put together`, () => {
      assert.equal(seen(protocol, streamed, 'answer-email-letters').text, `persimmon for ${EMAIL} soon`);
    });
  }
}

test('the second choice of a stream is not mixed with the first', () => {
  const { texts, text } = seen('openai-chat', true, 'answer-second');
  assert.equal(text, 'persimmon');
  assert.ok(texts.includes(`persimmon for ${EMAIL} soon`));
});
