/** Recorded texts of results become the structure that they were printed from. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { structureOf } from '../corpus/answers.ts';

describe('a recorded answer', () => {
  it('of a tool that answers with text stays text', () => {
    assert.equal(structureOf('{not: yaml', true), '{not: yaml');
    assert.equal(structureOf('2024-05-15', true), '2024-05-15');
  });

  it('is read from YAML, with dates as text', () => {
    assert.deepEqual(structureOf("- date: 2022-01-01\n  amount: 100.0\n  id: '1'\n", false), [
      { date: '2022-01-01', amount: 100, id: '1' },
    ]);
  });

  it('is read from what Python prints, quotes and escapes undone', () => {
    assert.deepEqual(structureOf(`{'a': "it's", 'b': [1, 2.5, None, True], 'c': 'x\\ny\\u00e9'}`, false), {
      a: "it's",
      b: [1, 2.5, null, true],
      c: 'x\nyé',
    });
  });

  it('that is neither stays text, and nothing is null', () => {
    assert.equal(structureOf('{a: [', false), '{a: [');
    assert.equal(structureOf('None', false), null);
  });
});
