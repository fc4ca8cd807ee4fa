/** The story of a mandate: everything that was read, asked and done under it, in order, with its content while that is kept. */
import type { HoldStore, KeptAnswer, Question } from '../../approval/hold-store.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { CrossingStore, StoredEntry } from '../../ledger/crossings.ts';
import type { ActEvidence, IntentEvidence, OutcomeEvidence, RefusalEvidence } from '../../ledger/evidence.ts';
import { storyOf } from '../../ledger/story.ts';
import type { Json, Step } from '../../mandate/flow.ts';
import type { MandateLine } from '../../mandate/line.ts';
import type { Mandate, MandateName, Mandates } from '../../mandate/mandates.ts';
import { untrustedIn } from '../../mandate/untrusted.ts';

export interface StoryParts {
  readonly line: MandateLine;
  readonly mandates: Pick<Mandates, 'flow'>;
  readonly crossings: Pick<CrossingStore, 'under'>;
  readonly questions: Pick<HoldStore, 'question'>;
}

/** What a step of the flow adds to what is on record: the content, which is kept sealed for a while only. */
export interface Content {
  readonly step: number;
  readonly arguments?: { readonly [name: string]: Json };
  /** What came back. */
  readonly value?: Json;
  /** Places in it that outsiders can have written. */
  readonly untrusted?: readonly string[];
  /** Whether the mandate was free of their text until here. */
  readonly taints?: boolean;
}

export type MandateEvent =
  | { readonly kind: 'words'; readonly step: number; readonly text: string }
  /** A model was shown this, and nobody knows where it is from. */
  | { readonly kind: 'seen'; readonly step: number; readonly text: string; readonly taints: boolean }
  | {
      readonly kind: 'granted';
      readonly step: number;
      readonly tool: string;
      readonly argument: string;
      readonly values: readonly string[];
    }
  | {
      readonly kind: 'call';
      readonly crossing: string;
      readonly at: string;
      readonly intent: IntentEvidence | undefined;
      readonly outcome: OutcomeEvidence | undefined;
      readonly content: Content | undefined;
    }
  | { readonly kind: 'refusal'; readonly at: string; readonly refusal: RefusalEvidence }
  /** People were asked. Without the question where that is no longer kept. */
  | {
      readonly kind: 'question';
      readonly at: string;
      readonly act: ActEvidence;
      readonly question: Question | undefined;
    }
  | {
      readonly kind: 'act';
      readonly at: string;
      readonly act: ActEvidence;
      /** What was answered, where it is such an act and still kept. */
      readonly answer: KeptAnswer | undefined;
    };

export interface MandateStory {
  readonly id: string;
  readonly tenant: string;
  /** Undefined where only the record remembers it. */
  readonly mandate: Mandate | undefined;
  /** Others of its line: their steps are its own. */
  readonly others: readonly string[];
  readonly events: readonly MandateEvent[];
  /** The record holds more than is told. */
  readonly more: boolean;
}

/** More than anybody reads; a mandate that holds more is told up to here. */
const ENTRIES_MAX = 5_000;

/** Undefined where neither the store nor the record knows the mandate. */
export async function storyOfMandate(
  parts: StoryParts,
  name: MandateName,
): Promise<Result<MandateStory | undefined>> {
  const line = await parts.line(name);
  if (!line.ok) return line;
  const ids = line.value.length === 0 ? [name.id] : line.value.map(({ id }) => id);
  const mandate = line.value.find(({ id }) => id === name.id);
  const flow = mandate === undefined ? undefined : await parts.mandates.flow(name);
  if (flow?.ok === false) return flow;
  const entries = await recorded(parts, name.tenant, ids);
  if (!entries.ok) return entries;
  if (mandate === undefined && entries.value.length === 0) return ok(undefined);
  const events = await eventsOf(parts, name.tenant, entries.value.slice(0, ENTRIES_MAX));
  if (!events.ok) return events;
  return ok({
    ...{ id: name.id, tenant: name.tenant, mandate, others: ids.filter((id) => id !== name.id) },
    events: withContent(events.value, flow?.value.flow.steps ?? []),
    more: entries.value.length > ENTRIES_MAX,
  });
}

