/** What stands in the words and is not meant: texts that were pasted into them, and exceptions. */
import type { Atom } from './normalise.ts';
import type { Span } from './spans.ts';
import { isVerb } from './verbs.ts';

/** Somebody else's lines, as mail programs and chats mark them: `> …`, a fence, what follows a forwarded head. */
const LINES = /^>.*(?:\n>.*)*|^```[\s\S]*?(?:^```|$(?![\s\S]))/gmu;
const FORWARDED =
  /^[\s-]{0,8}(?:begin forwarded message|(?:forwarded|original) message)\b.{0,40}$|^on .{4,200} wrote:$/imu;
/** `Summarise this mail:`, and what follows is that mail. */
const SHOWN =
  /\b(?:summari[sz]e|translate|proofread|explain|rephrase|paraphrase|classify|extract|analy[sz]e|what (?:does|do|is|are))\b[^\n.!?:]{0,120}\b(?:this|these|following|below)\b[^\n.!?:]{0,80}(?::|\?[ \t]*\n)\s*(?=\S)/iu;

/**
 * Texts that somebody pasted, in order. WHY: what their writer asks for is not what the user asks for; the words are the
 * user's only up to there. Where nothing marks a text as pasted, nothing can tell.
 */
export function pastedIn(text: string): Span[] {
  const rest = [SHOWN, FORWARDED].flatMap((pattern) => {
    const found = pattern.exec(text);
    return found === null ? [] : [found.index + (pattern === SHOWN ? found[0].length : 0)];
  });
  const from = Math.min(text.length, ...rest);
  const spans = [...text.slice(0, from).matchAll(LINES)].map(
    ({ index, 0: { length } }): Span => ({ start: index, end: index + length }),
  );
  return from < text.length ? [...spans, { start: from, end: text.length }] : spans;
}

const EXCEPT = new Set('except excepting excluding without never neither nor avoid'.split(' '));
const EXCEPT_PAIRS = new Set(
  'other than,apart from,instead of,rather than,aside from,exception of,exceptions of'.split(','),
);
/** What is to stay as it is, where it begins what is asked for: `keep 'main'`, `and leave the rest alone`. */
const KEEPING = new Set('keep leave preserve protect spare skip ignore retain exclude'.split(' '));
/** After `all`, one of these leaves out: `everything but 'main'`. */
const BUT = new Set(['but', 'save', 'bar']);
const ALL = /^(?:all|every(?:thing|one|body)?|any(?:thing|one|body)?|each)$/u;
const DONT = /^(?:do|does)n['’]?t$/u;
/** Before `not`, these make it an exception: `but not to Dave`. */
const BEFORE_NOT = new Set('but and or please must should may shall to'.split(' '));
/** Behind `not` or `don't`, these leave the order what it is: `do not forget to`. */
const IDLE = new Set(
  'only forget hesitate just know have see find think mind remember worry care yet'.split(' '),
);
/** Behind one of these, or a comma, a verb asks for something again. */
const RESUMING = new Set('and then but also please'.split(' '));

/** Behind one of these, `do not` tells and orders nothing: `that I do not approve`. */
const SUBJECTS = new Set('i we you he she it they who'.split(' '));
/** `I do not want you to` orders all the same. */
const WANTING = new Set('want wish need let like'.split(' '));

/** Whether an exception begins with this atom; `joined` is the text between it and the one before. */
export function excepts(found: readonly Atom[], index: number, joined: string): boolean {
  const [first, before, atom, after] = [-2, -1, 0, 1].map((offset) => found[index + offset]?.text ?? '');
  if (atom === undefined || before === undefined || after === undefined) return false;
  if (EXCEPT.has(atom) || EXCEPT_PAIRS.has(`${atom} ${after}`)) return true;
  if (KEEPING.has(atom) && (before === '' || RESUMING.has(before) || joined === '' || /[,(]/u.test(joined)))
    return true;
  if (BUT.has(atom) && !isVerb(after) && [first, before].some((word) => ALL.test(word ?? ''))) return true;
  const tells = (subject: string | undefined): boolean => SUBJECTS.has(subject ?? '') && !WANTING.has(after);
  if (DONT.test(atom)) return !IDLE.has(after) && !tells(before);
  if (atom !== 'not' || IDLE.has(after)) return false;
  if (before === 'do' || before === 'does') return !tells(first);
  return BEFORE_NOT.has(before) || before === '' || /[,;(–-]/u.test(joined);
}

/** Whether an exception ends before this atom within its sentence: something else is asked for. */
export function resumes(found: readonly Atom[], index: number, joined: string): boolean {
  if (!isVerb(found[index]?.text ?? '')) return false;
  return joined.includes(',') || RESUMING.has(found[index - 1]?.text ?? '');
}
