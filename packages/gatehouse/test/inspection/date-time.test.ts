/** Dates and times are found in the forms and languages that people write them in, and figures are left alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dates } from '../../src/inspection/detectors/people/date-time.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import { keepsTheLaws } from './laws.ts';
import { findIn } from './support.ts';

const inspector = createInspector({ detectors: [dates] });

function found(text: string, name: string, least = 0): readonly string[] {
  return findIn(text, 'text', inspector)
    .filter((finding) => finding.class === name && finding.confidence >= least)
    .map(({ start, end }) => text.slice(start, end));
}

const DATES = [
  '2024-02-29',
  '2024-02-29T14:30:00.123+02:00',
  '2024-02-29 14:30:00',
  '20240229T143000Z',
  '12/31/2020',
  '31.12.2020',
  '31-12-20',
  '5-MAY-2021',
  'May 5, 2021',
  '5th of May 2021',
  'Friday, 5 May 2021',
  '3 mars 2020',
  '3. März 2020',
  '3 de mayo de 2020',
  '3 maggio 2020',
  '3 de março de 2020',
  '3 maart 2020',
  '3 Mart 2020',
  'June 2019',
  '21 May',
  '2020年5月3日',
  '10:30:15',
  '5 pm',
];

for (const date of DATES) {
  test(`${date} is a date or a time`, () => {
    assert.deepEqual(found(`so ${date}, it says`, 'date_time', 0.5), [date]);
  });
}

test('hours with minutes alone, and fractions that words make a date, are only suspected', () => {
  assert.deepEqual(found('at 10:30 then', 'date_time', 0.5), []);
  assert.deepEqual(found('at 10:30 then', 'date_time'), ['10:30']);
  assert.deepEqual(found('due 5/21', 'date_time'), ['5/21']);
  assert.deepEqual(found('in 1972 or since May', 'date_time'), ['1972', 'May']);
});

test('figures, versions, paths and words are no dates', () => {
  for (const text of [
    '3/4 cup',
    '1.2.3',
    '13-40-2020',
    '2020-13-01',
    'you may 100 times',
    'march on',
    '99:99',
    'version 2.10.20.1',
    'a/2020/05/03x',
    'aspect 16:9',
    'port 443',
    '5 sunny rooms',
    'id-2020-05-03-17',
  ]) {
    assert.deepEqual(found(text, 'date_time', 0.5), [], text);
  }
});

test('a date behind words of birth is a date of birth too', () => {
  for (const text of [
    'born on 3/5/1980',
    'Geburtsdatum: 03.05.1980',
    'née le 3 mai 1980',
    'DOB 1980-05-03',
  ]) {
    assert.equal(found(text, 'date_of_birth', 0.5).length, 1, text);
  }
  assert.deepEqual(found('paid on 3/5/1980', 'date_of_birth'), []);
});

keepsTheLaws('dates', [dates], [...DATES, 'born on 3/5/1980', 'May', 'since May', '10:30', '12', 'Fri, ']);