async function recorded(
  { crossings }: StoryParts,
  tenant: string,
  ids: readonly string[],
): Promise<Result<readonly StoredEntry[]>> {
  try {
    return ok(await crossings.under(tenant, ids, ENTRIES_MAX + 1));
  } catch (cause) {
    const message = 'The record cannot be read right now. Try again.';
    return failed(fault('evidence.unavailable', message, { cause, retryAfterSeconds: 1 }));
  }
}

type Recorded = Exclude<MandateEvent, { kind: 'words' | 'seen' | 'granted' }>;

async function eventsOf(
  { questions }: StoryParts,
  tenant: string,
  entries: readonly StoredEntry[],
): Promise<Result<readonly Recorded[]>> {
  const events: Recorded[] = [];
  const asked = new Map<string, Question | undefined>();
  for (const [, own] of Map.groupBy(entries, ({ crossing }) => crossing)) {
    const told = tell(own);
    if (told === undefined) {
      return failed(
        fault(
          'evidence.unavailable',
          'The record of this mandate was changed by hand. Run gatehouse ledger verify.',
        ),
      );
    }
    for (const { intent, outcome } of told.attempts) {
      const at = intent?.at ?? outcome?.at ?? '';
      events.push({ kind: 'call', crossing: told.id, at, intent, outcome, content: undefined });
    }
    for (const refusal of told.refusals) events.push({ kind: 'refusal', at: refusal.at, refusal });
    for (const act of told.acts) {
      const id = act.act === 'hold.request' ? act.detail.question : undefined;
      if (id === undefined) {
        const answer = asked.get(act.subject)?.answers.find(({ person }) => person === act.actor);
        events.push({ kind: 'act', at: act.at, act, answer });
        continue;
      }
      // WHY once: calls in a row are one question.
      if (asked.has(id)) continue;
      const question = await questions.question(tenant, id);
      if (!question.ok) return question;
      asked.set(id, question.value);
      events.push({ kind: 'question', at: act.at, act, question: question.value });
    }
  }
  return ok(events.sort((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0)));
}

/** Undefined where somebody changed the entries by hand. */
function tell(entries: readonly StoredEntry[]): ReturnType<typeof storyOf> {
  try {
    return storyOf(entries);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/**
 * Puts the steps of the flow where they belong: at the crossings that they are of, and what is of none after what came
 * before it. Steps have no time of their own, and their order is what everything was judged by.
 */
function withContent(recorded: readonly Recorded[], steps: readonly Step[]): readonly MandateEvent[] {
  const calls = new Map<string, number>();
  for (const [place, event] of recorded.entries()) {
    if (event.kind === 'call') calls.set(event.crossing, place);
  }
  const content = new Map<number, Content>();
  const between = new Map<number, MandateEvent[]>();
  let tainted = false;
  let last = -1;
  for (const [number, step] of steps.entries()) {
    const crossing = crossingOf(step, steps);
    const place = crossing === undefined ? undefined : calls.get(crossing);
    const untrusted = step.kind === 'result' ? untrustedIn(step) : [];
    const taints: boolean = !tainted && (step.kind === 'seen' || untrusted.length > 0);
    tainted ||= taints;
    if (step.kind === 'called' || step.kind === 'result') {
      if (place === undefined) continue;
      last = Math.max(last, place);
      const result = step.kind === 'result' ? { value: step.value, untrusted, taints } : {};
      content.set(place, { ...content.get(place), step: number, arguments: step.call.arguments, ...result });
    } else {
      // WHY before: a model is shown it, and then answers.
      const after = step.kind === 'seen' && place !== undefined ? place - 1 : last;
      const event = step.kind === 'seen' ? { ...step, step: number, taints } : { ...step, step: number };
      between.set(after, [...(between.get(after) ?? []), event]);
    }
  }
  return [
    ...(between.get(-1) ?? []),
    ...recorded.flatMap((event, place): MandateEvent[] => [
      event.kind === 'call' ? { ...event, content: content.get(place) } : event,
      ...(between.get(place) ?? []),
    ]),
  ];
}

function crossingOf(step: Step, steps: readonly Step[]): string | undefined {
  if ('crossing' in step && step.crossing !== undefined) return step.crossing;
  const called = step.kind === 'result' && step.of !== undefined ? steps[step.of] : undefined;
  return called?.kind === 'called' ? called.crossing : undefined;
}
