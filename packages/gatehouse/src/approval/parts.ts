/** A question in parts: headings and lines in our words, quotes in the words of others; every output is made of these. */
import type { ArgumentKind, ToolManifest } from '../kernel/manifest.ts';
import type { OriginKind } from '../kernel/origins.ts';
import type { Actor } from '../kernel/principal.ts';
import type { AskerFrame, CallFrame, ShownLeak, ShownValue } from './frame.ts';
import type { Question, QuestionRow } from './hold-store.ts';
import { nameOf, type Quote } from './quote.ts';

/** INVARIANT: `text` holds our words and names (`nameOf`) alone; text of others stands in quotes, each by itself. */
export type Part =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'quote'; readonly quote: Quote };

export interface Telling {
  readonly question: Question;
  /** What else is asked for the same subject. */
  readonly also: readonly QuestionRow[];
  readonly useWithinMinutes: number;
}

export function partsOf({ question, also, useWithinMinutes }: Telling): readonly Part[] {
  const { frame, held } = question;
  return [
    ...askerParts(frame, question),
    ...held.flatMap((call, index) => callParts(call.frame, { number: index + 1, of: held.length })),
    ...alsoParts(also),
    ...answerParts(question),
    heading('What a yes means'),
    line(
      held.length === 1
        ? `Exactly this call, once, within ${useWithinMinutes} minutes of the last answer.`
        : `Exactly these ${held.length} calls, each once, within ${useWithinMinutes} minutes of the last answer.`,
    ),
    line('Whatever is changed about it, by whomever, is asked anew.'),
    ...(held.some(({ frame: { values } }) => values.some(({ founded }) => !founded))
      ? [line('If you also grant the values marked with !, they are not asked again within this mandate.')]
      : []),
    line(`No answer until ${utc(question.expiresAtMs)} is a no.`),
  ];
}

function askerParts(frame: AskerFrame, { id, tool }: Question): readonly Part[] {
  const through = frame.chain.map((actor) => `, through ${named(actor)}`).join('');
  return [
    heading(`May ${named(frame.asker)} call ${nameOf(tool)}?`),
    line(`Question ${id}. For ${named(frame.subject)}${through}, within mandate ${frame.mandate}.`),
    line('The purpose, as it was stated:'),
    quoted(frame.purpose),
    ...(frame.words.length === 0
      ? [line('Nobody asked for anything in words of their own.')]
      : [line(`What ${named(frame.subject)} asked for:`), ...frame.words.map(quoted)]),
    ...leftOut(frame.wordsLeftOut, 'text', 'texts'),
    heading('Why a person is asked'),
    ...frame.rules.flatMap(({ id: rule, reason }) => [line(`Rule ${rule}:`), quoted(reason)]),
  ];
}

function callParts(call: CallFrame, { number, of }: { number: number; of: number }): readonly Part[] {
  const { effect, reversible, readers } = call;
  return [
    heading(of === 1 ? `The call: ${call.tool}` : `Call ${number} of ${of}: ${call.tool}`),
    line(`It ${EFFECTS[effect]}, ${reversible ? 'and can be undone' : 'and cannot be undone'}.`),
    line(`Who could read what comes of it: ${READERS[readers]}.`),
    line('The exact arguments:'),
    quoted(call.exact),
    ...call.values.flatMap(valueParts),
    ...leftOut(call.valuesLeftOut, 'value', 'values'),
    ...(call.leaks.length === 0 ? [] : [line('What they could learn that they may not:')]),
    ...call.leaks.flatMap(leakParts),
    ...leftOut(call.leaksLeftOut, 'finding', 'findings'),
    ...(call.beyond.length === 0 ? [] : [line('What the mandate was not opened for:')]),
    ...call.beyond.map(quoted),
  ];
}

function valueParts({
  argument,
  place,
  kind,
  value,
  origin,
  founded,
  how,
  from,
}: ShownValue): readonly Part[] {
  return [
    line(`${founded ? '' : '! '}Argument ${argument}, at ${place}, ${KINDS[kind]}, ${ORIGINS[origin]}:`),
    quoted(value),
    ...(founded ? [] : [line('How it came here:'), quoted(how)]),
    ...(from === undefined
      ? []
      : [line(`The text around it, from step ${from.step} at ${from.place}:`), quoted(from.excerpt)]),
  ];
}

function leakParts({ step, place, classes, how }: ShownLeak): readonly Part[] {
  const what = classes.length === 0 ? 'Data' : `Data of the classes ${classes.join(', ')}`;
  return [line(`${what}, from step ${step} at ${place}:`), quoted(how)];
}

const ALSO_MAX = 10;

function alsoParts(also: readonly QuestionRow[]): readonly Part[] {
  if (also.length === 0) return [];
  return [
    heading('Also asked right now'),
    ...also.slice(0, ALSO_MAX).map(({ id, tool, calls, agent, mandate }) => {
      const times = calls === 1 ? 'once' : `${calls} times`;
      return line(`${id}: ${nameOf(tool)}, ${times}, by ${nameOf(agent)} within ${nameOf(mandate)}`);
    }),
    ...leftOut(Math.max(0, also.length - ALSO_MAX), 'question', 'questions'),
  ];
}

function answerParts({ answers }: Question): readonly Part[] {
  if (answers.length === 0) return [];
  return [
    heading('Answers so far'),
    ...answers.map(({ person, standsFor, yes, atMs }) => {
      const behalf = standsFor === person ? '' : ` for ${nameOf(standsFor)}`;
      return line(`${nameOf(person)}${behalf}: ${yes ? 'yes' : 'no'}, ${utc(atMs)}`);
    }),
  ];
}

const EFFECTS: Readonly<Record<ToolManifest['effect'], string>> = {
  read: 'only reads',
  write: 'changes something that lasts',
  send: 'tells somebody else',
};

const READERS: Readonly<Record<ToolManifest['readers'], string>> = {
  subject: 'only the person for whom it is',
  named: 'whomever its arguments name',
  members: 'everybody in the organisation',
  public: 'anybody',
};

const KINDS: Readonly<Record<ArgumentKind, string>> = {
  control: 'steers what happens',
  content: 'is carried along',
  inert: 'changes little',
};

/** What each kind of origin says of a value, after a comma. */
export const ORIGINS: Readonly<Record<OriginKind, string>> = {
  words: 'and stands in the words of the user',
  field: 'and stands in a trusted field',
  accepted: 'and stands in an accepted list',
  chosen: 'and follows from a rule that the gate recomputed',
  derived: 'and follows safely from trusted text',
  granted: 'and a person allowed for this mandate',
  untrusted: 'and comes from text that outsiders can write',
  unknown: 'and comes from nowhere that the gate has seen',
};

function named({ kind, id }: Actor): string {
  return `${kind} ${nameOf(id)}`;
}

/** To the minute, in UTC. */
function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function leftOut(count: number, thing: string, things: string): readonly Part[] {
  return count === 0
    ? []
    : [line(`${count} more ${count === 1 ? thing : things} not shown; a yes is about them as well.`)];
}

/** What follows a quote that was cut: in our words, so never within it. */
export function restOf({ rest }: Quote): string | undefined {
  return rest && `\u2026 ${rest.characters} more characters, SHA-256 ${rest.sha256}`;
}

function heading(text: string): Part {
  return { kind: 'heading', text };
}

function line(text: string): Part {
  return { kind: 'line', text };
}

function quoted(text: Quote): Part {
  return { kind: 'quote', quote: text };
}
