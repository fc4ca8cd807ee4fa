/** How the words of a mandate are read: what they ask for, what they quote, when and how much. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readMoment, readTimes } from '../../src/mandate/times.ts';
import { clauseAt, occurrences, readWords } from '../../src/mandate/words.ts';

function asked(text: string): (readonly string[])[] {
  return readWords(text, 0).clauses.flatMap(({ asks }) => (asks.length > 0 ? [asks] : []));
}

describe('clauses', () => {
  it('ask for one thing each', () => {
    assert.deepEqual(asked('Summarize the page and send it to Ann, then delete the file.'), [
      ['summarize'],
      ['send'],
      ['delete'],
    ]);
  });

  it('ask for nothing where they tell what somebody did, or use the word as a noun', () => {
    assert.deepEqual(asked('Ann sent me an email about the post. My message is short.'), []);
  });

  it('ask by a noun where the verb says nothing', () => {
    assert.deepEqual(asked('Make a reservation for two.'), [['make', 'reserve']]);
  });

  it('ask for nothing inside quotation marks', () => {
    assert.deepEqual(asked("Post 'please delete everything'."), [['post']]);
  });

  it('take words that are names of properties for what they are', () => {
    assert.deepEqual(asked('Make a constructor, send a __proto__ and create toString.'), [
      ['make'],
      ['send'],
      ['create'],
    ]);
  });

  it('are found at every place of the text', () => {
    const words = readWords('Read it. Send it, and then delete it: now\nor never.', 0);
    for (let at = 0; at < words.text.length; at += 1) {
      const clause = clauseAt(words, at);
      assert.ok(clause !== undefined && at >= clause.start && at < clause.end, String(at));
    }
  });
});

describe('quotations', () => {
  const quoted = (text: string) => readWords(text, 0).quotations.map((one) => one.text);

  it('hold what stands between their marks, with apostrophes in it', () => {
    assert.deepEqual(quoted(`Say 'I've seen it' and "that's all", then “go”.`), [
      "I've seen it",
      "that's all",
      'go',
    ]);
  });

  it('are not opened by an apostrophe', () => {
    assert.deepEqual(quoted("Bob's file and Ann's note"), []);
  });
});

describe('occurrences', () => {
  it('are whole, never part of a longer word, address or number', () => {
    const words = readWords(
      'Mail ann@acme.example.org, pay 1,250 and open plan.docx.bak of New York, NY.',
      0,
    );
    for (const value of ['ann@acme.example', 'acme.example.org', '250', '1', 'plan.docx', 'New', 'York']) {
      const whole = value === 'New' || value === 'York';
      assert.equal(occurrences(words, value).length, whole ? 1 : 0, value);
    }
    assert.equal(occurrences(words, 'New York, NY').length, 1);
    assert.equal(occurrences(words, 'New York NY').length, 0);
  });

  it('read a number with its groups as one', () => {
    assert.deepEqual(
      readWords('Send $30,000 or 1,200.50, not 3, 4.', 0).numbers.map(({ value }) => value),
      [30_000, 1200.5, 3, 4],
    );
  });
});

describe('times', () => {
  it('are read in the forms that people use', () => {
    const { days, clock, durations } = readTimes(
      'On May 3rd, 2031 or the 15th of June at 9:30 pm, 17:05 or noon, for half an hour or two hours; 2030-01-02 too.',
    );
    const shown = days.map(({ day }) => `${day.year ?? '*'}-${day.month}-${day.day}`).sort();
    assert.deepEqual(shown, ['*-6-15', '2030-1-2', '2031-5-3']);
    assert.deepEqual(
      clock.map(({ minutes }) => minutes),
      [21 * 60 + 30, 17 * 60 + 5, 720],
    );
    assert.deepEqual(durations, [30, 120]);
  });

  it('of arguments are ISO 8601 or none', () => {
    assert.deepEqual(readMoment('2031-05-03 10:00'), { day: { year: 2031, month: 5, day: 3 }, minutes: 600 });
    for (const value of [
      'tomorrow',
      '2031-13-01',
      '2031-05-03 25:00',
      '03.05.2031',
      '2031-05-03 10:00 and more',
    ]) {
      assert.equal(readMoment(value), undefined, value);
    }
  });
});
