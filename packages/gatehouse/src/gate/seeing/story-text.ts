/** Tells the story of a mandate in words: ours in lines, those of others in quotes, so that none can imitate the frame. */
import { asText } from '../../approval/as-text.ts';
import type { Question } from '../../approval/hold-store.ts';
import { ORIGINS, type Part } from '../../approval/parts.ts';
import { nameOf, quote } from '../../approval/quote.ts';
import type { Actor } from '../../kernel/principal.ts';
import type { IntentEvidence, PolicyEvidence, RefusalEvidence } from '../../ledger/evidence.ts';
import type { Mandate } from '../../mandate/mandates.ts';
import type { MandateEvent, MandateStory } from './story.ts';

/** How much of a text is shown; the rest is counted, and `--json` gives all of it. */
const SHOWN_MAX = 600;
const VALUES_MAX = 8;

/** INVARIANT: every line that holds text of others begins with the mark of a quote, and only those do. */
export function mandateStoryText(story: MandateStory): string {
  const parts = [
    ...openingParts(story),
    ...story.events.flatMap((event, place) => eventParts(event, place + 1)),
  ];
  if (story.more) parts.push(heading('More is on record than is told here.'));
  return asText(parts, 'terminal');
}

function openingParts({ id, mandate, others, events }: MandateStory): readonly Part[] {
  if (mandate === undefined) {
    return [
      heading(`Mandate ${nameOf(id)}`),
      line('It was forgotten, with all content: what follows is what the record says.'),
    ];
  }
  const { principal, wordless, purpose, tools } = mandate;
  const through = principal.chain.map((actor) => `, through ${named(actor)}`).join('');
  return [
    heading(`Mandate ${nameOf(id)}: for ${named(principal)}${through}`),
    line(standing(mandate)),
    ...(purpose === undefined ? [] : [line('The purpose, as it was stated:'), quoted(purpose)]),
    line(
      wordless
        ? 'Nobody opened it: it gathers what its credential does without a mandate.'
        : `For the tools ${tools.map(nameOf).join(', ') || 'none'}.`,
    ),
    ...(others.length === 0
      ? []
      : [line(`Of one line with ${others.map(nameOf).join(', ')}: they share what follows.`)]),
    ...(events.some(({ kind }) => kind === 'words')
      ? []
      : [line('Nobody asked for anything in words of their own.')]),
  ];
}

function standing({ createdAtMs, expiresAtMs, endedAtMs }: Mandate): string {
  const opened = `Opened ${moment(new Date(createdAtMs).toISOString())}`;
  if (endedAtMs !== undefined) return `${opened}, ended ${moment(new Date(endedAtMs).toISOString())}.`;
  return `${opened}, until ${moment(new Date(expiresAtMs).toISOString())}.`;
}

function eventParts(event: MandateEvent, place: number): readonly Part[] {
  switch (event.kind) {
    case 'words':
      return [heading(`${place}. The user said`), quoted(event.text)];
    case 'seen':
      return [
        heading(`${place}. A model was shown text that nobody knows the origin of`),
        quoted(event.text),
        ...(event.taints ? [TAINTED] : []),
      ];
    case 'granted':
      return [
        heading(`${place}. A person allowed values of ${nameOf(event.argument)} of ${nameOf(event.tool)}`),
        ...event.values.slice(0, VALUES_MAX).map(quoted),
      ];
    case 'call':
      return callParts(event, place);
    case 'refusal':
      return refusalParts(event.refusal, place);
    case 'question':
      return questionParts(event, place);
    case 'act':
      return actParts(event, place);
  }
}

const TAINTED = line('From here on, whoever wrote that may steer the agent.');

