/** The Cedar schema of the gate: who, what and the context that policies may read. Raw Cedar is validated against it. */
import type { SchemaJson, Type } from '@cedar-policy/cedar-wasm/nodejs';
import type { PrincipalKind } from '../kernel/principal.ts';
import type {
  Action,
  ModelAction,
  ModelContext,
  Question,
  ToolAction,
  ToolContext,
  ToolQuestion,
} from './decision.ts';

export const MODEL_ACTIONS: readonly ModelAction[] = ['model.call', 'model.answer', 'provider_tool.run'];

const TOOL_ACTIONS: readonly ToolAction[] = [
  'tool.call',
  'tool.answer',
  'resource.read',
  'prompt.get',
  'server.ask',
  'tool.endorse',
];

export const ACTIONS: readonly Action[] = [...MODEL_ACTIONS, ...TOOL_ACTIONS];

/** The groups that raw Cedar may name instead of their actions: `action in Action::"model"`. */
export const ACTION_GROUPS: ReadonlyMap<string, readonly Action[]> = new Map<string, readonly Action[]>([
  ['model', MODEL_ACTIONS],
  ['tool', TOOL_ACTIONS],
]);

export function isAboutTool(question: Question): question is ToolQuestion {
  return (TOOL_ACTIONS as readonly string[]).includes(question.action);
}

export const ENTITY_TYPES: Readonly<Record<PrincipalKind, string>> = {
  person: 'Person',
  workload: 'Workload',
  agent: 'Agent',
};

const text: Type<string> = { type: 'String' };
const texts: Type<string> = { type: 'Set', element: text };

const principalType = {
  shape: {
    type: 'Record' as const,
    attributes: { tenant: text, id: text, roles: texts, teams: texts, purposes: texts },
  },
  tags: text,
};

const flag: Type<string> = { type: 'Boolean' };

/** What is known of a call to a model, by type. */
export const MODEL_CONTEXT = {
  environment: text,
  purpose: text,
  protocol: text,
  stream: flag,
  classes: texts,
  opaque: texts,
  tool: text,
} as const satisfies Record<keyof ModelContext, Type<string>>;

/** What is known of a call to a tool, by type. */
export const TOOL_CONTEXT = {
  environment: text,
  purpose: text,
  protocol: text,
  classes: texts,
  opaque: texts,
  mandated: flag,
  tainted: flag,
  origins: texts,
  unfounded: texts,
  leaks: texts,
  beyond: texts,
  day: { type: 'Long' },
} as const satisfies Record<keyof ToolContext, Type<string>>;

function action(group: string, resource: string, context: Record<string, Type<string>>) {
  return {
    memberOf: [{ id: group }],
    appliesTo: {
      principalTypes: Object.values(ENTITY_TYPES),
      resourceTypes: [resource],
      context: { type: 'Record' as const, attributes: context },
    },
  };
}

/**
 * An entity's id is `tenant/id`, so that a policy that names somebody never means a namesake in another tenant.
 * Further claims of a principal are tags.
 */
export const CEDAR_SCHEMA: SchemaJson<string> = {
  '': {
    entityTypes: {
      ...Object.fromEntries(Object.values(ENTITY_TYPES).map((name) => [name, principalType])),
      Model: {
        shape: {
          type: 'Record',
          attributes: { name: text, provider: text, region: text, provider_model: text },
        },
      },
      Tool: {
        shape: {
          type: 'Record',
          attributes: {
            name: text,
            server: text,
            effect: text,
            reversible: flag,
            readers: text,
            confinement: text,
          },
        },
      },
    },
    actions: {
      ...Object.fromEntries([...ACTION_GROUPS.keys()].map((name) => [name, {}])),
      ...Object.fromEntries(MODEL_ACTIONS.map((name) => [name, action('model', 'Model', MODEL_CONTEXT)])),
      ...Object.fromEntries(TOOL_ACTIONS.map((name) => [name, action('tool', 'Tool', TOOL_CONTEXT)])),
    },
  },
};
