/** Finds control sequences for terminals (ECMA-48, xterm's "Control Sequences"), raw and written as escapes. */
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { FENCES, type Fence, fenceAt, isFenced } from './fences.ts';
import { unfinishedOf } from './unfinished.ts';

/** What a sequence does: sets colours, something else, or hands a text to the terminal (titles, links, clipboard). */
type Effect = 'colour' | 'control' | 'text';

const C1 = { csi: '\u009b', osc: '\u009d', strings: '\u0090\u0098\u009e\u009f' };
const RAW = ['\u001b', C1.csi, C1.osc, ...C1.strings];
/** ESC as programs and models write it. */
const WRITTEN = [
  '\\x1b',
  '\\u001b',
  '\\033',
  '\\0033',
  '\\e',
  '\\27',
  '\\u{1b}',
  '\\x{1b}',
  '\\U0000001b',
  '%1b',
  '&#27;',
  '&#x1b;',
];
const WRITTEN_CSI = ['\\x9b', '^[[', '\u241b[', '\\u009b', '\\u{9b}', '\\233'];
const LITERALS = [
  ...RAW,
  ...WRITTEN.flatMap((each) => [`${each}[`, `${each}]`, `${each}%5b`, `${each}%5d`, `${each}P`]),
  ...WRITTEN_CSI,
  ...FENCES,
];
const FIRST_WRITTEN_CSI = LITERALS.indexOf('\\x9b');
const FIRST_FENCE = LITERALS.indexOf(FENCES[0]);
const unfinished = unfinishedOf(LITERALS);

const TEXT_MAX = 512;
const PARAMETERS = '[0-?]{0,32}[ -/]{0,4}';
const source = String.raw;
const BEL = '\u0007';
const ST = '\u009c';

/** Behind the introducer: parameters and final byte, or a text and its end. */
const FORMS = {
  control: new RegExp(`(${PARAMETERS})([@-~])?`, 'y'),
  text: new RegExp(`[^${BEL}${ST}\u001b\r\n]{0,${TEXT_MAX}}(${BEL}|${ST}|\u001b\\\\)?`, 'y'),
  writtenText: new RegExp(
    source`[^\\\r\n]{0,${TEXT_MAX}}(\\(?:x07|u0007|0?07|7|a|x9c|u009c|(?:x1b|u001b|033|e|27)\\\\?))?`,
    'yi',
  ),
  other: /[ -/]{0,2}[0-~]?/y,
};

const CONFIDENCE = {
  assistant: {
    raw: { colour: 0.75, control: 0.9, text: 0.95 },
    written: { colour: 0.6, control: 0.65, text: 0.75 },
  },
  tool: {
    raw: { colour: 0.3, control: 0.45, text: 0.8 },
    written: { colour: 0.3, control: 0.35, text: 0.55 },
  },
  user: {
    raw: { colour: 0.3, control: 0.35, text: 0.45 },
    written: { colour: 0.3, control: 0.3, text: 0.35 },
  },
} as const satisfies Readonly<
  Record<string, Readonly<Record<'raw' | 'written', Readonly<Record<Effect, number>>>>>
>;
/** What a program for terminals is made of: shown as source, it does nothing. */
const FENCED_MAX = { colour: 0.3, control: 0.35, text: 0.45 } as const satisfies Readonly<
  Record<Effect, number>
>;
/** A text that is there and cannot be seen. */
const CONCEALED = 0.7;
const CONCEALS = /(?:^|;)0*8(?:;|$)/;

export const terminalEscape: Detector = {
  name: 'terminal_escape',
  classes: ['terminal_escape'],
  version: digestOfRules(1, LITERALS, CONFIDENCE, FENCED_MAX, PARAMETERS),
  reach: TEXT_MAX + 32,
  literals: LITERALS,
  scan,
};

