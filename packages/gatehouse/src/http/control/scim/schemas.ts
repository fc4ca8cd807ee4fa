/** What a SCIM client can find out before it begins (RFC 7643 sections 5 to 7): what is supported, and which attributes. */
import { USER } from './messages.ts';

const CONFIG = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';
const RESOURCE_TYPE = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema';
const no = { supported: false };

/** How many users one answer lists at most. */
export const PAGE_MAX = 200;

export function providerConfig(base: string): unknown {
  return {
    schemas: [CONFIG],
    patch: { supported: true },
    bulk: { ...no, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: PAGE_MAX },
    changePassword: no,
    sort: no,
    etag: no,
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'The credential that the configuration names for this directory.',
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  };
}

export function resourceTypes(base: string): readonly Readonly<Record<string, unknown>>[] {
  return [
    {
      schemas: [RESOURCE_TYPE],
      id: 'User',
      name: 'User',
      endpoint: '/Users',
      description: 'A person who may cross the gate.',
      schema: USER,
      schemaExtensions: [],
      meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/User` },
    },
  ];
}

/** WHY so few: what the gate does not need to know of people, it does not keep. */
export function schemas(base: string): readonly Readonly<Record<string, unknown>>[] {
  return [
    {
      schemas: [SCHEMA],
      id: USER,
      name: 'User',
      description: 'A person who may cross the gate.',
      attributes: [
        {
          ...{ ...PLAIN, name: 'userName', description: 'Unique within the tenant, whatever its case.' },
          ...{ required: true, uniqueness: 'server' },
        },
        { ...PLAIN, name: 'displayName', description: 'The name as people write it.' },
        {
          ...{ ...PLAIN, name: 'active', type: 'boolean' },
          description: 'Whoever is not active is put out, with keys and mandates, within a second.',
        },
      ],
      meta: { resourceType: 'Schema', location: `${base}/Schemas/${USER}` },
    },
  ];
}

const PLAIN = {
  ...{ type: 'string', multiValued: false, required: false, caseExact: false },
  ...{ mutability: 'readWrite', returned: 'default', uniqueness: 'none' },
} as const;
