/** The facts of a question, checked to be nothing but text, as the evaluator sees them and as the memo knows them. */
import type { Context, EntityJson, TypeAndId } from '@cedar-policy/cedar-wasm/nodejs';
import type { Question } from './decision.ts';
import { CLAIMS, type Footprint, type Reading } from './footprint.ts';
import { ENTITY_TYPES } from './vocabulary.ts';

/** Longer facts than this are no names; refusing them keeps memo keys and evaluation small. */
const TEXT_LENGTH_MAX = 4_096;

/**
 * INVARIANT: two questions with the same key get the same decision: it holds tenant, kind and resource, and all
 * that the footprint reads. It is JSON of a fixed tuple, so no value can pose as two.
 */
export function keyOf(question: Question, footprint: Footprint): string {
  const { principal, action, resource, context } = question;
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
    [text(resource.name), text(resource.provider), text(resource.region), text(resource.providerModel)],
    Object.values(projectContext(context, footprint)),
  ]);
}

/** The part of the context that the policies read, in a fixed order. */
export function projectContext(context: Question['context'], footprint: Footprint): Record<string, unknown> {
  const projected: Record<string, unknown> = {};
  for (const name of ['environment', 'purpose', 'protocol', 'tool'] as const) {
    if (footprint.context.has(name)) projected[name] = text(context[name]);
  }
  if (footprint.context.has('classes')) {
    projected.classes = projectTexts(context.classes, footprint.classes);
  }
  if (footprint.context.has('opaque')) projected.opaque = texts(context.opaque);
  if (footprint.context.has('stream')) projected.stream = flag(context.stream);
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
  const { principal, resource, context } = question;
  const type = ENTITY_TYPES[principal.kind];
  if (type === undefined) throw new TypeError('a principal has a kind');
  const who = { type, id: `${text(principal.tenant)}/${text(principal.id)}` };
  const what = { type: 'Model', id: text(resource.name) };
  return {
    principal: who,
    action: { type: 'Action', id: question.action },
    resource: what,
    context: {
      environment: text(context.environment),
      purpose: text(context.purpose),
      protocol: text(context.protocol),
      stream: flag(context.stream),
      classes: texts(context.classes),
      opaque: texts(context.opaque),
      tool: text(context.tool),
    },
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
      {
        uid: what,
        attrs: {
          name: resource.name,
          provider: text(resource.provider),
          region: text(resource.region),
          provider_model: text(resource.providerModel),
        },
        parents: [],
      },
    ],
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

function byName([left]: readonly [string, string], [right]: readonly [string, string]): number {
  return left < right ? -1 : 1;
}
