/** Server-sent events: any chunking reads the same, and nothing in an event can begin another. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createSseParser, type SseEvent, writeSse } from '../../src/protocols/sse.ts';

const LIMITS = { eventBytesMax: 1000 };

function readAll(
  chunks: readonly Uint8Array[],
  limits = LIMITS,
): { events: SseEvent[]; fault: string | undefined } {
  const parser = createSseParser(limits);
  const events: SseEvent[] = [];
  for (const chunk of chunks) {
    const pushed = parser.push(chunk);
    if (!pushed.ok) return { events, fault: pushed.fault.code };
    events.push(...pushed.value);
  }
  const ended = parser.end();
  return { events, fault: ended.ok ? undefined : ended.fault.code };
}

function read(text: string) {
  return readAll([Buffer.from(text)]);
}

describe('reading', () => {
  test('names, data of several lines, comments, and fields that are dropped', () => {
    const text = ': hello\nid: 7\nretry: 1\nevent: a\ndata: 1\ndata:2\ndata\n\nevent: none\n\ndata:  x\n\n';
    assert.deepEqual(read(text), {
      events: [
        { name: 'a', data: '1\n2\n' },
        { name: undefined, data: ' x' },
      ],
      fault: undefined,
    });
  });

  test('all three line ends, and a byte order mark at the start only', () => {
    const { events } = read('\ufeffdata: 1\r\n\r\ndata: 2\r\rdata: 3\n\n\ufeffdata: 4\n\n');
    assert.deepEqual(
      events.map(({ data }) => data),
      ['1', '2', '3'],
    );
  });

  test('half an event at the end is reported', () => {
    for (const text of ['data: 1\n\ndata: 2', 'data: 1\n', 'event: a\n', 'data: {"a"']) {
      assert.equal(read(text).fault, 'provider.protocol', text);
    }
    assert.equal(read('data: 1\n\n: bye\n').fault, undefined);
  });

  test('bytes that are not UTF-8 are a fault, also when they are cut by chunks', () => {
    assert.equal(
      readAll([Uint8Array.from([0x64, 0x61, 0x74, 0x61, 0x3a, 0xc3, 0x0a, 0x0a])]).fault,
      'provider.protocol',
    );
    assert.equal(
      readAll([Uint8Array.from([0x3a, 0xed, 0xa0]), Uint8Array.from([0x80, 0x0a])]).fault,
      'provider.protocol',
    );
  });

  test('an event that is too large is a fault, in one line or in many, finished or not', () => {
    const line = `data: ${'x'.repeat(600)}\n`;
    assert.equal(read(`data: ${'x'.repeat(2000)}\n\n`).fault, 'provider.too_large');
    assert.equal(read(line + line).fault, 'provider.too_large');
    assert.equal(readAll(Array.from({ length: 1001 }, () => Buffer.from('x'))).fault, 'provider.too_large');
    assert.equal(read('data\n'.repeat(300)).fault, 'provider.too_large');
    assert.equal(read(`${line}\n${line}\n`).fault, undefined);
  });
});

describe('laws', () => {
  const name = fc.option(fc.stringMatching(/^[a-z_.]{1,12}$/), { nil: undefined });
  const data = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\r', '\n'));
  const events = fc.array(fc.record({ name, data }, { noNullPrototype: true }), { maxLength: 6 });

  test('any chunking gives the same events', () => {
    fc.assert(
      fc.property(
        events,
        fc.array(fc.nat(400), { maxLength: 30 }),
        fc.constantFrom('\n', '\r', '\r\n'),
        (list, cuts, end) => {
          const bytes = Buffer.from(
            list
              .map((event) => `:c\n${writeSse(event)}`)
              .join('')
              .replaceAll('\n', end),
          );
          const ordered = [
            0,
            ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b),
            bytes.length,
          ];
          const chunks = ordered.slice(1).map((cut, index) => bytes.subarray(ordered[index], cut));
          assert.deepEqual(readAll(chunks, { eventBytesMax: 1e6 }), readAll([bytes], { eventBytesMax: 1e6 }));
          assert.deepEqual(readAll([bytes], { eventBytesMax: 1e6 }).events, list);
        },
      ),
    );
  });

  test('no data can begin another event', () => {
    const hostile = fc.array(fc.constantFrom('\n', '\r', 'data: x', 'event: y', ':', 'a'), { maxLength: 12 });
    fc.assert(
      fc.property(hostile, (parts) => {
        const { events: found, fault } = read(writeSse({ name: 'only', data: parts.join('') }));
        assert.equal(fault, undefined);
        assert.equal(found.length, 1);
        assert.equal(found[0]?.name, 'only');
        assert.equal(found[0]?.data, parts.join('').replaceAll(/\r\n|\r/g, '\n'));
      }),
    );
    assert.throws(() => writeSse({ name: 'a\ndata: x', data: '' }), /one line/);
  });
});