function callParts(
  { at, crossing, intent, outcome, content }: Extract<MandateEvent, { kind: 'call' }>,
  place: number,
): readonly Part[] {
  const { value, untrusted = [], taints = false } = content ?? {};
  const given = content?.arguments;
  return [
    heading(`${place}. ${moment(at)}: ${whatWasCalled(intent)}`),
    line(`${actingText(intent)}Crossing ${nameOf(crossing)}, ${endingText(outcome)}.`),
    ...(intent === undefined ? [] : decisionParts(intent)),
    ...(given === undefined ? [] : [line('With the arguments:'), quoted(JSON.stringify(given))]),
    ...(value === undefined || value === null ? [] : [line('It gave:'), quoted(textOf(value))]),
    ...(untrusted.length === 0
      ? []
      : [line(`Outsiders can have written ${listed(untrusted.map((where) => nameOf(where)))}.`)]),
    ...(taints ? [TAINTED] : []),
  ];
}

const DEEDS: Readonly<Record<string, string>> = {
  read: 'reads with',
  write: 'changes something with',
  send: 'tells somebody with',
};

function whatWasCalled(intent: IntentEvidence | undefined): string {
  if (intent?.tool !== undefined) {
    const { name, effect, repeated } = intent.tool;
    return `${DEEDS[effect] ?? 'uses'} ${nameOf(name)}${repeated === true ? ', which was done before and is not done again' : ''}`;
  }
  return intent?.model === undefined ? 'something is called' : `asks the model ${nameOf(intent.model.name)}`;
}

function actingText(intent: IntentEvidence | undefined): string {
  if (intent === undefined) return '';
  const { principal } = intent;
  return `By ${named(principal.chain[0] ?? principal)}. `;
}

function endingText(outcome: Extract<MandateEvent, { kind: 'call' }>['outcome']): string {
  if (outcome === undefined) return 'which has no outcome yet';
  return outcome.fault === undefined
    ? `which ${ENDINGS[outcome.ending]}`
    : `which ${ENDINGS[outcome.ending]} with ${nameOf(outcome.fault)}`;
}

const ENDINGS = {
  completed: 'was completed',
  failed: 'failed',
  cut: 'was withheld',
  client_gone: 'nobody waited for',
  unknown: 'may have been done: nobody answered',
} as const;

function decisionParts({ policy, tool, approval }: IntentEvidence): readonly Part[] {
  const open = [...(tool?.unfounded ?? []), ...(tool?.leaks ?? []), ...(tool?.beyond ?? [])];
  return [
    ...(tool === undefined || tool.origins.length === 0
      ? []
      : [line(`Where the arguments came from: ${listed(tool.origins.map(originText))}.`)]),
    ...(open.length === 0
      ? []
      : [line(`Not covered by words or trusted sources: ${listed(open.map((one) => nameOf(one)))}.`)]),
    ...(tool?.endorsements === undefined
      ? []
      : [line(`Endorsed by the rules ${listed(tool.endorsements.map(nameOf))}.`)]),
    ...(approval === undefined
      ? []
      : [line(`After a yes of ${listed(approval.people.map(nameOf))} to ${nameOf(approval.hold)}.`)]),
    ...ruleParts(policy, 'permit'),
  ];
}

/** `argument:origin`, as the record has it. */
function originText(origin: string): string {
  const mark = origin.lastIndexOf(':');
  const kind = origin.slice(mark + 1);
  const told = Object.hasOwn(ORIGINS, kind)
    ? ORIGINS[kind as keyof typeof ORIGINS]
    : 'and is of an unknown origin';
  return `${nameOf(origin.slice(0, mark))} ${told.replace(/^and /, '')}`;
}

function ruleParts({ policies }: PolicyEvidence, effect: 'permit' | 'forbid'): readonly Part[] {
  return policies
    .filter((policy) => policy.effect === effect)
    .flatMap(({ id, owner, reason }) => [
      line(
        `Rule ${nameOf(id)} of ${nameOf(owner)} ${effect === 'permit' ? 'allows it' : 'stands against it'}:`,
      ),
      quoted(reason),
    ]);
}

