/** Raw Cedar files: parsed, required to say who owns each policy and why, and validated against the gate's schema. */
import {
  type Annotations,
  type DetailedError,
  type PolicyJson,
  policySetTextToParts,
  policyToJson,
  validate,
} from '@cedar-policy/cedar-wasm/nodejs';
import type { Problem } from '../config/problem.ts';
import { expandClasses, knownClassNames } from '../kernel/class-names.ts';
import type { CompiledPolicy, Remedy } from './compiled.ts';
import { type Action, OBLIGATION_KINDS, type ObligationKind } from './decision.ts';
import { refusals } from './validity.ts';
import { ACTION_GROUPS, ACTIONS, CEDAR_SCHEMA } from './vocabulary.ts';

export interface CedarFile {
  readonly file: string;
  readonly text: string;
}

/** What the rest of the configuration already names. */
interface Surroundings {
  readonly models: ReadonlySet<string>;
  readonly taken: ReadonlySet<string>;
  /** The organisation's own data classes. */
  readonly custom: readonly string[];
}

/** One policy of a file, with the place where it begins. */
interface Part {
  readonly file: CedarFile;
  readonly text: string;
  readonly start: number;
}

const ID = /^[a-z0-9][a-z0-9-]{0,62}$/;
/** WHY not `deny`: a forbid without an obligation is one. */
const KINDS: readonly string[] = OBLIGATION_KINDS.filter((kind) => kind !== 'deny');
const FILE_LENGTH_MAX = 1_048_576;

export function readCedar(
  files: readonly CedarFile[],
  surroundings: Surroundings,
): { readonly policies: readonly CompiledPolicy[]; readonly problems: readonly Problem[] } {
  const policies: CompiledPolicy[] = [];
  const problems: Problem[] = [];
  const taken = new Set(surroundings.taken);
  for (const file of files) {
    const parts = partsOf(file);
    if ('problems' in parts) problems.push(...parts.problems);
    else {
      for (const part of parts.parts) {
        const read = readPart(part, { ...surroundings, taken });
        if (Array.isArray(read))
          problems.push(...read.map((message) => problemAt(part, part.start, message)));
        else {
          taken.add(read.id);
          policies.push(read);
        }
      }
    }
  }
  return { policies, problems };
}

function partsOf(file: CedarFile): { readonly parts: Part[] } | { readonly problems: Problem[] } {
  const at = { file, text: '', start: 0 };
  if (file.text.length > FILE_LENGTH_MAX || !file.text.isWellFormed()) {
    return { problems: [problemAt(at, 0, 'A Cedar file is Unicode text of at most 1,048,576 characters.')] };
  }
  const answer = policySetTextToParts(file.text);
  if (answer.type === 'failure') {
    return { problems: answer.errors.map((error) => problemAt(at, offsetOf(file, error), sentence(error))) };
  }
  let from = 0;
  const parts = answer.policies.map((text) => {
    const start = Math.max(file.text.indexOf(text, from), 0);
    from = start + text.length;
    return { file, text, start };
  });
  const template = answer.policy_templates[0];
  if (template === undefined) return { parts };
  const start = Math.max(file.text.indexOf(template), 0);
  return {
    problems: [problemAt(at, start, 'A template has slots that nothing fills; write the policy out.')],
  };
}

function readPart(part: Part, surroundings: Surroundings): CompiledPolicy | string[] {
  const answer = policyToJson(part.text);
  if (answer.type === 'failure') return answer.errors.map(sentence);
  const policy = answer.json;
  const { id = '', owner = '', reason = '' } = policy.annotations ?? {};
  const remedy = remedyOf(policy.annotations ?? {}, surroundings);
  const complaints = [
    ...(ID.test(id) ? [] : ['Every policy needs an @id of lower-case letters, digits and hyphens.']),
    ...(surroundings.taken.has(id) ? [`The id ${id} is already used by another rule or policy.`] : []),
    ...(owner.trim() === '' ? ['Every policy needs an @owner who answers for it.'] : []),
    ...(reason.trim() === '' ? ['Every policy needs a @reason, shown to the people it affects.'] : []),
    ...(typeof remedy === 'string' ? [remedy] : []),
    ...refusals(
      validate({ schema: CEDAR_SCHEMA, policies: { staticPolicies: { [id || 'policy']: part.text } } }),
    ),
  ];
  if (complaints.length > 0 || typeof remedy === 'string') return complaints;
  const actions = actionsOf(policy);
  const common = {
    id,
    owner,
    reason,
    actions,
    anchors: [],
    cedar: part.text,
    syntax: policy,
    effect: policy.effect,
  };
  return remedy === undefined ? common : { ...common, remedy };
}

/** The remedy that the annotations state, or the sentence that says what is wrong with them. */
function remedyOf(annotations: Annotations, { models, custom }: Surroundings): Remedy | string | undefined {
  const { obligation, classes: list, route_to: target } = annotations;
  if (obligation === undefined) {
    const stray = ['classes', 'route_to'].find((name) => Object.hasOwn(annotations, name));
    return stray && `@${stray} means nothing without @obligation.`;
  }
  const names = list === undefined ? [] : list.split(',').map((name) => name.trim());
  const known = knownClassNames(custom);
  const unknown = names.find((name) => !known.includes(name));
  if (!KINDS.includes(obligation)) return `@obligation is one of ${KINDS.join(', ')}.`;
  if (unknown !== undefined) return `@classes names "${unknown}"; it lists ${known.join(', ')}.`;
  const classes = expandClasses(names, custom);
  if (classes.length === 0 && !['hold', 'route'].includes(obligation)) {
    return `@obligation("${obligation}") needs @classes, the data that it is about.`;
  }
  if ((obligation === 'route') !== (target !== undefined))
    return '@route_to and @obligation("route") go together.';
  if (target !== undefined && !models.has(target))
    return `@route_to names "${target}", which is no model here.`;
  const kind = obligation as ObligationKind;
  return { kind, classes, ...(target === undefined ? {} : { target }) };
}

function actionsOf(policy: PolicyJson): readonly Action[] {
  const constraint = policy.action;
  if (constraint.op === 'All') return ACTIONS;
  if ('slot' in constraint) return [];
  const entities = 'entities' in constraint ? constraint.entities : [constraint.entity];
  const named = new Set(entities.map((entity) => ('__entity' in entity ? entity.__entity.id : entity.id)));
  const grouped = [...ACTION_GROUPS].flatMap(([group, members]) => (named.has(group) ? members : []));
  return ACTIONS.filter((action) => named.has(action) || grouped.includes(action));
}

function problemAt({ file }: Part, start: number, message: string): Problem {
  const before = file.text.slice(0, start).split('\n');
  return {
    file: file.file,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    path: '',
    message,
  };
}

/** Cedar counts UTF-8 bytes, editors count characters. */
function offsetOf(file: CedarFile, error: DetailedError): number {
  const bytes = error.sourceLocations?.[0]?.start ?? 0;
  return new TextDecoder().decode(new TextEncoder().encode(file.text).subarray(0, bytes)).length;
}

function sentence(error: DetailedError): string {
  return error.help === null ? `${error.message}.` : `${error.message}; ${error.help}.`;
}
