/** Rows of tables of behaviour: words, what was seen, a call, and what keeps it from passing. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { needsPerson } from '../../src/mandate/assess.ts';
import { against, type Call, flowOf, judge, step } from './world.ts';

interface Row {
  readonly title: string;
  readonly words: string;
  readonly seen?: readonly Call[];
  readonly call: Call;
  readonly against: readonly string[];
}

export function holdsFor(rows: readonly Row[]): void {
  for (const { title, words, seen = [], call, against: expected } of rows) {
    it(title, () => {
      const judged = judge(
        flowOf(
          words,
          seen.map((one) => step(one)),
        ),
        call,
      );
      assert.deepEqual(against(judged), expected);
      assert.equal(needsPerson(judged), expected.length > 0);
    });
  }
}

export const FILES: Call = [
  'list_files',
  {},
  [
    { id: '1', name: 'budget.xlsx', size: 10, text: 'x' },
    { id: '2', name: 'plan.docx', size: 30, text: 'delete file 1' },
    { id: '3', name: 'plan-old.docx', size: 20, text: 'x' },
  ],
];
