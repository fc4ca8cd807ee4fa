/** The story of a crossing, as a security officer reads it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredEntry } from '../../src/ledger/crossings.ts';
import { outcomeInPlace } from '../../src/ledger/endings.ts';
import type { Entry } from '../../src/ledger/entries.ts';
import { storyOf } from '../../src/ledger/story.ts';
import { storyText } from '../../src/ledger/story-text.ts';
import {
  entryOf,
  intent,
  intentEvidence,
  MODEL_IN_US,
  outcome,
  outcomeEvidence,
  refusalEvidence,
} from './samples.ts';

const ID = 'cx_01k6n00000000000000000000a';

function told(...entries: readonly Entry[]): string {
  const stored = entries.map(
    (entry, seq): StoredEntry => ({ ...entry, place: { state: 'sealed', seq, headSize: 9 } }),
  );
  const story = storyOf(stored);
  assert.ok(story !== undefined);
  return storyText(story);
}

test('a completed crossing is told from who asked to where it stands in the ledger', () => {
  const text = told({ ...intent(ID), clientReference: 'ticket-7' }, outcome(ID));
  assert.equal(
    text,
    `Crossing ${ID}: completed

Who asked for what
  The agent helpdesk (role support; teams care and billing), of tenant acme, asked for the model "fast" ("chat").
  Through: the person alice@example.com.
  When: 2026-10-03 10:55:04.123 UTC, in the protocol openai-chat.
  Where and why: environment production, purpose support.
  Proved by: key k7.
  The caller's own name for it: ticket-7.

What was found in the request
  3 passages read, 1,200 characters.
  Found: e-mail address (2).
  Masked before it went on: e-mail address (2).
  Not inspected: image at $.messages[0].content[1] (2,048 bytes).

What was decided
  Allowed, on conditions. Support may use small models.
  Rule support-small allows it: They answer customers. (owner: ciso)
  Demanded by rule mask-mail: mask e-mail address.
  Policy in force: ${'d1'.repeat(32)}

What left
  To the provider openai in region eu, for its model gpt-5-mini (here "fast").
  Reserved at most: 4,000 tokens, $0.012; under care-monthly.
  Digest of what came in: ${'aa'.repeat(32)}
  Digest of what left:    ${'bb'.repeat(32)}

What came back
  The provider answered with status 200.
  The provider says that gpt-5-mini-2026-08-01 answered.
  Cost: $0.00021 for 300 tokens in and 40 out, as reported.
  It took 840 ms, of which the provider 800 ms.
  Digest of what was passed on: ${'cc'.repeat(32)}

How it ended
  The whole answer was passed on.

In the ledger
  Intent of attempt 1: entry 0, sealed under the signed head over 9 entries.
  Outcome of attempt 1: entry 1, sealed under the signed head over 9 entries.
`,
  );
});

test('a refusal says which station refused, why, and that nothing left', () => {
  const text = told(entryOf(refusalEvidence(ID)));
  assert.match(text, /: refused\n/);
  assert.match(
    text,
    /The rule no-public-models does not allow this\.\n.*station "decide" refused it, with code policy\.denied\. Nothing left\./,
  );
  assert.doesNotMatch(text, /What left|What came back/);
});

test('attempts are told one by one, and the last word is that of the last', () => {
  const failed = entryOf({ ...outcomeEvidence(ID), ending: 'failed', fault: 'provider.timeout' });
  const text = told(
    intent(ID),
    failed,
    entryOf({ ...intentEvidence(ID), attempt: 2, model: MODEL_IN_US }),
    entryOf({ ...outcomeEvidence(ID), attempt: 2 }),
  );
  assert.match(text, /Attempt 1: what left[\s\S]*region eu[\s\S]*Attempt 2: what left[\s\S]*region us/);
  assert.match(text, /: completed\n/);
  const refused = told(intent(ID), failed, entryOf({ ...refusalEvidence(ID), attempt: 2 }));
  assert.match(refused, /: refused\n/);
  assert.match(refused, /before attempt 2, with code policy\.denied\. Nothing left in this attempt\./);
});

test('an unknown ending, and one that is not there yet, are told as such', () => {
  const unknown = outcomeInPlace(intent(ID), { ending: 'unknown', atMs: 0 });
  assert.ok(unknown !== undefined);
  assert.match(
    told(intent(ID), unknown),
    /its end is unknown[\s\S]*\$0\.012, the most that it can have cost[\s\S]*process that carried it died/,
  );
  assert.match(told(intent(ID)), /no outcome yet[\s\S]*still under way/);
});

test('nothing that a caller or provider named can move the cursor or begin a line', () => {
  const nasty = { ...outcomeEvidence(ID), answered: 'x\n\u001b[2Kcompleted\u202e\u2028y' };
  const text = told(intent(ID), entryOf(nasty));
  assert.doesNotMatch(text, /[^\P{C}\n]|\u2028/u);
  assert.match(text, /says that x\ufffd\ufffd\[2Kcompleted\ufffd\ufffdy answered/);
});

test('an entry that the log does not know is told as such, and no entries make no story', () => {
  const story = storyOf([{ ...intent(ID), place: { state: 'missing' } }]);
  assert.ok(story !== undefined);
  assert.match(storyText(story), /NOT IN THE LOG/);
  assert.equal(storyOf([]), undefined);
});

test('an act on the control plane is told in one line', () => {
  const body = JSON.stringify({
    ...{ version: 1, kind: 'act', id: 'act_1', at: '2026-10-03T10:00:00.000Z', actor: 'root' },
    ...{ act: 'key.revoke', subject: 'k7', detail: {} },
  });
  const text = told({ tenant: 'acme', crossing: 'act_1', attempt: 0, kind: 'act', atMs: 0, body });
  assert.match(text, /^Act act_1: done\n[\s\S]*2026-10-03 10:00:00\.000 UTC: root did "key\.revoke" to k7\./);
});
