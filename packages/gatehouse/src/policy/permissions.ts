/** What somebody may do, asked of the engine itself with nothing wrong, and with each thing wrong that can be. */
import type { Endorsement } from '../config/schema.ts';
import type { ToolManifest } from '../kernel/manifest.ts';
import type { BeyondReason } from '../kernel/origins.ts';
import { covers } from '../kernel/pattern.ts';
import type { Principal } from '../kernel/principal.ts';
import { conditionRule, dayOf } from './containment.ts';
import type {
  DecidingPolicy,
  Decision,
  ModelContext,
  ModelResource,
  ObligationKind,
  PolicyEngine,
  ToolAction,
  ToolContext,
  ToolResource,
} from './decision.ts';
import { concerns } from './who.ts';

/** From loose to strict. */
const STANDINGS = ['open', 'held', 'denied'] as const;
/** `open`: it goes through, perhaps with data masked; `held`: a person looks first. */
export type Standing = (typeof STANDINGS)[number];

/** What a rule wants done; `deny` where nothing lifts it. */
export interface Demand {
  readonly rule: DecidingPolicy;
  readonly kind: ObligationKind;
}

/** One of the three default conditions (`containment.ts`), and what becomes of a call that does not meet it. */
export interface ConditionStanding {
  readonly lift: Endorsement['lifts'][number];
  /** `partly`: a named rule lifts it for some arguments or classes. */
  readonly standing: Standing | 'partly';
  /** The endorsements that loosen it. */
  readonly by: readonly string[];
}

export interface Access {
  /** Of a call with which nothing is wrong. */
  readonly standing: Standing;
  /** The purposes under which it is not denied. */
  readonly purposes: readonly string[];
  /** The rules that permit it. */
  readonly permits: readonly DecidingPolicy[];
  /** What rules want of a call with which nothing is wrong. */
  readonly demands: readonly Demand[];
  /** What rules want in addition where the call carries data of the classes that rules name. */
  readonly onData: readonly Demand[];
}

export interface ToolAccess extends Access {
  /** Empty where it is denied anyway. */
  readonly conditions: readonly ConditionStanding[];
}

/** What does not depend on what is asked for. */
export interface Asking {
  readonly engine: PolicyEngine;
  readonly principal: Principal;
  readonly environment: string;
  readonly day: number;
  /** Marks of data that any rule names (`kernel/marks.ts`). */
  readonly marks: readonly string[];
}

export interface AskedTool {
  readonly resource: ToolResource;
  readonly arguments: ToolManifest['arguments'];
}

/**
 * INVARIANT: every standing is a decision of the engine that the gate asks, so that this never disagrees with it. What
 * cannot be asked is which endorsement lifted something, for a rule that does not apply leaves no trace; they are named.
 */
export function toolAccess(
  asking: Asking,
  tool: AskedTool,
  endorsements: readonly Endorsement[],
): ToolAccess | undefined {
  const ask = (purpose: string, facts: Partial<ToolContext>, approved: readonly string[] = []) =>
    asking.engine.decide({
      principal: asking.principal,
      action: 'tool.call',
      resource: tool.resource,
      context: { ...calm(asking, purpose), ...facts },
      approved,
    });
  const access = accessOf(asking, (purpose, classes) =>
    [true, false].map((mandated) => ask(purpose, { mandated, classes })),
  );
  if (access === undefined || access.standing === 'denied') return access && { ...access, conditions: [] };
  // WHY approved: a rule that holds every call is told by itself, and would hide what is loosened behind it.
  const approved = access.demands.flatMap(({ rule, kind }) => (kind === 'hold' ? [rule.id] : []));
  const asked = (facts: Partial<ToolContext>) =>
    access.purposes.flatMap((purpose) =>
      [true, false].map((mandated) => ask(purpose, { mandated, tainted: true, ...facts }, approved)),
    );
  const against = factsAgainst(tool);
  const everything = asked(Object.assign({}, ...against.map(({ wrong }) => wrong)));
  const conditions = against.map(({ lift, wrong }) => {
    // WHY: a rule that holds among all others holds by itself, and most are seen to with one question.
    const holds = everything.every((decision) => isHeldBy(decision, conditionRule(lift)));
    const standing = holds ? 'held' : loosestOf(asked(wrong).map(standingOf));
    const loosening = endorsements.filter((one) => one.lifts.includes(lift) && applies(one, asking, tool));
    const isPart = standing !== 'open' && loosening.length > 0;
    return {
      lift,
      standing: isPart ? ('partly' as const) : standing,
      by: loosening.map(({ id }) => id),
    };
  });
  return { ...access, conditions };
}

/** Undefined where no rule is about it at all. */
export function modelAccess(
  asking: Asking,
  { resource, protocol }: { readonly resource: ModelResource; readonly protocol: string },
): Access | undefined {
  return accessOf(asking, (purpose, classes) => [
    asking.engine.decide({
      principal: asking.principal,
      action: 'model.call',
      resource,
      context: { ...calmModel(asking, { purpose, protocol }), classes },
    }),
  ]);
}

