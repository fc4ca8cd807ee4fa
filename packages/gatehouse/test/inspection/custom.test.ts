/** Custom detectors: what they find, how they stream, and which rules are refused. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { loadSettings } from '../../src/config/load.ts';
import { createCustom } from '../../src/inspection/custom/all.ts';
import { Pattern } from '../../src/inspection/custom/pattern.ts';
import { compile } from '../../src/inspection/custom/program.ts';
import { type CustomRule, detectorsOf } from '../../src/inspection/custom/rule.ts';
import { VALIDATORS } from '../../src/inspection/custom/validators.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import { planSurvey, Survey } from '../../src/inspection/survey.ts';
import { keepsTheLaws } from './laws.ts';
import { findIn, maskStream } from './support.ts';

function rule(more: Partial<CustomRule>): CustomRule {
  return {
    id: 'badge',
    owner: 'o',
    reason: 'r',
    review: '2027-01-01',
    class: 'badge_number',
    confidence: 0.9,
    reach: 64,
    tests: { finds: ['x'], ignores: ['y'] },
    ...more,
  };
}

function detectors(more: Partial<CustomRule>) {
  const made = detectorsOf(rule(more));
  assert.ok(!('key' in made), JSON.stringify(made));
  return made;
}

function found(more: Partial<CustomRule>, text: string): readonly string[] {
  const inspector = createInspector({ detectors: detectors(more) });
  return findIn(text, 'text', inspector).map(({ start, end }) => text.slice(start, end));
}

const FAMILY = [
  ...detectors({ pattern: '\\bEMP-\\d{5,7}\\b' }),
  ...detectors({ id: 'digits', pattern: '\\d{6}', context: ['badge', 'staff number'] }),
  ...detectors({ id: 'lines', pattern: '(?m)^[A-Z]{2,5}: .{1,20}$' }),
  ...detectors({ id: 'pictures', pattern: '[\\x{1F600}-\\x{1F64F}é]{2,3}|a[^b]{0,9}b' }),
  ...detectors({ id: 'capitals', pattern: '\\b[A-Z]{2}\\d{2,4}\\b|(?m)^\\d-' }),
  ...detectors({ id: 'projects', words: ['Project Nightjar', 'Kestrel', 'Q4 plan', '夜鷹計画'] }),
];

keepsTheLaws('custom', FAMILY, [
  'EMP-12345',
  'EMP-1234567890',
  'staff number 123456',
  'badge: 123456, 654321',
  'AB: hello',
  '\nABCDE: x\n',
  'AB12, CD345x AB1',
  '\n7-',
  '😀😀😀😀',
  'aaaaaaaaab',
  'éé',
  'project\nnightjar',
  'Project - Nightjar',
  'KESTREL',
  'q4-plan',
  '夜鷹計画',
  'Project ',
]);

describe('a pattern', () => {
  it('is found wherever it matches, and hides the whole match', () => {
    assert.deepEqual(found({ pattern: '\\bEMP-\\d{5}\\b' }, 'EMP-12345, xEMP-12345, EMP-123456, EMP-54321'), [
      'EMP-12345',
      'EMP-54321',
    ]);
    assert.deepEqual(found({ pattern: '(?i)emp-\\d{2}|staff\\d' }, 'Emp-12 STAFF1'), ['Emp-12', 'STAFF1']);
  });

  it('takes the longest of the matches that begin at one place', () => {
    assert.deepEqual(found({ pattern: 'ab|abcd|abc' }, 'abcde abx'), ['abcd', 'ab']);
  });

  it('agrees with its library about every match', () => {
    const letters = fc.constantFrom('a', 'b', '-', '1', ' ', '\n', 'é', '😀', 'K');
    const atoms = fc.constantFrom(
      'a',
      'b',
      '[a-b]',
      '\\d',
      '[^a]',
      '-',
      '\\b',
      '(?m)^',
      '(?i)k',
      '.',
      'é',
      '\\B',
    );
    const pattern = fc
      .array(fc.tuple(atoms, fc.constantFrom('', '', '?', '{1,3}', '{2}', '|')), {
        minLength: 1,
        maxLength: 6,
      })
      .map((parts) =>
        parts.map(([atom, times]) => (times === '|' ? `${atom}|` : `(?:${atom})${times}`)).join(''),
      );
    let compared = 0;
    fc.assert(
      fc.property(pattern, fc.array(letters, { maxLength: 24 }), (source, parts) => {
        const program = compile(source, 64);
        if (typeof program === 'string') return;
        compared += 1;
        const text = parts.join('');
        const matcher = RE2JS.compile(source, RE2JS.LONGEST_MATCH).matcher(text);
        const expected: string[] = [];
        // WHY afresh for each: behind a match a text begins anew, since what is before it is masked.
        let from = 0;
        for (let rest = text; ; rest = text.slice(from)) {
          const next = from === 0 ? matcher : RE2JS.compile(source, RE2JS.LONGEST_MATCH).matcher(rest);
          if (!next.find()) break;
          expected.push(`${from + next.start()}-${from + next.end()}`);
          from += next.end();
        }
        assert.deepEqual(spans(source, text), expected);
      }),
      { numRuns: 3_000 },
    );
    assert.ok(compared > 500, `only ${compared} patterns were usable`);
  });

  it('holds a stream only while it can still match', () => {
    const inspector = createInspector({ detectors: detectors({ pattern: '\\bEMP-\\d{5}\\b' }) });
    const { released } = maskStream(['we saw ', 'E', 'lse and EMP-1', '2345', ' leave'], 'text', inspector);
    assert.deepEqual(released, ['we saw ', '', 'Else and ', '', '[BADGE_NUMBER] leave', '']);
  });

  it('is refused with a reason when it cannot be bounded, never matches, or matches nothing', () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ['EMP-\\d+', /any length; bound what repeats, such as \\d\{1,12\}/],
      ['(a|b)*c', /any length/],
      ['\\d{0,3}', /empty text/],
      ['\\b', /empty text/],
      ['[^\\x{0}-\\x{10FFFF}]', /never match/],
      ['^EMP', /beginning or end of the text/],
      ['EMP$', /beginning or end of the text/],
      ['a{65}', /65 characters, more than its reach of 64/],
      ['EMP-(\\d', /not in RE2 syntax/],
      ['(?=a)b', /not in RE2 syntax/],
      [`(?:${'ab?'.repeat(30)}){40}`, /steps|reach/],
    ];
    for (const [pattern, expected] of cases) {
      const made = detectorsOf(rule({ pattern }));
      assert.ok('key' in made, pattern);
      assert.match(made.message, expected, pattern);
    }
  });

  it('makes literals of what its matches begin with, so that other texts cost nothing', () => {
    const literals = (pattern: string) => detectors({ pattern })[0]?.literals;
    assert.deepEqual(literals('\\bEMP-\\d{5}'), ['emp-']);
    assert.equal(literals('(?i)(?:staff|guest)-\\d{3}'), undefined);
    assert.deepEqual(literals('(?:crew|guest)\\d{3}'), ['crew', 'gues']);
    assert.equal(literals('\\d{5}'), undefined);
  });

  it('costs no more than in proportion to the text, whatever the text', () => {
    const program = compile('(?:a?){30}a{30}', 64);
    assert.ok(typeof program !== 'string');
    const text = 'a'.repeat(29).concat('b').repeat(2_000);
    assert.deepEqual(spans('(?:a?){30}a{30}', text), []);
  });
});

describe('words', () => {
  it('are found in any case and with any separator, and only as whole words', () => {
    const words = ['Project Nightjar', 'kestrel', 'straße', '夜鷹'];
    assert.deepEqual(
      found({ words }, 'project-NIGHTJAR; Kestrels KESTREL projectnightjar STRASSE Straße 新夜鷹'),
      ['project-NIGHTJAR', 'KESTREL', 'Straße', '夜鷹'],
    );
  });

  it('take the longest phrase, and are not stretched over a paragraph', () => {
    const words = ['blue', 'blue bird', 'blue bird house'];
    assert.deepEqual(found({ words }, 'blue bird home, blue\n\n\n\nbird, Blue Bird House'), [
      'blue bird',
      'blue',
      'Blue Bird House',
    ]);
  });
});

describe('a rule', () => {
  it('with context finds only what it announces, at most 128 characters before', () => {
    const numbers = { pattern: '\\b\\d{6}\\b', context: ['badge', 'staff number'] };
    assert.deepEqual(found(numbers, 'Badge 123456, order 654321'), ['123456', '654321']);
    assert.deepEqual(found(numbers, 'order 654321 of the staff, number 123456'), ['123456']);
    assert.deepEqual(found(numbers, `badge ${'x '.repeat(62)}123456`), []);
    assert.deepEqual(found(numbers, 'badges 123456'), []);
  });

  it('with a validator finds only what has right check digits', () => {
    assert.deepEqual(found({ pattern: '\\b\\d{4} ?\\d{4}\\b', validator: 'damm' }, '0000 5724 0000 5725'), [
      '0000 5724',
    ]);
  });

  it('must keep the promises that stand beside it', () => {
    const at = (path: readonly (string | number)[], message: string) => ({
      file: 'f',
      line: 1,
      column: 1,
      path: path.join('.'),
      message,
    });
    const broken = createCustom(
      [rule({ pattern: 'EMP-\\d{5}', tests: { finds: ['EMP-12345', 'EMP-1'], ignores: ['EMP-999999'] } })],
      at,
    );
    assert.ok('problems' in broken);
    assert.deepEqual(
      broken.problems.map(({ path }) => path),
      ['inspection.detectors.0.tests.finds.1', 'inspection.detectors.0.tests.ignores.0'],
    );
    assert.ok(
      broken.problems.every(({ message }) => !message.includes('EMP')),
      'no example is repeated',
    );
    const empty = createCustom([rule({ words: ['fine', '--'] })], at);
    assert.ok('problems' in empty && empty.problems[0]?.path === 'inspection.detectors.0.words.1');
  });
});

describe('a validator', () => {
  // Published examples: ISO/IEC 7812-1, GS1, Wikipedia (Verhoeff, Damm), ISO 13616, ORCID, German tax office.
  const VALID = {
    luhn: '79927398713',
    gs1: '4006381333931',
    verhoeff: '2363',
    damm: '5724',
    mod97: '370400440532013000DE89',
    mod11_2: '0000-0002-1825-0097',
    mod11_10: '86095742719',
  } as const;
  for (const [name, value] of Object.entries(VALID) as [keyof typeof VALID, string][]) {
    it(`${name} accepts what is right and sees every wrong digit`, () => {
      assert.ok(VALIDATORS[name](value));
      const digits = [...value.matchAll(/\d/g)];
      for (const { index, 0: digit } of digits) {
        const other = String((Number(digit) + 1) % 10);
        assert.ok(!VALIDATORS[name](value.slice(0, index) + other + value.slice(index + 1)));
      }
      assert.ok(!VALIDATORS[name](''));
    });
  }
});

describe('in a configuration', () => {
  const BASE = `version: 1
tenants: { acme: { name: Acme } }
providers: { sim: { kind: sim } }
models: { sim/echo: { provider: sim } }
`;
  const OWNED = 'owner: o, reason: r, review: 2027-01-01';
  const DETECTOR = `{ id: badge, ${OWNED}, class: badge_number, pattern: 'B\\d{5}', tests: { finds: [B12345], ignores: [B1] } }`;
  const load = (inspection: string, classes: string) =>
    loadSettings(
      `${BASE}inspection: { detectors: [${inspection}] }\ncharter: { data: [{ id: d, ${OWNED}, classes: [${classes}], do: mask }] }\n`,
      'g.yaml',
      Date.parse('2026-12-01'),
    );
  const messages = (loaded: ReturnType<typeof load>) =>
    'problems' in loaded
      ? loaded.problems.map(({ message, suggestion = '' }) => `${message} ${suggestion}`)
      : [];

  it('rules may name its class, and groups of classes', () => {
    const loaded = load(DETECTOR, 'custom_data, badge_number, email');
    assert.ok('settings' in loaded, JSON.stringify(loaded));
    assert.deepEqual(loaded.settings.charter.data[0]?.classes, ['badge_number', 'email']);
    const personal = load(DETECTOR, 'personal_data');
    assert.ok('settings' in personal);
    const classes = personal.settings.charter.data[0]?.classes ?? [];
    assert.ok(classes.includes('email') && classes.includes('iban'));
    assert.ok(!classes.includes('cloud_key') && !classes.includes('badge_number'));
  });

  it('unknown classes are refused with a suggestion', () => {
    assert.deepEqual(messages(load(DETECTOR, 'badge_numbr')), [
      'There is no data class "badge_numbr". Did you mean "badge_number"?',
    ]);
    assert.match(messages(load('', 'custom_data')).join(), /no data class "custom_data"/);
  });

  it('an external detector at a plain address that is not private is refused', () => {
    const at = (url: string) =>
      loadSettings(
        `${BASE}charter: {}\ninspection: { external: [{ id: e, ${OWNED}, kind: http, url: '${url}', classes: { A: thing } }] }\n`,
        'g.yaml',
        Date.parse('2026-12-01'),
      );
    assert.ok('settings' in at('https://e.example/'));
    assert.match(messages(at('http://e.example/')).join(), /must begin with https/);
  });

  it('an id that is taken, a group as class, and a detector without anything to find are refused', () => {
    assert.match(messages(load(`${DETECTOR}, ${DETECTOR}`, 'email')).join(), /"badge" is used twice/);
    assert.match(
      messages(load(DETECTOR.replace('badge_number', 'secrets'), 'email')).join(),
      /group of classes/,
    );
    assert.match(
      messages(load(DETECTOR.replace(/pattern: '[^']*', /, ''), 'email')).join(),
      /`pattern`, `words`/,
    );
    assert.match(
      messages(load(DETECTOR.replace('tests:', 'validator: luhnn, tests:'), 'email')).join(),
      /luhn/,
    );
  });
});

/** All matches in a text that is complete, as `start-end`. */
function spans(source: string, text: string): readonly string[] {
  const program = compile(source, 64);
  assert.ok(typeof program !== 'string');
  const pattern = new Pattern(program);
  const survey = new Survey(planSurvey([{ literals: program.prefixes }]));
  survey.extend(text, true);
  const all: string[] = [];
  let from = 0;
  for (;;) {
    const match = pattern.next({ text, from, floor: from, hits: survey.hits(0), last: true });
    if (match === undefined) return all;
    all.push(`${match.start}-${match.end}`);
    from = match.end;
  }
}
