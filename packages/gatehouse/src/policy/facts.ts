/** The facts of a question, checked to be nothing but text, as the evaluator sees them and as the memo knows them. */
import type { Context, EntityJson, TypeAndId } from '@cedar-policy/cedar-wasm/nodejs';
import type { Question } from './decision.ts';
import { CLAIMS, type Footprint, type Reading } from './footprint.ts';
import { ENTITY_TYPES, isAboutTool, MODEL_CONTEXT, TOOL_CONTEXT } from './vocabulary.ts';

/** Longer facts than this are no names; refusing them keeps memo keys and evaluation small. */
const TEXT_LENGTH_MAX = 4_096;

/**
 * INVARIANT: two questions with the same key get the same decision: it holds tenant, kind and resource, and all
 * that the footprint reads. It is JSON of a fixed tuple, so no value can pose as two.
 */
export function keyOf(question: Question, footprint: Footprint): string {
  const { principal, action } = question;
  const reads = (name: string) => footprint.principal.get(name);
  return JSON.stringify([
    action,
    text(principal.kind),
    text(principal.tenant),
    projectText(principal.id, reads('id')),
    projectTexts(principal.roles, reads('roles')),
    projectTexts(principal.teams, reads('teams')),
    projectTexts(principal.purposes, reads('purposes')),
    reads(CLAIMS) === undefined ? null : Object.entries(claims(question)).sort(byName),
    Object.values(resourceOf(question)),
    Object.values(projectContext(question, footprint)),
    texts(question.approved ?? []),
  ]);
}

/** The part of the context that the policies read, in a fixed order. */
export function projectContext(question: Question, footprint: Footprint): Record<string, unknown> {
  const projected: Record<string, unknown> = {};
  for (const [name, value] of contextOf(question)) {
    if (!footprint.context.has(name)) continue;
    projected[name] = name === 'classes' ? projectTexts(value, footprint.classes) : value;
  }
  return projected;
}

export interface Request {
  readonly principal: TypeAndId;
  readonly action: TypeAndId;
  readonly resource: TypeAndId;
  readonly context: Context;
  readonly entities: EntityJson[];
}

/** The question in Cedar's terms. Throws for anything that is not what it should be; the engine then denies. */
export function requestOf(question: Question): Request {
  const { principal } = question;
  const type = ENTITY_TYPES[principal.kind];
  if (type === undefined) throw new TypeError('a principal has a kind');
  const who = { type, id: `${text(principal.tenant)}/${text(principal.id)}` };
  const group = isAboutTool(question) ? 'tool' : 'model';
  const what = { type: isAboutTool(question) ? 'Tool' : 'Model', id: text(question.resource.name) };
  const action = { type: 'Action', id: question.action };
  return {
    principal: who,
    action,
    resource: what,
    context: Object.fromEntries(contextOf(question)),
    entities: [
      {
        uid: who,
        attrs: {
          tenant: principal.tenant,
          id: principal.id,
          roles: texts(principal.roles),
          teams: texts(principal.teams),
          purposes: texts(principal.purposes),
        },
        parents: [],
        tags: claims(question),
      },
      { uid: what, attrs: resourceOf(question), parents: [] },
      { uid: action, attrs: {}, parents: [{ type: 'Action', id: group }] },
    ],
  };
}

type Fact = string | string[] | number | boolean;

/** How a fact of each type of the schema is read. */
const READERS: Readonly<Record<string, (value: unknown) => Fact>> = {
  String: text,
  Set: texts,
  Boolean: flag,
  Long: whole,
};

/** Every fact of the context that the schema knows, checked; nothing else is ever seen. */
function contextOf(question: Question): [name: string, value: Fact][] {
  const types = isAboutTool(question) ? TOOL_CONTEXT : MODEL_CONTEXT;
  const given = new Map<string, unknown>(Object.entries(question.context));
  return Object.entries(types).map(([name, { type }]) => [name, READERS[type]?.(given.get(name)) ?? '']);
}

function resourceOf(question: Question): Record<string, Fact> {
  if (isAboutTool(question)) {
    const { name, server, effect, reversible, readers, confinement } = question.resource;
    return {
      name: text(name),
      server: text(server),
      effect: text(effect),
      reversible: flag(reversible),
      readers: text(readers),
      confinement: text(confinement),
    };
  }
  const { name, provider, region, providerModel } = question.resource;
  return {
    name: text(name),
    provider: text(provider),
    region: text(region),
    provider_model: text(providerModel),
  };
}

function projectText(value: unknown, reading: Reading | undefined): string | null {
  const checked = text(value);
  return reading === 'whole' || reading?.has(checked) ? checked : null;
}

function projectTexts(values: unknown, reading: Reading | undefined): string[] | null {
  if (reading === undefined) return null;
  const checked = texts(values);
  return reading === 'whole' ? checked : checked.filter((value) => reading.has(value));
}

function claims({ principal }: Question): Record<string, string> {
  return Object.fromEntries(
    Object.entries(principal.attributes).map(([name, value]) => [text(name), text(value)]),
  );
}

function texts(values: unknown): string[] {
  if (!Array.isArray(values)) throw new TypeError('a set of facts is a list');
  return values.length < 2 ? values.map(text) : [...new Set(values.map(text))].sort();
}

function text(value: unknown): string {
  if (typeof value !== 'string' || value.length > TEXT_LENGTH_MAX || !value.isWellFormed()) {
    throw new TypeError('a fact is well-formed text of bounded length');
  }
  return value;
}

function flag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError('a flag is true or false');
  return value;
}

function whole(value: unknown): number {
  if (!Number.isSafeInteger(value)) throw new TypeError('a number is whole');
  return value as number;
}

function byName([left]: readonly [string, string], [right]: readonly [string, string]): number {
  return left < right ? -1 : 1;
}