function scan({ text, hits, role }: Glance, cursor: Cursor, last: boolean): Scan {
  const findings: Finding[] = [];
  const [mark = 0, length = 0] = cursor.carry ?? [];
  let fence: Fence = { mark, length };
  let from = cursor.from;
  const stop = (at: number): Scan => ({
    findings,
    next: { from: at, floor: 0, inside: false, carry: [fence.mark, fence.length] },
  });
  for (let index = hits.from(from); index < hits.length; index += 1) {
    const start = hits.start(index);
    if (start < from) continue;
    if (hits.literal(index) >= FIRST_FENCE) {
      const read = fenceAt(text, { start, fence, last });
      if (read === 'open') return stop(start);
      fence = read.fence;
      from = read.end;
      continue;
    }
    const sequence = read(text, { start, after: hits.end(index), literal: hits.literal(index), last });
    if (sequence === 'open') return stop(start);
    if (sequence === undefined) continue;
    const { end, effect, written, conceals } = sequence;
    const voice =
      role === 'assistant' || role === 'error'
        ? 'assistant'
        : role === 'user' || role === 'system'
          ? 'user'
          : 'tool';
    const base = CONFIDENCE[voice][written ? 'written' : 'raw'][effect];
    const shown = written && isFenced(fence);
    const confidence = shown
      ? Math.min(base, FENCED_MAX[effect])
      : conceals
        ? Math.max(base, voice === 'user' ? 0 : CONCEALED)
        : base;
    findings.push({ class: 'terminal_escape', detector: 'terminal_escape', start, end, confidence });
    from = end;
  }
  return stop(last ? text.length : unfinished(text, { from, floor: 0 }));
}

interface Sequence {
  readonly end: number;
  readonly effect: Effect;
  readonly written: boolean;
  readonly conceals: boolean;
}

interface Introduced {
  readonly start: number;
  readonly after: number;
  readonly literal: number;
  readonly last: boolean;
}

/** The sequence that is introduced at `start`; `open` while its end is not there. */
function read(text: string, { start, after, literal, last }: Introduced): Sequence | 'open' | undefined {
  const written = literal >= RAW.length;
  const isEscape = literal === 0;
  const sign = text.charAt(isEscape ? after : after - 1);
  if (sign === '' && !last) return 'open';
  const body = isEscape && sign !== '' ? after + 1 : after;
  const strict =
    literal >= FIRST_WRITTEN_CSI || (!written && !isEscape && MOJIBAKE.test(text.charAt(start - 1)));
  if (strict || CONTROLS.includes(sign)) return readControl(text, body, { written, strict, last });
  if (written || TEXTS.includes(sign)) return readText(text, body, { written, last });
  FORMS.other.lastIndex = after;
  const rest = FORMS.other.exec(text)?.[0] ?? '';
  const end = after + rest.length;
  if (end === text.length && !last && !/[0-~]$/.test(rest)) return 'open';
  return { end, effect: 'control', written, conceals: false };
}

/** The last sign of what introduces parameters and of what introduces a text; an end of the text counts as neither. */
const CONTROLS = ['[', C1.csi, 'b', 'B'];
const TEXTS = [']', 'P', 'X', '^', '_', C1.osc, ...C1.strings];
/** UTF-8 that was read as Latin-1 is full of C1 controls: they follow such a letter. */
const MOJIBAKE = /[\u0080-\u00bf\u00c2-\u00f4]/;

function readControl(
  text: string,
  body: number,
  { written, strict, last }: { readonly written: boolean; readonly strict: boolean; readonly last: boolean },
): Sequence | 'open' | undefined {
  FORMS.control.lastIndex = body;
  const [all = '', parameters = '', final] = FORMS.control.exec(text) ?? [];
  const end = body + all.length;
  if (final === undefined && end === text.length && !last) return 'open';
  // WHY: such units also stand in byte strings, where nothing like a sequence follows.
  if (strict && (final === undefined || !/[A-Za-z]/.test(final) || !/^[?\d][\d;]*$/.test(parameters)))
    return undefined;
  const colour = final === 'm';
  return {
    end,
    effect: colour ? 'colour' : 'control',
    written,
    conceals: colour && CONCEALS.test(parameters),
  };
}

function readText(
  text: string,
  body: number,
  { written, last }: { readonly written: boolean; readonly last: boolean },
): Sequence | 'open' {
  const form = written ? FORMS.writtenText : FORMS.text;
  form.lastIndex = body;
  const [all = '', terminator] = form.exec(text) ?? [];
  const end = body + all.length;
  const isWhole = terminator !== undefined || all.length >= TEXT_MAX || last;
  return !isWhole && isPartial(text.slice(end, end + TERMINATOR_MAX + 1))
    ? 'open'
    : { end, effect: 'text', written, conceals: false };
}

const TERMINATOR_MAX = 8;

/** Whether the rest of the text may be the beginning of what ends a text. */
function isPartial(rest: string): boolean {
  if (rest.length > TERMINATOR_MAX) return false;
  return rest === '' || rest === '\u001b' || TERMINATOR_SO_FAR.test(rest);
}

const TERMINATOR_SO_FAR =
  /^\\(?:x[019]?|u(?:0(?:0(?:[019])?)?)?|0{0,2}[37]?|03|2|(?:x1b|u001b|033|e|27)\\?)?$/i;
