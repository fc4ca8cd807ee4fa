/** `gatehouse inspect --jsonl`: one text a line in, its findings a line out, in the same order. */
import { backgroundOf } from '../inspection/background.ts';
import type { Finding } from '../inspection/detector.ts';
import type { Inspector } from '../inspection/inspector.ts';
import type { Passage } from '../kernel/passage.ts';
import { type ByteLine, byteLines } from './byte-lines.ts';
import { PLACES, type Place, passageOf, placeOf, TENANT } from './inspect-places.ts';
import { toldVerdict } from './inspect-verdict.ts';
import { EXIT, type World } from './io.ts';

/** Longer lines are refused, so that no input makes the memory grow without bound. */
const LINE_BYTES_MAX = 64 * 1024 * 1024;
/** Answers are written in pieces of about this size, so that a chunk of many short lines costs few writes. */
const WRITE_CHARACTERS = 65_536;

export interface LinesOptions {
  readonly inspector: Inspector;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Of a line that names none. */
  readonly place: Place;
  /** Whether a finding makes the exit code `found`. */
  readonly fails: (finding: Finding) => boolean;
}

/** INVARIANT: line n of the output answers line n of the input, whatever stands in it. */
export async function inspectLines({ io, flushed }: World, options: LinesOptions): Promise<number> {
  let number = 0;
  let malformed = 0;
  let failing = 0;
  for await (const lines of byteLines(options.chunks, LINE_BYTES_MAX)) {
    let out = '';
    for (const line of lines) {
      number += 1;
      const answered = answer(line, options);
      if ('error' in answered) {
        malformed += 1;
        io.error(`line ${number}: ${answered.error}\n`);
      } else if (answered.findings.some(options.fails)) failing += 1;
      out += `${JSON.stringify('error' in answered ? answered : told(answered.findings))}\n`;
      if (out.length < WRITE_CHARACTERS) continue;
      io.write(out);
      out = '';
      await flushed();
    }
    io.write(out);
    await flushed();
  }
  if (malformed > 0) return EXIT.refused;
  return failing > 0 ? EXIT.found : EXIT.fine;
}

type Answered = { readonly findings: readonly Finding[] } | { readonly error: string };

function answer(line: ByteLine, { inspector, place }: LinesOptions): Answered {
  if (line === undefined) return { error: `It is longer than ${LINE_BYTES_MAX} bytes.` };
  const read = readLine(line, place);
  if ('error' in read) return read;
  const background = read.given.length === 0 ? undefined : backgroundOf(read.given, []);
  const inspected = inspector.inspect(TENANT, [read.passage], background);
  if (!inspected.ok) return { error: inspected.fault.message };
  return { findings: inspected.value.map(({ finding }) => finding) };
}

function told(findings: readonly Finding[]) {
  return {
    findings: findings.map((finding) => ({
      class: finding.class,
      start: finding.start,
      end: finding.end,
      score: finding.confidence,
      verdict: toldVerdict(finding),
    })),
  };
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

interface Read {
  readonly passage: Passage;
  /** What the text answers, if it is an answer. */
  readonly given: readonly Passage[];
}

function readLine(line: Buffer, byDefault: Place): Read | { readonly error: string } {
  let value: unknown;
  try {
    value = JSON.parse(UTF8.decode(line));
  } catch {
    return { error: 'It is not one JSON value in UTF-8.' };
  }
  const read = readText(value, byDefault);
  if ('error' in read) return read;
  const given = typeof value === 'object' && value !== null && 'given' in value ? value.given : [];
  if (!Array.isArray(given)) return { error: 'Its "given" is not a list of such objects.' };
  const passages: Passage[] = [];
  for (const each of given) {
    const one = readText(each, byDefault);
    if ('error' in one) return { error: `In "given": ${one.error}` };
    passages.push(one);
  }
  return { passage: read, given: passages };
}

function readText(value: unknown, byDefault: Place): Passage | { readonly error: string } {
  if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string') {
    return { error: 'It is not an object with a string "text".' };
  }
  const place = 'place' in value ? placeOf(value.place) : byDefault;
  if (place === undefined) return { error: `Its "place" is none of ${PLACES.join(', ')}.` };
  return passageOf(value.text, place);
}
