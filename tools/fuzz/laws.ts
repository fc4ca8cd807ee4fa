/** What must hold for any text, whole or streamed; a broken law is told in words. */
import { isDeepStrictEqual } from 'node:util';
import { type Background, backgroundOf } from '../../packages/gatehouse/src/inspection/background.ts';
import type { Finding } from '../../packages/gatehouse/src/inspection/detector.ts';
import { DETECTORS } from '../../packages/gatehouse/src/inspection/detectors/all.ts';
import type { Inspector } from '../../packages/gatehouse/src/inspection/inspector.ts';
import { type Input, PLACEHOLDERS } from './inputs.ts';

export interface Checked {
  readonly broken: string | undefined;
  readonly findings: number;
  readonly pushes: number;
}

export function checkLaws(inspector: Inspector, input: Input): Checked {
  const passage = {
    ...input,
    place: '$',
    slot: { start: 0, end: 0, kind: 'string' },
    signed: false,
  } as const;
  const background = backgroundFor(input);
  const inspected = inspector.inspect('fuzz', [passage], background);
  if (!inspected.ok) return wrong(`the whole text fails: ${String(inspected.fault.cause)}`);
  const whole = inspected.value.map(({ finding }) => finding);
  const misplaced = whole.find((finding) => !isWellPlaced(finding, input.text));
  if (misplaced !== undefined) return wrong(`a finding is out of place: ${JSON.stringify(misplaced)}`);
  const unordered = whole.findIndex(({ start }, index) => start < (whole[index - 1]?.start ?? 0));
  if (unordered >= 0) return wrong(`finding ${unordered} is out of order`);
  const streamed = stream(inspector, input, background);
  if ('broken' in streamed) return wrong(streamed.broken);
  if (!isDeepStrictEqual(sorted(streamed.findings), sorted(whole))) {
    return wrong(`whole ${JSON.stringify(whole)}, streamed ${JSON.stringify(streamed.findings)}`);
  }
  return { broken: undefined, findings: whole.length, pushes: streamed.pushes };
}

function backgroundFor({ given }: Input): Background | undefined {
  if (given === undefined) return undefined;
  const slot = { start: 0, end: 0, kind: 'string' } as const;
  const passages = given.map((each) => ({ ...each, place: '$', view: 'text', slot, signed: false }) as const);
  return backgroundOf(passages, PLACEHOLDERS);
}

function wrong(broken: string): Checked {
  return { broken, findings: 0, pushes: 0 };
}

function isWellPlaced(
  { start, end, confidence, class: name, detector }: Finding,
  { length }: string,
): boolean {
  const inside =
    Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= length;
  return inside && confidence > 0 && confidence <= 1 && name !== '' && detector !== '';
}

/** Detectors that may come late, because nothing waits for what they find. */
const NOTES = new Set(DETECTORS.filter(({ holds }) => holds === false).map(({ name }) => name));

function isNote({ detector }: Finding): boolean {
  return NOTES.has(detector);
}

/** The findings of a stream, the last report of each that grew; or the law that it broke on its way. */
function stream(
  inspector: Inspector,
  { text, view, role, cuts }: Input,
  background: Background | undefined,
): { readonly findings: readonly Finding[]; readonly pushes: number } | { readonly broken: string } {
  const channel = inspector.openChannel({ view, role, ...(background === undefined ? {} : { background }) });
  const known = new Map<string, Finding>();
  let [clear, pushes] = [0, 0];
  for (let at = 0; ; pushes += 1) {
    const last = at >= text.length;
    const end = at + (cuts[pushes % cuts.length] ?? 1);
    const pushed = channel.push(text.slice(at, end), last);
    if (!pushed.ok) return { broken: `push ${pushes} fails: ${String(pushed.fault.cause)}` };
    at = Math.min(end, text.length);
    const { findings, clear: now } = pushed.value;
    if (now < clear || now > at)
      return { broken: `after push ${pushes} clear goes from ${clear} to ${now} of ${at}` };
    for (const finding of findings) {
      if (finding.end > now || (finding.end <= clear && !isNote(finding))) {
        return {
          broken: `push ${pushes} reports ${JSON.stringify(finding)} where ${clear} to ${now} becomes clear`,
        };
      }
      known.set(`${finding.detector} ${finding.start}`, finding);
    }
    clear = now;
    if (!last) continue;
    if (clear !== text.length) return { broken: `at the end ${clear} of ${text.length} is clear` };
    return { findings: [...known.values()], pushes: pushes + 1 };
  }
}

function sorted(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (left, right) =>
      left.start - right.start || left.end - right.end || (left.detector < right.detector ? -1 : 1),
  );
}
