/** Document fingerprints: what is copied is found wherever it stands, and nothing can be read from what is kept. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createInspector } from '../../src/inspection/engine.ts';
import { sharedText } from '../../src/inspection/fingerprints/shared-text.ts';
import { openFingerprints, registerDocuments } from '../../src/inspection/fingerprints/store.ts';
import { keepsTheLaws } from './laws.ts';
import { cut, findIn, maskStream, maskWhole } from './support.ts';

const SECRET = '5'.repeat(64);
const NONCE = new Uint8Array(12).fill(7);
const RUN = 12;
const RULE = {
  id: 'merger',
  owner: 'o',
  reason: 'r',
  review: '2027-01-01',
  class: 'merger_file',
  store: 's',
};

/** A text of words that follow no other text. */
const DOCUMENT = Array.from({ length: 120 }, (_, index) =>
  [index, index * 7, index * 37]
    .map((number) => 'abcdefghijk'.charAt(number % 11))
    .join('')
    .concat(index % 2 ? 'on' : 'er', 'xyzuvw'.charAt(index / 20)),
).join(' ');
const WORDS = DOCUMENT.split(' ');

function registered(documents: readonly string[] = [DOCUMENT]) {
  return registerDocuments(documents, { run: RUN, secret: SECRET, nonce: NONCE });
}

function detector(documents: readonly string[] = [DOCUMENT]) {
  const opened = openFingerprints(registered(documents).bytes, SECRET);
  assert.ok(opened.ok);
  return sharedText(RULE, opened.value);
}

const DETECTOR = detector();
const inspector = createInspector({ detectors: [DETECTOR] });
const piece = (first: number, count: number) => WORDS.slice(first, first + count).join(' ');

keepsTheLaws(
  'fingerprints',
  [DETECTOR],
  [
    piece(0, 30),
    piece(40, 12),
    piece(60, 9),
    piece(70, 5),
    piece(0, 4),
    `${piece(10, 20)}, `,
    piece(100, 20).toUpperCase(),
    'x'.repeat(300),
    'one two three four five six seven eight nine ten eleven twelve',
  ],
);

describe('text that is shared with a document', () => {
  it('is found from a run of so many words on, in any case and layout', () => {
    fc.assert(
      fc.property(fc.nat(WORDS.length - 2 * RUN), fc.integer({ min: 2 * RUN, max: 60 }), (first, count) => {
        const copy = piece(first, count).toUpperCase().replaceAll(' ', '\n- ');
        assert.equal(findIn(`See here: ${copy}. That is all`, 'text', inspector).length, 1);
      }),
    );
  });

  it('is one finding however long it is, and leaves out only a few words at its edges', () => {
    const [finding, ...others] = findIn(`before that ${DOCUMENT} and after that`, 'text', inspector);
    assert.ok(finding !== undefined && others.length === 0);
    const covered = `before that ${DOCUMENT}`.slice(finding.start, finding.end).split(/[ ]/).length;
    assert.ok(covered >= WORDS.length - 10, `${covered} words`);
  });

  it('is masked the same in a stream, while other text flows word by word', () => {
    const text = `It says that ${piece(5, 40)} which nobody expected to read here`;
    const pieces = cut(text, [7, 3, 11]);
    assert.equal(maskStream(pieces, 'text', inspector).masked, maskWhole(text, 'text', inspector));
    const { released } = maskStream(['Ordinary text of a ', 'model flows ', 'on and on '], 'text', inspector);
    assert.deepEqual(released.slice(0, 3), ['Ordinary text of a ', 'model flows ', 'on and on ']);
  });

  it('is not found in texts that only use the same words, or few of them in a row', () => {
    const shuffled = WORDS.toSorted().join(' ');
    assert.deepEqual(findIn(shuffled, 'text', inspector), []);
    const pieces = Array.from({ length: 15 }, (_, index) => piece(index * 8, 7)).join(' and then ');
    assert.deepEqual(findIn(pieces, 'text', inspector), []);
  });
});

describe('what is kept of a document', () => {
  it('holds none of its words, and is refused when changed or sealed with another secret', () => {
    const { bytes, count } = registered();
    assert.ok(count > 20 && count < 112, `${count} of 112 runs are kept`);
    assert.ok(
      !Buffer.from(bytes)
        .toString('latin1')
        .includes(WORDS[3] ?? ''),
    );
    assert.ok(!openFingerprints(bytes, '6'.repeat(64)).ok);
    assert.ok(!openFingerprints(bytes.subarray(0, -3), SECRET).ok);
    const changed = bytes.slice();
    changed[80] = (changed[80] ?? 0) ^ 1;
    assert.ok(!openFingerprints(changed, SECRET).ok);
  });

  it('says which documents are too short, and tells sets apart', () => {
    assert.equal(registered([DOCUMENT, 'too short', '']).skipped, 2);
    assert.notEqual(detector().version, detector([DOCUMENT, `${DOCUMENT} more`]).version);
  });
});
