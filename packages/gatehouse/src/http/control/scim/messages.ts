/** How SCIM answers (RFC 7644 sections 3.1, 3.4.2 and 3.12): resources, lists and errors. */
import type { FastifyReply } from 'fastify';
import type { DirectoryUser } from '../../../identity/directory.ts';
import { type Fault, statusOf } from '../../../kernel/faults.ts';

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** What is wrong with a request; `type` is of table 9 of RFC 7644. */
export interface ScimProblem {
  readonly status: number;
  readonly type?:
    | 'invalidFilter'
    | 'uniqueness'
    | 'invalidSyntax'
    | 'invalidPath'
    | 'invalidValue'
    | 'mutability';
  readonly detail: string;
}

export const SCIM_TYPE = 'application/scim+json';

export function sendScim(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  return reply.code(status).type(`${SCIM_TYPE}; charset=utf-8`).send(JSON.stringify(body));
}

export function sendProblem(reply: FastifyReply, { status, type, detail }: ScimProblem): FastifyReply {
  const scimType = type === undefined ? {} : { scimType: type };
  return sendScim(reply, status, { schemas: [ERROR], status: String(status), ...scimType, detail });
}

/** INVARIANT: the cause of a fault stays here. */
export function problemOf(fault: Fault): ScimProblem {
  const type = statusOf(fault) === 400 ? { type: 'invalidSyntax' as const } : {};
  return { status: statusOf(fault), ...type, detail: fault.message };
}

export function listOf(
  resources: readonly unknown[],
  { total = resources.length, from = 0 }: { readonly total?: number; readonly from?: number } = {},
): unknown {
  return {
    schemas: [LIST],
    totalResults: total,
    startIndex: from + 1,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}

/** `base` is the address of `/scim/v2` as the caller knows it. */
export function shownUser(user: DirectoryUser, base: string): Readonly<Record<string, unknown>> {
  const { id, userName, externalId, displayName, active, version } = user;
  return {
    schemas: [USER],
    id,
    ...(externalId === undefined ? {} : { externalId }),
    userName,
    ...(displayName === undefined ? {} : { displayName }),
    active,
    meta: {
      resourceType: 'User',
      created: new Date(user.createdAtMs).toISOString(),
      lastModified: new Date(user.changedAtMs).toISOString(),
      version: `W/"${version}"`,
      location: `${base}/Users/${id}`,
    },
  };
}
