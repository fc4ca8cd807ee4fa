/** The queue between a connection that pushes and a reader that pulls. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AnswerBody } from '../../src/net/answer-body.ts';

function bodyWithFlow() {
  const flow = { paused: false, abandoned: false };
  const body = new AnswerBody({
    pause: () => {
      flow.paused = true;
    },
    resume: () => {
      flow.paused = false;
    },
    abandon: () => {
      flow.abandoned = true;
    },
  });
  return { body, flow };
}

test('whatever the order of pushing and pulling, every byte arrives once and little is ever held', async () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(sizes, fc.array(fc.boolean()), async (pushes, order) => {
      const { body, flow } = bodyWithFlow();
      const waiting = pushes.map((size, index) => new Uint8Array(size).fill(index));
      const sent = Buffer.concat(waiting);
      const received: Uint8Array[] = [];
      let held = 0;
      for (const pull of order) {
        const chunk = waiting[0];
        if (!pull && !flow.paused && chunk !== undefined) {
          body.push(chunk);
          waiting.shift();
          held += chunk.byteLength;
        } else if (pull && held > 0) {
          const next = await body.next();
          assert.ok(next.value !== undefined, 'it has not ended');
          received.push(next.value);
          held -= next.value.byteLength;
        }
        assert.ok(held < 65_536 + 40_000, `${held} bytes are held`);
      }
      for (const chunk of waiting) body.push(chunk);
      body.finish();
      for await (const chunk of body) received.push(chunk);
      assert.deepEqual(Buffer.concat(received), sent);
    }),
  );
});

test('what arrived before a failure is read before the failure is thrown, again and again', async () => {
  const { body } = bodyWithFlow();
  body.push(Buffer.from('a'));
  body.finish(new Error('broken'));
  body.finish();
  assert.deepEqual((await body.next()).value, Buffer.from('a'));
  await assert.rejects(body.next(), /broken/);
  await assert.rejects(body.next(), /broken/);
});

test('a reader that leaves a loop abandons the connection', async () => {
  const { body, flow } = bodyWithFlow();
  body.push(Buffer.from('a'));
  for await (const _ of body) break;
  assert.equal(flow.abandoned, true);
});

test('two readers at once are a defect', async () => {
  const { body } = bodyWithFlow();
  const first = body.next();
  await assert.rejects(body.next(), /one reader/);
  body.finish();
  assert.equal((await first).done, true);
});
