/** Finds credentials: tokens by their form, values by their name, and what stands in structures; each secret once. */
import { charactersOf } from '../../characters.ts';
import { CONTEXT, type Cursor, type Detector, type Finding, type Glance, type Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { ANCHORS, NAMED, TOKENS } from './anchors.ts';
import { GENERIC } from './generic.ts';
import { formOf } from './notation.ts';
import type { Candidate, Outcome } from './reading.ts';
import { STRUCTURES } from './structures.ts';

const FORMS = [...TOKENS, ...NAMED].flatMap(({ forms }) => forms.map(formOf));
/** How far before its anchor a token can begin, the anchor included. */
const BACK = Math.max(...FORMS.map(({ anchor, before }) => before.max + anchor.length));
/** What tokens consist of up to the end of their anchor. */
const RUN = charactersOf(/[\w.~+/=:$@-]/);

export const secret: Detector = {
  name: 'secret',
  classes: [
    'private_key',
    'cloud_key',
    'service_token',
    'jwt',
    'connection_string',
    'password',
    'generic_secret',
  ],
  version: digestOfRules(
    1,
    TOKENS,
    NAMED,
    GENERIC,
    STRUCTURES,
    ANCHORS.map(({ text }) => text),
  ),
  reach: BACK + Math.max(...FORMS.map(({ max }) => max)) + 2,
  literals: ANCHORS.map(({ text }) => text),
  scan,
};

function scan(glance: Glance, cursor: Cursor, last: boolean): Scan {
  const findings: Finding[] = [];
  let { from, floor } = cursor;
  const tail = last ? glance.text.length : tailOf(glance.text, from);
  for (;;) {
    const next = firstFrom(glance, { from, floor, last, tail });
    if (typeof next === 'number')
      return { findings, next: { from: Math.max(from, next), floor, inside: false } };
    findings.push({
      class: next.class,
      detector: next.id,
      start: next.start,
      end: next.end,
      confidence: next.confidence,
    });
    from = next.end;
    floor = next.end;
  }
}

interface Behind {
  readonly from: number;
  readonly floor: number;
  readonly last: boolean;
  /** From here on something may have begun whose anchor is not complete. */
  readonly tail: number;
}

/** The first secret behind the cursor; if there is none yet, where one could begin. */
function firstFrom(glance: Glance, { from, floor, last, tail }: Behind): Candidate | number {
  const { text, hits } = glance;
  let best: Candidate | undefined;
  let open = tail;
  for (let index = hits.from(Math.max(floor, from - CONTEXT)); index < hits.length; index += 1) {
    const end = hits.end(index);
    const soonest = Math.min(best?.start ?? tail, open);
    // Nothing that a later anchor tells begins before this.
    if (end - BACK > soonest) break;
    const start = hits.start(index);
    const anchor = ANCHORS[hits.literal(index)];
    if (start < floor || anchor === undefined || end - anchor.back > soonest) continue;
    const place = { text, start, end, floor, last };
    for (const reader of end <= soonest ? anchor.all : anchor.tokens) {
      const outcome = settled(glance, reader(place), { floor, last });
      if (typeof outcome === 'number') {
        if (outcome >= from) open = Math.min(open, outcome);
      } else if (outcome !== undefined && outcome.start >= from && comesBefore(outcome, best)) {
        best = outcome;
      }
    }
  }
  return best !== undefined && best.start < open ? best : open;
}

function comesBefore(one: Candidate, other: Candidate | undefined): boolean {
  if (other === undefined) return true;
  if (one.start !== other.start) return one.start < other.start;
  return one.confidence > other.confidence || (one.confidence === other.confidence && one.end > other.end);
}

/** What was read, unless a token that tells by itself stands within it. */
function settled(
  { text, hits }: Glance,
  outcome: Outcome,
  { floor, last }: Pick<Behind, 'floor' | 'last'>,
): Outcome {
  if (typeof outcome !== 'object' || outcome.yields !== true) return outcome;
  for (
    let index = hits.from(outcome.start);
    index < hits.length && hits.end(index) <= outcome.end;
    index += 1
  ) {
    const start = hits.start(index);
    if (start < outcome.start) continue;
    for (const reader of ANCHORS[hits.literal(index)]?.tokens ?? []) {
      const token = reader({ text, start, end: hits.end(index), floor, last });
      const begins = typeof token === 'number' ? token : token?.start;
      if (begins === undefined || begins < outcome.start || begins >= outcome.end) continue;
      return typeof token === 'number' ? outcome.start : undefined;
    }
  }
  return outcome;
}

/** Where the run of characters begins that the text ends with: a token could begin anywhere in it. */
function tailOf(text: string, from: number): number {
  const earliest = Math.max(from, text.length - BACK);
  let start = text.length;
  while (start > earliest && RUN[text.charCodeAt(start - 1)] === 1) start -= 1;
  return start;
}
