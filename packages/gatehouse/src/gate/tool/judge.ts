/** Judges a call by its mandate's flow and asks the charter; done again whenever the flow has grown. */
import type { Assessment, Traced } from '../../kernel/origins.ts';
import type { Result } from '../../kernel/result.ts';
import { failed, ok } from '../../kernel/result.ts';
import { assess } from '../../mandate/assess.ts';
import type { Json, ToolCall } from '../../mandate/flow.ts';
import { selfOf } from '../../mandate/self.ts';
import { dayOf } from '../../policy/containment.ts';
import type { Decision, ToolAction, ToolContext, ToolQuestion } from '../../policy/decision.ts';
import { get } from '../../protocols/json/document.ts';
import { type Demands, demandsOf } from '../ask.ts';
import { policyEvidence } from '../evidence.ts';
import type { Gate } from '../gate.ts';
import { ANSWERS } from './params.ts';
import { type Admitted, type Inspected, type Judged, onlyReads, type ToolCrossing } from './stations.ts';

export interface Judging {
  readonly given: Admitted & Inspected;
  /** Marks of what goes on: less than what was found, once something was masked. */
  readonly classes: readonly string[];
  /** Rules that a person has lifted. */
  readonly approved?: readonly string[];
}

export async function judge(
  gate: Gate,
  crossing: ToolCrossing,
  { given, classes, approved = [] }: Judging,
): Promise<Result<Judged & { readonly demands: Demands }>> {
  const { tool, action, mandate, restored, repeat } = given;
  const { tenant } = crossing.principal;
  const at = await gate.mandates.flow({ tenant, id: mandate.id });
  if (!at.ok) return at;
  const call: ToolCall = { tool: tool.qualified, arguments: argumentsOf(restored) };
  // WHY nothing to assess in a repeat: it is not done again; what it once used is used.
  const assessment =
    action === 'tool.call' && repeat === undefined
      ? withAnswers(assess({ ...at.value.flow, self: selfOf(mandate.principal) }, call, tool.manifest), given)
      : NOTHING;
  const question: ToolQuestion = {
    principal: crossing.principal,
    action,
    resource: resourceOf(given),
    context: contextOf(gate, crossing, { given, classes, assessment }),
    approved,
  };
  const decision = crossing.charter.policy.decide(question);
  crossing.notes.policy = policyEvidence(decision);
  const demands = demandsOf(decision);
  if (!demands.ok) return failed(demands.fault);
  const { holds } = demands.value;
  const endorsements = endorsedBy(crossing, { action, question });
  return ok({ call, at: at.value, assessment, decision, holds, endorsements, demands: demands.value });
}

/** The endorsements that lifted a condition for this call; each time one does, the record names it. */
function endorsedBy(
  { charter }: ToolCrossing,
  { action, question }: { readonly action: ToolAction; readonly question: ToolQuestion },
): readonly string[] {
  const { unfounded, leaks, beyond } = question.context;
  if (action !== 'tool.call' || unfounded.length + leaks.length + beyond.length === 0) return [];
  const named = new Set(charter.settings.charter.endorsements.map(({ id }) => id));
  if (named.size === 0) return [];
  // WHY only those of the list: raw Cedar that permits every action permits this one too, and endorses nothing.
  const { policies } = charter.policy.decide({ ...question, action: 'tool.endorse' });
  return policies.flatMap(({ id }) => (named.has(id) ? [id] : []));
}

/**
 * What the client answered to the server's questions goes to the server past its arguments. INVARIANT: where the call
 * changes anything it is a value that nobody founded, shown to whoever is asked, and bound by their yes.
 */
function withAnswers(assessment: Assessment, given: Admitted & Inspected): Assessment {
  const { root, source } = given.restored;
  const node = get(root, ANSWERS);
  if (node === undefined || onlyReads(given)) return assessment;
  const answers: Traced = {
    ...{ kind: 'control', place: `$.${ANSWERS}`, argument: ANSWERS, founded: false },
    value: source.slice(node.start, node.end),
    origin: { kind: 'unknown', how: 'the client answered what the server asked' },
  };
  return { ...assessment, traced: [...assessment.traced, answers] };
}

const NOTHING: Assessment = { traced: [], leaks: [], beyond: [], uses: [], tainted: false };

/** Asks about the result: the same tool and mandate, and the data that came back. */
export function judgeAnswer(
  gate: Gate,
  crossing: ToolCrossing,
  what: { readonly given: Admitted; readonly classes: readonly string[]; readonly opaque: readonly string[] },
): Decision {
  return judgeBack(gate, crossing, { ...what, action: 'tool.answer' });
}

/** Asks whether the server may ask its client something. */
export function judgeAsk(
  gate: Gate,
  crossing: ToolCrossing,
  what: { readonly given: Admitted; readonly classes: readonly string[]; readonly opaque: readonly string[] },
): Decision {
  return judgeBack(gate, crossing, { ...what, action: 'server.ask' });
}

function judgeBack(
  gate: Gate,
  crossing: ToolCrossing,
  what: {
    readonly action: 'tool.answer' | 'server.ask';
    readonly given: Admitted;
    readonly classes: readonly string[];
    readonly opaque: readonly string[];
  },
): Decision {
  const { action, given, classes, opaque } = what;
  return crossing.charter.policy.decide({
    principal: crossing.principal,
    action,
    resource: resourceOf(given),
    context: contextOf(gate, crossing, { given: { ...given, opaque }, classes, assessment: NOTHING }),
  });
}

export function resourceOf({ tool, action }: Pick<Admitted, 'tool' | 'action'>) {
  const { effect, reversible, readers } = tool.manifest;
  const { id: server, confinement } = tool.transport;
  const reads = onlyReads({ tool, action });
  return {
    ...{ name: tool.qualified, server, reversible, readers, confinement },
    effect: reads ? ('read' as const) : effect,
  };
}

function contextOf(
  gate: Gate,
  crossing: ToolCrossing,
  facts: {
    readonly given: Pick<Admitted, 'mandate'> & { readonly opaque: readonly string[] };
    readonly classes: readonly string[];
    readonly assessment: Assessment;
  },
): ToolContext {
  const { given, classes, assessment } = facts;
  return {
    environment: crossing.charter.settings.environment,
    purpose: crossing.notes.purpose,
    protocol: crossing.arrival.protocol.id,
    classes,
    opaque: given.opaque,
    mandated: !given.mandate.wordless,
    tainted: assessment.tainted,
    ...factsOf(assessment),
    day: dayOf(new Date(gate.clock.nowMs()).toISOString()),
  };
}

/** An assessment as policies and the record know it: names and kinds, never values. */
export function factsOf({ traced, leaks, beyond }: Assessment) {
  const origins = traced.map(({ argument, origin }) => `${argument}:${origin.kind}`);
  const unfounded = traced.flatMap(({ argument, founded }) => (founded ? [] : [argument]));
  const leaking = leaks.flatMap(({ classes }) => (classes.length === 0 ? ['other'] : classes));
  return {
    origins: sorted(origins),
    unfounded: sorted(unfounded),
    leaks: sorted(leaking),
    beyond: sorted(beyond.map(({ reason }) => reason)),
  };
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

function argumentsOf({ source, root }: Inspected['restored']): ToolCall['arguments'] {
  const node = get(root, 'arguments');
  if (node === undefined) return {};
  return JSON.parse(source.slice(node.start, node.end)) as { readonly [name: string]: Json };
}
