/** The model of names finds people, places, organisations and addresses, and leaves prose, code and headings alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { names } from '../../src/inspection/detectors/people/names.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import { keepsTheLaws } from './laws.ts';
import { findIn, maskStream } from './support.ts';

const inspector = createInspector({ detectors: [names] });

function found(text: string): readonly string[] {
  return findIn(text, 'text', inspector).map(
    (finding) => `${finding.class}:${text.slice(finding.start, finding.end)}`,
  );
}

const PEOPLE: Readonly<Record<string, string>> = {
  'My name is Ada Lovelace.': 'person:Ada Lovelace',
  'I spoke with Jürgen Großmann yesterday.': 'person:Jürgen Großmann',
  'Please contact Siobhan O’Sullivan for details.': 'person:Siobhan O’Sullivan',
  'my name is priya hopper': 'person:priya hopper',
  'Hi Priya,': 'person:Priya',
  'Mein Name ist Anneliese Vogel.': 'person:Anneliese Vogel',
  'He took the train from Rotterdam.': 'location:Rotterdam',
  'She flew to Sri Lanka': 'location:Sri Lanka',
  'I work at Hollerith Machines Ltd': 'organization:Hollerith Machines Ltd',
  'Ship it to 12 Analytical Road.': 'address:12 Analytical Road',
  'The parcel waits at Lindenstraße 14 since noon.': 'address:Lindenstraße 14',
};

for (const [text, expected] of Object.entries(PEOPLE)) {
  test(`${expected} is found in: ${text}`, () => {
    assert.ok(found(text).includes(expected), String(found(text)));
  });
}

test('prose, code, headings and logs have no names', () => {
  for (const text of [
    'The quick brown fox jumps over the lazy dog.',
    'If you want to change the password, open the settings and follow the steps.',
    'const userName = await getUser(request.body.id);',
    'class HttpServer extends EventEmitter { start() {} }',
    'import { readFile } from "node:fs/promises";',
    '## Getting Started\n\nInstall the package and run the tests.',
    'ERROR 2026-11-21 request failed: timeout after 30 seconds',
    '{"status": "ok", "count": 12, "items": []}',
    'SELECT name FROM users WHERE id = 5;',
    "Don't worry. It's fine, and we can't wait.",
    'Table of Contents',
  ]) {
    assert.deepEqual(found(text), [], text);
  }
});

test('an address in lines is one with its parts', () => {
  const text = 'Grace Murray\n12 Harbour Street\nApt. 7\nLisbon';
  assert.ok(
    found(text).some((each) => each.startsWith('address:12 Harbour Street')),
    String(found(text)),
  );
  assert.ok(found(text).includes('person:Grace Murray'), String(found(text)));
});

test('ordinary words flow as they come; only what may become a name waits', () => {
  const pieces = ['the ', 'letter ', 'is ', 'from ', 'Ada ', 'and ', 'it ', 'says ', 'hello'];
  const { released } = maskStream(pieces, 'text', inspector);
  assert.deepEqual(released.slice(0, 3), ['the ', 'letter ', 'is ']);
});

keepsTheLaws(
  'names',
  [names],
  [
    ...Object.keys(PEOPLE),
    'Dr. John Smith',
    'maria garcia',
    'de la ',
    'Bank of ',
    'J. R. R. ',
    'New York, NY 10001',
    "O'Neill",
    'Mr.',
  ],
);