/** Those tools that a provider would be allowed to run itself. */
export function providerTools(
  asking: Asking,
  { resource, protocol }: { readonly resource: ModelResource; readonly protocol: string },
  /** Names and patterns that rules speak of. WHY patterns as names: a pattern covers itself. */
  named: readonly string[],
): readonly string[] {
  return named.filter((tool) =>
    purposesOf(asking.principal).some((purpose) => {
      const context = { ...calmModel(asking, { purpose, protocol }), tool };
      const { principal, engine } = asking;
      return engine.decide({ principal, action: 'provider_tool.run', resource, context }).verdict === 'allow';
    }),
  );
}

export type OtherAction = Extract<ToolAction, 'resource.read' | 'prompt.get' | 'server.ask'>;

/** Of what servers offer besides tools. WHY a pattern as a name: it covers itself, and names are the servers' own. */
export function otherStanding(asking: Asking, action: OtherAction, pattern: string): Standing {
  const { engine, principal } = asking;
  const resource: ToolResource = {
    ...{ name: pattern, server: pattern.split('/')[0] ?? '', confinement: 'remote' },
    ...{ effect: 'read', reversible: true, readers: 'subject' },
  };
  return loosestOf(
    purposesOf(principal).map((purpose) =>
      standingOf(engine.decide({ principal, action, resource, context: calm(asking, purpose) })),
    ),
  );
}

/** The loosest of several. */
function loosestOf(standings: readonly Standing[]): Standing {
  return STANDINGS.find((standing) => standings.includes(standing)) ?? 'denied';
}

type Ask = (purpose: string, classes: readonly string[]) => readonly Decision[];

function accessOf(asking: Asking, ask: Ask): Access | undefined {
  const { principal, marks } = asking;
  const sheets = purposesOf(principal).map((purpose) => ({ purpose, calm: ask(purpose, []) }));
  const calm = sheets.flatMap((sheet) => sheet.calm);
  const standing = loosestOf(calm.map(standingOf));
  const deciding = calm.filter((decision) => standingOf(decision) === standing);
  const demands = unique(deciding.flatMap(demandsOf));
  const permits = unique(deciding.flatMap(({ policies }) => policies.filter(isPermit)));
  if (standing === 'denied' && demands.length === 0) return undefined;
  const purposes = sheets.flatMap((sheet) =>
    sheet.calm.some((decision) => standingOf(decision) !== 'denied') ? [sheet.purpose] : [],
  );
  const known = new Set(demands.map(({ rule }) => rule.id));
  const loaded = marks.length === 0 ? [] : purposes.flatMap((purpose) => ask(purpose, marks));
  const onData = unique(loaded.flatMap(demandsOf)).filter(({ rule }) => !known.has(rule.id));
  return { standing, purposes, permits, demands, onData };
}

function standingOf({ verdict, obligations }: Decision): Standing {
  if (verdict === 'deny') return 'denied';
  return obligations.some(({ kind }) => kind === 'hold') ? 'held' : 'open';
}

function isHeldBy({ obligations }: Decision, rule: string): boolean {
  return obligations.some(({ kind, policy }) => kind === 'hold' && policy === rule);
}

function isPermit({ effect }: DecidingPolicy): boolean {
  return effect === 'permit';
}

function demandsOf({ verdict, policies, obligations }: Decision): readonly Demand[] {
  return policies.flatMap((rule): Demand[] => {
    const kinds = obligations.flatMap(({ policy, kind }) => (policy === rule.id ? [kind] : []));
    if (kinds.length > 0) return kinds.map((kind) => ({ rule, kind }));
    return verdict === 'deny' && rule.effect === 'forbid' ? [{ rule, kind: 'deny' }] : [];
  });
}

function unique<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

const BEYOND: readonly BeyondReason[] = ['tool', 'action', 'count', 'wordless'];

/** Everything that can be wrong under each condition, at once. */
function factsAgainst({ resource, arguments: named }: AskedTool) {
  // WHY one without a name: what a manifest does not list steers as well.
  const unfounded = [...Object.keys(named), 'other'];
  const wrong: readonly { lift: ConditionStanding['lift']; wrong: Partial<ToolContext>; ofReads: boolean }[] =
    [
      { lift: 'origin', wrong: { unfounded }, ofReads: false },
      { lift: 'readers', wrong: { leaks: ['other'] }, ofReads: true },
      { lift: 'scope', wrong: { beyond: BEYOND }, ofReads: false },
    ];
  return wrong.filter(({ ofReads }) => ofReads || resource.effect !== 'read');
}

function applies(
  { who, tools, expires }: Endorsement,
  { principal, day }: Asking,
  { resource }: AskedTool,
): boolean {
  return (
    dayOf(expires) >= day &&
    concerns(who, principal) &&
    tools.some((pattern) => covers(pattern, resource.name))
  );
}

function calm({ environment, day }: Asking, purpose: string): ToolContext {
  return {
    ...{ environment, purpose, protocol: 'mcp', day },
    ...{ classes: [], opaque: [], mandated: true, tainted: false },
    ...{ origins: [], unfounded: [], leaks: [], beyond: [] },
  };
}

function calmModel(
  { environment }: Asking,
  { purpose, protocol }: { readonly purpose: string; readonly protocol: string },
): ModelContext {
  return { environment, purpose, protocol, stream: false, classes: [], opaque: [], tool: '' };
}

/** A crossing states one of them, or the first; without any, this is what the gate assumes. */
function purposesOf({ purposes }: Principal): readonly string[] {
  return purposes.length === 0 ? ['unspecified'] : purposes;
}
