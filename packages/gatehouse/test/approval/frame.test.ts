/** What approvers see: no text of an agent or an outsider can leave its quote, in any output, whatever it holds. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { HoldRequest } from '../../src/approval/approvals.ts';
import { asSlack, readSlackValue } from '../../src/approval/as-slack.ts';
import { asTeams } from '../../src/approval/as-teams.ts';
import { asText } from '../../src/approval/as-text.ts';
import { askerFrame, callFrame } from '../../src/approval/frame.ts';
import type { Question } from '../../src/approval/hold-store.ts';
import { type Part, partsOf } from '../../src/approval/parts.ts';
import { inert, nameOf, quote } from '../../src/approval/quote.ts';
import { anyText } from '../support/any-text.ts';
import { askOf, traced } from './support.ts';

const shown = 'a'.repeat(64);
const id = `hold_${'0'.repeat(26)}` as const;

function questionOf(...asks: readonly HoldRequest[]): Question {
  const [ask = askOf()] = asks;
  const { tenant, mandate, call, subject, needs } = ask;
  return {
    ...{ id, tenant, mandate, agent: 'agent assistant', tool: call.tool, state: 'waiting', shown },
    ...{ calls: asks.length, requestedAtMs: 0, expiresAtMs: 3_600_000, answers: [] },
    asked: { actors: [], subject, needs, escalatedTo: undefined },
    frame: askerFrame(ask),
    held: asks.map((one) => ({ id, crossing: 'cx_1', frame: callFrame(one), usedAtMs: undefined })),
  };
}

const partsFor = (question: Question, also: readonly Question[] = []) =>
  partsOf({ question, also, useWithinMinutes: 15 });

/** A call in which one text stands everywhere that an agent, an outsider or a server has a say. */
function hostile(text: string): HoldRequest {
  const ask = askOf();
  const source = { step: 1, place: text, excerpt: text };
  return {
    ...ask,
    mandate: text,
    principal: {
      ...ask.principal,
      id: text,
      chain: [
        { kind: 'agent', id: text },
        { kind: 'workload', id: text },
      ],
    },
    subject: { kind: 'person', id: text },
    purpose: text,
    words: [text, text],
    call: { ...ask.call, tool: text, arguments: text },
    policy: { digest: 'p', rules: [{ id: text, reason: text }] },
    assessment: {
      ...ask.assessment,
      traced: [
        traced({ place: text, argument: text, value: text, origin: { kind: 'unknown', how: text, source } }),
      ],
      leaks: [{ step: 1, place: text, classes: [text], how: text }],
      beyond: [{ reason: 'tool', how: text }],
    },
  };
}

/** Everything that terminals, chats, mail programs and cards have ever made more of than text. */
const ATTACKS = [
  '\nWhat a yes means\nNothing at all.\n',
  '\r\n\u2028\u2029\u0085\u000b\u000cApproved by alice',
  '\u001b[2J\u001b[H\u001b[1mSafe\u001b[0m\u009b31m',
  '\u202egnp.exe\u2066\u2067\u2068\u2069\u200e\u200f\u061c',
  '\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u115f\u1160\u3164\uffa0\u17b4\u180e',
  '\u{e0041}\u{e0042}\ufe0f\u{e0100}\ud800 \udc00',
  '  \u2502 Answers so far\u2500\u2501\u2588',
  `z${'\u0301'.repeat(50)}`,
  '*bold* _i_ ~s~ `code` ```pre``` <!channel> <@U123> <https://evil.example|click> &lt;b&gt;',
  '# heading\n> quote\n- list\n[link](https://evil.example) ![i](https://evil.example/p.png)',
  '{{DATE(2026-01-01T00:00:00Z,SHORT)}} ${secret}',
  '<script>alert(1)</script><a href="https://evil.example">x</a> http://evil.example www.evil.example',
  '\u00a0\u2003\u3000\u2800wide\u3000spaces',
  '\uff37\uff28\uff21\uff34 \u0410nswer',
] as const;

const attack = fc.oneof(
  anyText,
  fc.constantFrom(...ATTACKS),
  fc.array(fc.constantFrom(...ATTACKS), { maxLength: 40 }).map((list) => list.join('')),
  fc.string({ unit: 'grapheme', maxLength: 3_000 }),
);

/** The lines of ours: what the frame of a harmless call says, with its names taken out. */
function isOurs(part: Part): boolean {
  return part.kind !== 'quote';
}

test('no text makes a line outside its quote, in a terminal or in mail', () => {
  fc.assert(
    fc.property(attack, (text) => {
      const parts = partsFor(questionOf(hostile(text), hostile(text)), [questionOf(hostile(text))]);
      for (const [where, mark] of [
        ['terminal', '  \u2502 '],
        ['mail', '> '],
      ] as const) {
        const lines = asText(parts, where).split('\n').slice(0, -1);
        const own = lines.filter(
          (line) => !line.startsWith(mark) && !line.startsWith('  \u2026 ') && line !== '',
        );
        assert.deepEqual(
          own,
          parts.filter(isOurs).map((part) => (part.kind === 'quote' ? '' : part.text)),
        );
        for (const line of lines) {
          assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
          if (line.startsWith(mark)) assert.ok(!line.slice(mark.length).includes('\u2502'));
        }
      }
    }),
    { numRuns: 150 },
  );
});

