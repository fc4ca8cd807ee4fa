/** Judges a call that an agent wants to make, by everything that its mandate knows. */
import {
  type ArgumentManifest,
  type ArgumentRole,
  type ToolManifest,
  UNKNOWN_ARGUMENT,
} from '../kernel/manifest.ts';
import type { Assessment, Leak, Origin, Traced } from '../kernel/origins.ts';
import { judgeContent } from './content.ts';
import { foundIn } from './control.ts';
import { pointedTo } from './extending.ts';
import type { Flow, ToolCall } from './flow.ts';
import { type Placed, usesOf } from './grants.ts';
import { type Knowledge, knowledgeOf } from './knowledge.ts';
import { scalars } from './laundering.ts';
import { looseOrigin } from './loose.ts';
import { plainNumber } from './normalise.ts';
import { leaksOf } from './readers.ts';
import { type Scope, scopeOf } from './scope.ts';
import { asSelf } from './self.ts';
import type { Sought } from './sought.ts';
import { readMoment } from './times.ts';
import { onlyFetches } from './verbs.ts';

/**
 * Where every value of the call came from, what it could reveal, and whether the mandate covers it. A pure function of
 * what it is given; what it learnt from the flow's steps is remembered, so that a longer flow costs what is new in it.
 */
export function assess(flow: Flow, call: ToolCall, manifest: ToolManifest): Assessment {
  const knowledge = knowledgeOf(flow);
  const words = [...knowledge.words, ...pointedTo(knowledge)];
  const scope = scopeOf(words, { tool: call.tool, manifest }, flow.tools);
  const values = valuesOf(call, manifest);
  const judged = judgeAll({ flow, knowledge, scope, call, manifest, values });
  const consequential = manifest.effect !== 'read';
  const uses =
    consequential && !onlyFetches(call.tool, manifest)
      ? usesOf(call.tool, judged.placed, judged.traced.filter((one) => one.kind === 'control').length)
      : [];
  const carried = values
    .filter((value) => consequential || value.argument.outbound)
    .map((value) => value.text);
  const leaks: Leak[] =
    manifest.readers === 'subject' && manifest.effect !== 'send' && consequential
      ? []
      : leaksOf(knowledge, scope, carried);
  const waived = isWaived(judged.traced);
  const beyond = [
    ...(flow.tools.includes(call.tool)
      ? []
      : [{ reason: 'tool' as const, how: 'the mandate was not opened for this tool' }]),
    ...(consequential && !waived ? outsideOf(knowledge, scope, uses) : []),
    ...(isUnaimed(manifest, values) ? [UNAIMED] : []),
  ];
  return { traced: judged.traced, leaks, beyond, uses, tainted: knowledge.tainted };
}

/** Whether a person must look at the call before it is made, by the rules that the default policy states. */
export function needsPerson(assessment: Assessment): boolean {
  const { beyond, leaks, traced } = assessment;
  return beyond.length > 0 || leaks.length > 0 || traced.some((value) => !value.founded);
}

const AIMING: ReadonlySet<ArgumentRole> = new Set([
  ...(['recipient', 'account', 'url', 'path', 'id', 'name', 'query', 'secret', 'text'] as const),
]);
const UNAIMED = { reason: 'action', how: 'the call leaves out all that says what it is about' } as const;

/** Whether a call that cannot be undone could say what it is about, and does not. */
function isUnaimed(
  { effect, reversible, arguments: known }: ToolManifest,
  values: readonly Value[],
): boolean {
  if (effect === 'read' || reversible || values.some(({ argument }) => argument.kind === 'control'))
    return false;
  return Object.values(known).some(({ kind }) => kind === 'control');
}

interface Value {
  readonly name: string;
  readonly argument: ArgumentManifest;
  readonly place: string;
  readonly text: string;
}

interface Case {
  readonly flow: Flow;
  readonly knowledge: Knowledge;
  readonly scope: Scope;
  readonly call: ToolCall;
  readonly manifest: ToolManifest;
  readonly values: readonly Value[];
}

/** Names of properties inside a value are the caller's too. */
const PROPERTY = /^[\w-]{1,40}$/u;

/**
 * Every scalar of the call. Nothing and an empty list are the absence of a value, and so is an empty text, unless it
 * aims: to delete what matches nothing in particular can be to delete everything.
 */
function valuesOf(call: ToolCall, manifest: ToolManifest): Value[] {
  return Object.entries(call.arguments).flatMap(([name, json]) => {
    const argument = Object.hasOwn(manifest.arguments, name)
      ? (manifest.arguments[name] ?? UNKNOWN_ARGUMENT)
      : UNKNOWN_ARGUMENT;
    return [...scalars(json, `$.${name}`)].flatMap(({ place, text, value }): Value[] => {
      if (text === '' && !(argument.kind === 'control' && AIMING.has(argument.role))) return [];
      const odd = place
        .slice(name.length + 2)
        .split(/[.[\]]+/u)
        .some((part) => part !== '' && !PROPERTY.test(part));
      const role = typeof value === 'boolean' ? 'choice' : argument.role;
      return [
        { name, argument: odd ? UNKNOWN_ARGUMENT : { ...argument, role }, place, text: odd ? place : text },
      ];
    });
  });
}

