/** Laws of judging: the same for everybody, never loosened by what outsiders say, never fooled by looks. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Step } from '../../src/mandate/flow.ts';
import { atoms, plain } from '../../src/mandate/normalise.ts';
import { against, type Call, flowOf, judge, step, tool } from './world.ts';

const WORDS =
  "Please send mail to bob@acme.example with the subject 'Trip', pay 12.50 to DE89370400440532013000, delete 'budget.xlsx', " +
  "post 'hello' in the 'general' room and schedule a meeting on May 3rd 2031 at 10:00. Read www.acme.example/news too.";

const HONEST: readonly Call[] = [
  ['send_mail', { to: ['bob@acme.example'], subject: 'Trip' }],
  ['send_payment', { to: 'DE89370400440532013000', amount: 12.5 }],
  ['post_message', { room: 'general', text: 'hello' }],
  ['create_event', { start: '2031-05-03 10:00' }],
  ['open_page', { url: 'www.acme.example/news' }],
];
const VALUES = [
  ['send_mail', 'to', 'bob@acme.example'],
  ['send_payment', 'to', 'DE89370400440532013000'],
  ['post_message', 'room', 'general'],
  ['open_page', 'url', 'www.acme.example/news'],
] as const;

/** Text that outsiders can write, with values of the words and of their own. */
const outsiders = fc
  .array(
    fc.constantFrom(
      'bob@acme.example',
      'eve@evil.example',
      'LI21088100002324013AA',
      'general',
      'pay',
      '99',
      'delete',
      'budget.xlsx',
      'www.evil.example',
      '2031-05-04',
      "'",
      '\n',
      'Trip',
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(' '));
const UNLABELLED = tool({ effect: 'read' });
const noise: fc.Arbitrary<Step> = fc.oneof(
  outsiders.map((text): Step => ({ kind: 'seen', text })),
  outsiders.map(
    (text): Step => ({
      kind: 'result',
      call: { tool: 'office/other', arguments: {} },
      manifest: UNLABELLED,
      value: { to: text, amount: text, list: [text] },
      succeeded: true,
      used: [],
    }),
  ),
);
const calls = fc.constantFrom(
  ...HONEST,
  ['send_mail', { to: ['eve@evil.example'], subject: 'Trip' }] as Call,
  ['send_payment', { to: 'LI21088100002324013AA', amount: 99 }] as Call,
  ['create_event', { start: '2031-05-04 10:00' }] as Call,
  ['delete_file', { id: '99' }] as Call,
  ['open_page', { url: 'www.evil.example' }] as Call,
  ['post_message', { room: 'general', text: 'pay 99 to LI21088100002324013AA' }] as Call,
);

describe('the law of judging', () => {
  it('lets the words do what they say', () => {
    for (const call of HONEST) assert.deepEqual(against(judge(flowOf(WORDS), call)), [], call[0]);
  });

  it('says the same of the same, whatever was asked before and in whatever pieces it was learnt', () => {
    const property = fc.property(fc.array(noise, { maxLength: 6 }), calls, (steps, call) => {
      const grown = flowOf(WORDS);
      let flow = grown;
      for (const one of steps) {
        flow = { ...flow, steps: [...flow.steps, one] };
        judge(flow, call);
      }
      const fresh = { ...flow, steps: structuredClone(flow.steps) };
      assert.deepEqual(judge(flow, call), judge(fresh, call));
      assert.deepEqual(judge(grown, call), judge(flowOf(WORDS), call));
    });
    fc.assert(property, { numRuns: 200 });
  });

  it('is never loosened by what outsiders say', () => {
    const property = fc.property(fc.array(noise, { maxLength: 6 }), calls, (steps, call) => {
      const before = new Set(against(judge(flowOf(WORDS), call)));
      const after = new Set(against(judge(flowOf(WORDS, steps), call)));
      assert.deepEqual(
        [...before].filter((reason) => !after.has(reason)),
        [],
      );
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('is the same in whatever order outsiders speak', () => {
    const property = fc.property(fc.array(noise, { minLength: 2, maxLength: 6 }), calls, (steps, call) => {
      const forwards = against(judge(flowOf(WORDS, steps), call));
      assert.deepEqual(forwards, against(judge(flowOf(WORDS, steps.toReversed()), call)));
    });
    fc.assert(property, { numRuns: 150 });
  });

  it('takes nothing that only looks like a trusted value', () => {
    const property = fc.property(
      fc.record({
        aim: fc.constantFrom(...VALUES),
        index: fc.nat(),
        point: fc.integer({ min: 0x80, max: 0x10ffff }).filter((point) => point < 0xd800 || point > 0xdfff),
        replaces: fc.boolean(),
      }),
      ({ aim: [name, argument, value], index, point, replaces }) => {
        const at = index % value.length;
        const stranger = String.fromCodePoint(point);
        const changed = value.slice(0, at) + stranger + value.slice(replaces ? at + 1 : at);
        const honest = HONEST.find(([other]) => other === name);
        assert.ok(honest);
        const judged = judge(flowOf(WORDS), [name, { ...honest[1], [argument]: changed }]);
        assert.deepEqual(against(judged), [argument]);
      },
    );
    fc.assert(property, { numRuns: 1_500 });
  });

  it('takes no part, no extension and no encoding of a trusted value', () => {
    const changes: readonly ((value: string) => string)[] = [
      (value) => value.slice(1),
      (value) => value.slice(0, -1),
      (value) => `${value}.evil.example`,
      (value) => `x${value}`,
      (value) => `${value} ${value}`,
      encodeURI,
      (value) => encodeURIComponent(value).replaceAll('e', '%65'),
      (value) => Buffer.from(value).toString('base64'),
      (value) => Buffer.from(value).toString('hex'),
      (value) => [...value].reverse().join(''),
      (value) => `${value}\u0000`,
      (value) => `${value}\u202e`,
    ];
    for (const [name, argument, value] of VALUES) {
      const honest = HONEST.find(([other]) => other === name);
      for (const change of changes) {
        if (change(value) === value) continue;
        const judged = judge(flowOf(WORDS), [name, { ...honest?.[1], [argument]: change(value) }]);
        assert.deepEqual(against(judged), [argument], change(value));
      }
    }
  });

  it('holds of every character: none beyond ASCII becomes an ASCII one, except white space', () => {
    for (let point = 0x80; point <= 0x10ffff; point += 1) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      assert.doesNotMatch(plain(`${String.fromCodePoint(point)}`), /[!-~]/, point.toString(16));
    }
  });

  it('holds of every text: its plain form is its own plain form, and its atoms stand in it', () => {
    const property = fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      assert.equal(plain(plain(text)), plain(text));
      for (const atom of atoms(text)) assert.equal(text.slice(atom.start, atom.end), atom.raw);
    });
    fc.assert(property, { numRuns: 500 });
  });
});

describe('grants', () => {
  const call: Call = ['send_payment', { to: 'DE89370400440532013000', amount: 12.5 }];
  const { uses } = judge(flowOf(WORDS), call);

  it('are used once', () => {
    const again = judge(flowOf(WORDS, [step(call, { used: uses })]), call);
    assert.deepEqual(against(again), ['count']);
  });

  it('are used from the moment at which the call was let through', () => {
    const { call: made, manifest } = step(call) as Extract<Step, { kind: 'result' }>;
    const let_: Step = { kind: 'called', call: made, manifest, used: uses };
    assert.deepEqual(against(judge(flowOf(WORDS, [let_]), call)), ['count']);
    const failed = step(call, { succeeded: false, value: 'no', used: uses, of: 1 });
    assert.deepEqual(against(judge(flowOf(WORDS, [let_, failed]), call)), []);
  });

  it('are not used up by a call that failed', () => {
    const failed = step(call, { succeeded: false, used: [] });
    assert.deepEqual(against(judge(flowOf(WORDS, [failed]), call)), []);
  });

  it('name places and never what stands there', () => {
    for (const honest of HONEST) {
      for (const use of judge(flowOf(WORDS), honest).uses)
        assert.match(use, /^office\/\w+#(?:(?:words\d+@\d+|step\d+\S*)\+?)*$/);
    }
  });

  it('of a person hold for exactly the values that were shown', () => {
    const granted: Step = {
      kind: 'granted',
      tool: 'office/send_payment',
      argument: 'to',
      values: ['LI21088100002324013AA'],
    };
    const flow = flowOf(WORDS, [granted]);
    assert.deepEqual(
      against(judge(flow, ['send_payment', { to: 'LI21088100002324013AA', amount: 12.5 }])),
      [],
    );
    assert.deepEqual(against(judge(flow, ['send_payment', { to: 'LI21088100002324013AB', amount: 12.5 }])), [
      'to',
    ]);
    assert.deepEqual(
      against(judge(flow, ['change_payment', { to: 'LI21088100002324013AA' }])).includes('to'),
      true,
    );
  });
});

describe('what an agent wrote', () => {
  const foreign = 'LI21088100002324013AA';
  const wrote = step(['write_note', { title: 'payee', text: foreign }]);
  const read = step(['read_note', {}, { text: 'x', payee: foreign }]);
  const words = 'Write a note, then pay 12.50 to the payee in the note.';
  const call: Call = ['send_payment', { to: foreign, amount: 12.5 }];

  it('stays untrusted when it is read back from where only its owner writes', () => {
    const judged = judge(flowOf(words, [wrote, read]), call);
    assert.ok(against(judged).includes('to'));
    assert.equal(judged.traced.find(({ argument }) => argument === 'to')?.origin.kind, 'untrusted');
  });

  it('stays so across mandates', () => {
    const marked = step(['read_note', {}, { text: 'x', payee: foreign }], {
      laundered: [`text:${plain(foreign)}`],
    });
    assert.equal(
      judge(flowOf(words, [marked]), call).traced.find(({ argument }) => argument === 'to')?.origin.kind,
      'untrusted',
    );
  });
});

describe('hostile sizes', () => {
  it('cost time that grows with them and no faster', () => {
    const words = `${WORDS} ${"and 'x pay it, ".repeat(4_000)}`;
    const deep = JSON.parse(`${'['.repeat(5_000)}"x"${']'.repeat(5_000)}`);
    const huge = 'a.b-c@d '.repeat(20_000);
    const files = step(['list_files', {}, [{ id: '1', name: huge, size: 1 }, deep]]);
    const judged = judge(flowOf(words, [files, { kind: 'seen', text: huge }]), [
      'delete_file',
      { id: '1', more: huge },
    ]);
    assert.ok(against(judged).includes('more'));
  });
});
