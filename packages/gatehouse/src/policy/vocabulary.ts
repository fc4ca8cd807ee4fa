/** The Cedar schema of the gate: who, what and the context that policies may read. Raw Cedar is validated against it. */
import type { SchemaJson, Type } from '@cedar-policy/cedar-wasm/nodejs';
import type { PrincipalKind } from '../kernel/principal.ts';
import type { Action } from './decision.ts';

export const ACTIONS: readonly Action[] = ['model.call', 'model.answer', 'provider_tool.run'];

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

const action = {
  appliesTo: {
    principalTypes: Object.values(ENTITY_TYPES),
    resourceTypes: ['Model'],
    context: {
      type: 'Record' as const,
      attributes: {
        environment: text,
        purpose: text,
        protocol: text,
        stream: { type: 'Boolean' as const },
        classes: texts,
        opaque: texts,
        tool: text,
      },
    },
  },
};

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
    },
    actions: Object.fromEntries(ACTIONS.map((name) => [name, action])),
  },
};
