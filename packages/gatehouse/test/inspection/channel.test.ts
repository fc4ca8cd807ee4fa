/** Streams: masked chunk by chunk they read as if masked at once, and nothing planted ever gets out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openChannel, readWhole, watchOf } from '../../src/inspection/channel.ts';
import type { Detector, Finding } from '../../src/inspection/detector.ts';
import { DETECTORS } from '../../src/inspection/detectors/all.ts';
import { paymentCard } from '../../src/inspection/detectors/identifiers/payment-card.ts';
import {
  AS_JSON,
  AS_TEXT,
  cut,
  findIn,
  inspector,
  maskStream,
  maskWhole,
  PLANTED,
  PRIVATE_KEY,
  pieceSizes,
  texts,
} from './support.ts';

test('a stream masked as it becomes clear equals the whole text masked at once', () => {
  fc.assert(
    fc.property(texts, pieceSizes, (text, sizes) => {
      assert.equal(maskStream(cut(text, sizes)).masked, maskWhole(text));
    }),
    { numRuns: 2500 },
  );
});

test('the same holds for JSON source, escaped or broken', () => {
  fc.assert(
    fc.property(texts, fc.boolean(), pieceSizes, (text, whole, sizes) => {
      const source = whole ? JSON.stringify({ note: text }) : text;
      assert.equal(maskStream(cut(source, sizes), 'json').masked, maskWhole(source, 'json'));
    }),
    { numRuns: 2500 },
  );
});

test('the way a text is cut changes nothing about the findings', () => {
  fc.assert(
    fc.property(texts, pieceSizes, (text, sizes) => {
      assert.deepEqual(grown(maskStream(cut(text, sizes)).findings), grown(findIn(text)));
    }),
    { numRuns: 1000 },
  );
});

test('what is read after another text is read as if it were the first', () => {
  const used = watchOf(DETECTORS);
  fc.assert(
    fc.property(texts, fc.constantFrom(AS_TEXT, AS_JSON), (text, opening) => {
      const found = readWhole(used, opening, text);
      assert.deepEqual(found, { ok: true, value: findIn(text, opening.view) });
    }),
    { numRuns: 500 },
  );
});

test('no character of planted data is released, one character at a time', () => {
  for (const planted of PLANTED) {
    const { masked, released } = maskStream([...`Here it is: ${planted} (end)`]);
    assert.match(masked, /^Here it is: \[[A-Z_]+\] \(end\)$/, planted);
    assert.ok(released.every((piece) => piece.length < 32));
  }
});

test('ordinary words are not held back', () => {
  const clearAfter = (text: string) => {
    const pushed = inspector.openChannel(AS_TEXT).push(text, false);
    assert.ok(pushed.ok);
    return pushed.value.clear;
  };
  assert.equal(clearAfter('Hello '), 6);
  assert.equal(clearAfter('Hello world'), 6, 'a trailing word may be the local part of an address');
  assert.equal(clearAfter('It costs 42'), 9, 'trailing digits may become a card');
  assert.equal(clearAfter('It costs 42, or'), 13);
  assert.equal(clearAfter('今天天气很好。'), 7);
});

test('an endless candidate is held back only as far as a finding can reach', () => {
  const reach = Math.max(...DETECTORS.map((detector) => detector.reach));
  for (const unit of [
    'a',
    '1',
    '1 ',
    'a@',
    'a@b.',
    '%40',
    '-',
    '-----BEGIN',
    'sk-proj-',
    'DE',
    '请',
    '\\',
    '\u200b',
    ' \t',
  ]) {
    const channel = inspector.openChannel(AS_TEXT);
    let length = 0;
    for (let turn = 0; turn < 3000; turn += 1) {
      const pushed = channel.push(unit.repeat(3), false);
      length += unit.length * 3;
      assert.ok(pushed.ok);
      // What the reading holds back, half an escape or a look-alike beginning of a word, comes on top.
      assert.ok(length - pushed.value.clear <= reach + 64, `${unit} holds ${length - pushed.value.clear}`);
    }
  }
});

test('data that overlaps in an endless chain is cut off, not held for ever', () => {
  const link = '4111 1111 1111 1111@x.sk-proj-aB3dE6gH9jK2mN5pQ8sT1vW4yZ7-';
  const channel = inspector.openChannel(AS_TEXT);
  const pushes = Array.from({ length: 3000 }, () => channel.push(link, false));
  assert.equal(pushes[0]?.ok, true);
  const cut = pushes.findIndex(({ ok }) => !ok);
  assert.ok(cut > 500, 'far beyond what anybody writes');
  assert.ok(
    pushes.slice(cut).every(({ ok }) => !ok),
    'and then it stays closed',
  );
});

test('a private key without end is masked however long it gets, and costs no delay', () => {
  const line = `${'AbC9dEf+GhIj/KlM0nOp'.repeat(3)}\n`;
  const endless = ['-----BEGIN PRIVATE KEY-----\n', ...new Array<string>(500).fill(line)];
  const { masked, released, findings } = maskStream([...endless, 'And then prose goes on.']);
  assert.equal(masked, '[PRIVATE_KEY]\nAnd then prose goes on.');
  assert.equal(released.filter((piece) => piece !== '').length, 3, 'mask, prose, end');
  assert.equal(new Set(findings.map(({ start }) => start)).size, 1, 'it is one finding that grows');
});

test('an invisible character inside a growing key is not released ahead of the rest', () => {
  const key = PRIVATE_KEY.slice(0, 200);
  const text = `${key}\u200b +${'A7b'.repeat(9)} end`;
  assert.equal(maskStream([...text]).masked, '[PRIVATE_KEY] end');
});

test('a growing key outside of any JSON string takes in nothing that stands behind it', () => {
  const source = `${PRIVATE_KEY.slice(0, 200)}E-----`;
  assert.equal(maskStream([...source], 'json').masked, maskWhole(source, 'json'));
  assert.ok(maskWhole(source, 'json').endsWith('-----'));
});

test('half an escape is not clear', () => {
  const channel = inspector.openChannel(AS_JSON);
  const pushed = channel.push('"Hello, \\u00', false);
  assert.ok(pushed.ok);
  assert.equal(pushed.value.clear, '"Hello, '.length);
});

test('a number outside of a JSON string is released as a whole, whatever detectors there are', () => {
  const channel = openChannel(watchOf([paymentCard]), AS_JSON);
  const pushed = [...'[-4111111111111111.0]'].map((character) => channel.push(character, false));
  const clear = pushed.map((each) => (each.ok ? each.value.clear : undefined));
  assert.deepEqual(new Set(clear), new Set([1, '[-4111111111111111.0]'.length]));
  assert.deepEqual(
    pushed
      .flatMap((each) => (each.ok ? each.value.findings : []))
      .map(({ start, end, bare }) => [start, end, bare]),
    [[1, '[-4111111111111111.0'.length, true]],
  );
});

test('what follows the end of a private key is not masked', () => {
  assert.equal(maskStream([...`x ${PRIVATE_KEY} y`]).masked, 'x [PRIVATE_KEY] y');
});

test('a channel whose detector threw stays closed', () => {
  const broken: Detector = {
    ...(DETECTORS[0] as Detector),
    scan: ({ text }, cursor) => {
      if (text.includes('boom')) throw new Error('boom');
      return { findings: [], next: { ...cursor, from: text.length } };
    },
  };
  const channel = openChannel(watchOf([broken]), AS_TEXT);
  assert.equal(channel.push('fine ', false).ok, true);
  const failed = channel.push('boom ', false);
  assert.equal(!failed.ok && failed.fault.code, 'inspection.failed');
  assert.equal(channel.push('', true).ok, false);
});

/** A finding that was reported several times, by its last report. */
function grown(findings: readonly Finding[]): readonly string[] {
  const last = new Map(findings.map(({ class: name, start, end }) => [`${name}@${start}`, end]));
  return [...last].map(([place, end]) => `${place}-${end}`).sort();
}