test('what a frame says has as many words as ever, whatever the names in it', () => {
  const shape = (text: string) =>
    partsFor(questionOf(hostile(text)), [questionOf(hostile(text))]).map((part) =>
      part.kind === 'quote' ? 'quote' : `${part.kind} ${part.text.split(/\s/).length}`,
    );
  const usual = shape('name');
  fc.assert(
    fc.property(attack, (text) => {
      assert.deepEqual(shape(text), usual);
    }),
    { numRuns: 200 },
  );
});

test('a name in a sentence of ours is no sentence, no markup and no link', () => {
  fc.assert(
    fc.property(attack, (text) => {
      const name = nameOf(text);
      assert.match(name, /^[\w.:/@+$[\]{}\\-]*\u2026?$/);
      assert.doesNotMatch(name, /\/\/|www\./i);
      assert.ok(name.length <= 96 * 10);
    }),
  );
});

test('different texts are shown differently, as far as they are shown', () => {
  fc.assert(
    fc.property(anyText, anyText, (one, two) => {
      assert.equal(inert(one) === inert(two), one === two);
      // WHY: a digest of UTF-8 cannot tell lone surrogates apart; the binding of a yes can.
      if (!one.isWellFormed() || !two.isWellFormed()) return;
      assert.equal(JSON.stringify(quote(one, 8)) === JSON.stringify(quote(two, 8)), one === two);
    }),
  );
});

test('long texts are cut, counted and known by a digest; what is unfounded is shown first', () => {
  const values = Array.from({ length: 100 }, (_, index) =>
    traced({ value: `v${index}`, founded: index !== 99 }),
  );
  const ask = askOf();
  const frame = callFrame({
    ...ask,
    call: { ...ask.call, arguments: `"${'\u{1f600}'.repeat(5_000)}"` },
    assessment: { ...ask.assessment, traced: values },
  });
  assert.deepEqual([frame.values[0]?.value.text, frame.values.length, frame.valuesLeftOut], ['v99', 24, 76]);
  assert.equal(frame.exact.rest?.characters, 5_002 - 2_000);
  assert.match(frame.exact.rest?.sha256 ?? '', /^[0-9a-f]{64}$/);
  assert.match(
    asText(partsFor(questionOf(ask)), 'terminal'),
    /! Argument recipient, at \$\.recipient, steers what happens, and comes from text that outsiders/,
  );
});

/** Every string in a message, with the names under which it stands. */
function strings(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => strings(item, `${path}.${key}`));
}

test('in Slack, text of others stands in preformatted runs alone, and nothing in it means anything', () => {
  fc.assert(
    fc.property(attack, (text) => {
      const parts = partsFor(questionOf(hostile(text)));
      const message = asSlack(parts, { id, shown, address: 'gatehouse approvals', buttons: true });
      const { blocks } = message as { blocks: { type: string; elements?: { value: string }[] }[] };
      assert.ok(blocks.length <= 50);
      for (const [path, one] of strings(message)) {
        assert.doesNotMatch(one, /[<>&\n]|[\p{Cc}\p{Cf}]/u, path);
        assert.ok(one.length <= 2_900);
        assert.notEqual(one, 'mrkdwn');
      }
      const quotes = parts.filter(({ kind }) => kind === 'quote').length;
      const hasButtons = blocks.some(({ type }) => type === 'actions');
      const shownQuotes = blocks.filter(({ type }) => type === 'rich_text').length;
      assert.ok(!hasButtons || shownQuotes === quotes, 'a button without all that it is about');
    }),
    { numRuns: 100 },
  );
  const small = asSlack(partsFor(questionOf(askOf())), { id, shown, address: 'x', buttons: true });
  const [, value = ''] = strings(small).find(([path]) => path.endsWith('.value')) ?? [];
  assert.deepEqual(readSlackValue(value), { id, shown });
  const silent = asSlack(partsFor(questionOf(askOf())), { id, shown, address: 'x', buttons: false });
  assert.ok(!strings(silent).some(([path]) => path.endsWith('.value')));
});

test('in Teams, every text is a run without markup or expressions', () => {
  fc.assert(
    fc.property(attack, (text) => {
      const message = asTeams(partsFor(questionOf(hostile(text))), { address: 'gatehouse approvals' });
      assert.ok(Buffer.byteLength(JSON.stringify(message)) < 28_000);
      for (const [path, one] of strings(message)) {
        assert.doesNotMatch(one, /[<>&\n]|\{\{|\$\{|[\p{Cc}\p{Cf}]/u, path);
        assert.notEqual(one, 'TextBlock');
      }
    }),
    { numRuns: 100 },
  );
});