function judgeAll(given: Case): { traced: readonly Traced[]; placed: readonly Placed[] } {
  const placed: Placed[] = [];
  const steering = given.values.filter((value) => value.argument.kind === 'control');
  const matters = (value: Value): boolean =>
    given.manifest.effect !== 'read' || value.argument.outbound === true;
  const reached: boolean[] = [];
  const controls = steering.filter(matters).map((value) => {
    const found = judgeControl(given, value, steering);
    if (value.argument.role === 'recipient') reached.push(found.isSelf !== true);
    if (found.at !== undefined)
      placed.push({ argument: value.name, role: value.argument.role, at: found.at });
    return trace(value, found.origin, found.at !== undefined);
  });
  // WHY: that it goes to nobody but the subject says nothing for what it says.
  const addressed =
    controls.every((one) => one.founded) && (reached.length === 0 || reached.some((isOther) => isOther));
  const local = isLocal(given, steering);
  const rest = given.values.filter((value) => value.argument.kind !== 'control' && matters(value));
  const contents = rest.map((value) => {
    const special =
      exceptions(given, value) ?? (value.argument.kind === 'inert' ? wellFormed(value) : undefined);
    if (special !== undefined) return trace(value, special, true);
    const carried = { name: value.name, value: value.text, argument: value.argument, local, addressed };
    const { origin, founded } = judgeContent(given.knowledge, given.scope, carried);
    return trace(value, origin, founded);
  });
  return { traced: [...controls, ...contents], placed };
}

function judgeControl(
  given: Case,
  value: Value,
  steering: readonly Value[],
): { origin: Origin; at?: string; isSelf?: true } {
  const { knowledge, scope } = given;
  const special = exceptions(given, value);
  if (special !== undefined) return { origin: special, at: '' };
  const { role, of } = value.argument;
  const call: Sought['call'] = steering.map((one) => ({
    argument: one.name,
    role: one.argument.role,
    of: one.argument.of,
    value: one.text,
  }));
  const sought: Sought = {
    ...{ tool: given.call.tool, argument: value.name, role, of, value: value.text },
    ...{ call, self: given.flow.self ?? [] },
  };
  const found = foundIn(knowledge, scope, sought);
  if (found !== undefined) return found;
  const self = asSelf(sought);
  return self === undefined
    ? { origin: looseOrigin(knowledge, value.text, role) }
    : { origin: self, at: '', isSelf: true };
}

/** What passes whatever the words say: what a person or an owner allowed, and what leaves things as they are. */
function exceptions(
  { flow, knowledge, call, manifest }: Case,
  { name, argument, text }: Value,
): Origin | undefined {
  const granted = knowledge.granted.some(
    (step) => step.tool === call.tool && step.argument === name && step.values.includes(text),
  );
  if (granted) return { kind: 'granted', how: 'a person allowed this value for this mandate' };
  const lists = flow.accepted.filter(
    (list) => list.arguments.includes(name) && list.tools.includes(call.tool),
  );
  const list = lists.find((one) => one.values.includes(text));
  if (list !== undefined) return { kind: 'accepted', how: `it stands in the accepted list ${list.id}` };
  const usual = Object.hasOwn(manifest.defaults ?? {}, name) ? manifest.defaults?.[name] : undefined;
  if (usual !== undefined && call.arguments[name] === usual)
    return { kind: 'derived', how: 'it is what the tool does anyway' };
  return argument.of !== undefined && text === argument.of && SORTING.has(argument.role)
    ? { kind: 'derived', how: 'it says what kind of thing is meant' }
    : undefined;
}

/** Roles of values that can say what kind of thing is meant, and never which one. */
const SORTING: ReadonlySet<ArgumentRole> = new Set(['choice', 'text', 'query']);

const FORMS: Readonly<Partial<Record<ArgumentManifest['role'], (text: string) => boolean>>> = {
  time: (text) => readMoment(text) !== undefined,
  number: (text) => plainNumber(text) !== undefined && text.length <= 9,
  choice: (text) => /^[a-z][a-z_-]{0,19}$/iu.test(text),
};

/** A value that steers nothing passes when it has the form of its role, for then it carries nothing either. */
function wellFormed({ argument, text }: Value): Origin | undefined {
  return FORMS[argument.role]?.(text)
    ? { kind: 'derived', how: 'it steers nothing and has the form that it must have' }
    : undefined;
}

/** Whether only the mandate's subject sees what the call writes, and can undo it. */
function isLocal({ manifest, flow }: Case, steering: readonly Value[]): boolean {
  if (manifest.effect !== 'write' || !manifest.reversible) return false;
  const others = steering.filter(
    (value) => value.argument.role === 'recipient' && !flow.self?.includes(value.text),
  );
  const alone = others.length === 0;
  return manifest.readers === 'subject' || (manifest.readers === 'named' && alone);
}

function trace(value: Value, origin: Origin, founded: boolean): Traced {
  return {
    kind: value.argument.kind,
    place: value.place,
    argument: value.name,
    value: value.text,
    origin,
    founded,
  };
}

/** Somebody already said yes to everything that steers the call. */
function isWaived(traced: readonly Traced[]): boolean {
  const steering = traced.filter((one) => one.kind === 'control');
  return (
    steering.length > 0 &&
    steering.every(({ origin }) => origin.kind === 'accepted' || origin.kind === 'granted')
  );
}

function outsideOf(knowledge: Knowledge, scope: Scope, uses: readonly string[]): Assessment['beyond'] {
  if (knowledge.words.length === 0)
    return [{ reason: 'wordless', how: 'nobody said what the agent is to do' }];
  if (!scope.asked) return [{ reason: 'action', how: 'the words do not ask for this' }];
  const again = uses.some((use) => (knowledge.used.get(use) ?? 0) > 0);
  return again ? [{ reason: 'count', how: 'the words ask for this once, and it was done' }] : [];
}