function refusalParts(refusal: RefusalEvidence, place: number): readonly Part[] {
  const { at, asked, operation, station, fault, crossing, message, hold, policy } = refusal;
  return [
    heading(
      `${place}. ${moment(at)}: ${hold === undefined ? 'refused' : 'held'}: ${nameOf(asked ?? operation)}`,
    ),
    line(`Crossing ${nameOf(crossing)}, by the station ${nameOf(station)}, with ${nameOf(fault)}:`),
    quoted(message),
    ...(hold === undefined ? [] : [line(`It waits for people: ${nameOf(hold)}.`)]),
    ...(policy === undefined ? [] : ruleParts(policy, 'forbid')),
  ];
}

function questionParts(
  { at, act, question }: Extract<MandateEvent, { kind: 'question' }>,
  place: number,
): readonly Part[] {
  const { tool = '', question: id = '' } = act.detail;
  const asked = heading(`${place}. ${moment(at)}: people are asked about ${nameOf(tool)}`);
  if (question === undefined)
    return [asked, line(`Question ${nameOf(id)}. What was shown is no longer kept.`)];
  return [
    asked,
    line(`Question ${nameOf(id)}, ${counted(question.calls, 'call')}: ${question.state}.`),
    ...question.held.flatMap(({ frame }) => [line('The exact arguments:'), quotePart(frame.exact)]),
    ...valueParts(question),
  ];
}

/** Values without a founded origin, and where they came from. */
function valueParts({ held }: Question): readonly Part[] {
  const unfounded = held.flatMap(({ frame }) => frame.values.filter(({ founded }) => !founded));
  return unfounded
    .slice(0, VALUES_MAX)
    .flatMap(({ argument, place, value, origin, from }) => [
      line(`Argument ${nameOf(argument)}, at ${nameOf(place)}, ${ORIGINS[origin]}:`),
      quotePart(value),
      ...(from === undefined
        ? []
        : [
            line(`The text around it, from step ${from.step} at ${nameOf(from.place)}:`),
            quotePart(from.excerpt),
          ]),
    ]);
}

function actParts(
  { at, act, answer }: Extract<MandateEvent, { kind: 'act' }>,
  place: number,
): readonly Part[] {
  const { actor, subject } = act;
  const deed = ACTS[act.act] ?? `did ${nameOf(act.act)} to`;
  const { standsFor = actor, grants = false, reason = '' } = answer ?? {};
  const behalf = standsFor === actor ? '' : `, for ${nameOf(standsFor)}`;
  const more = grants ? ', and allowed the values for the mandate' : '';
  return [
    heading(`${place}. ${moment(at)}: ${nameOf(actor)} ${deed} ${nameOf(subject)}${behalf}${more}`),
    ...(reason === '' ? [] : [quoted(reason)]),
  ];
}

const ACTS: Readonly<Record<string, string>> = {
  'hold.yes': 'said yes to',
  'hold.no': 'said no to',
  'hold.use': 'used the yes to',
  'mandate.words': 'said more for the user, under',
  'mandate.revoke': 'ended',
};

function named({ kind, id }: Actor): string {
  return `${kind} ${nameOf(id)}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function listed(texts: readonly string[]): string {
  const more = texts.length > VALUES_MAX ? ` and ${texts.length - VALUES_MAX} more` : '';
  return `${texts.slice(0, VALUES_MAX).join(', ')}${more}`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** `2026-11-21 10:55:04 UTC`. */
function moment(at: string): string {
  return `${at.slice(0, 19).replace('T', ' ')} UTC`;
}

function heading(text: string): Part {
  return { kind: 'heading', text };
}

function line(text: string): Part {
  return { kind: 'line', text };
}

function quoted(text: string): Part {
  return quotePart(quote(text, SHOWN_MAX));
}

function quotePart(text: ReturnType<typeof quote>): Part {
  return { kind: 'quote', quote: text };
}
