/** A route of the control plane: what may be given, what is answered, and what happens in between. */
import { z } from 'zod';
import { fault } from '../../kernel/faults.ts';
import { failed, type Result } from '../../kernel/result.ts';
import type { Caller, ControlParts } from './parts.ts';

/** A request as Fastify hands it over, not looked at yet. */
export interface RawRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly caller: Caller;
}

type Method = 'GET' | 'POST' | 'DELETE';

export interface Route {
  readonly method: Method;
  /** In the form of OpenAPI: `/v1/keys/{id}`. */
  readonly path: string;
  readonly operation: string;
  readonly summary: string;
  /** Whether it answers without a credential. */
  readonly open: boolean;
  /** Whether people answer to it in their own name, with a token of theirs, as well as the operator. */
  readonly people: boolean;
  readonly status: 200 | 201;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodObject;
  readonly answer: z.ZodType;
  run(parts: ControlParts, request: RawRequest): Promise<Result<unknown>>;
}

/** A route whose answer is known, for those who ask it. */
export interface TypedRoute<Answer extends z.ZodType> extends Route {
  readonly answer: Answer;
}

type Shape = z.ZodRawShape;
type Nothing = Record<never, never>;

interface Definition<
  Params extends Shape,
  Query extends Shape,
  Body extends Shape,
  Answer extends z.ZodType,
> {
  readonly method: Method;
  readonly path: string;
  readonly operation: string;
  readonly summary: string;
  readonly open?: true;
  readonly people?: true;
  readonly status?: 201;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly answer: Answer;
  handle(
    parts: ControlParts,
    given: {
      readonly params: z.output<z.ZodObject<Params>>;
      readonly query: z.output<z.ZodObject<Query>>;
      readonly body: z.output<z.ZodObject<Body>>;
      readonly caller: Caller;
    },
  ): Promise<Result<z.input<Answer>>>;
}

/** Makes a route that runs only on what its definition accepts; unknown keys are refused everywhere. */
export function route<
  Answer extends z.ZodType,
  Params extends Shape = Nothing,
  Query extends Shape = Nothing,
  Body extends Shape = Nothing,
>(definition: Definition<Params, Query, Body, Answer>): TypedRoute<Answer> {
  const { method, path, operation, summary, open = false, people = false, status = 200, answer } = definition;
  const params = z.strictObject((definition.params ?? {}) as Params);
  const query = z.strictObject((definition.query ?? {}) as Query);
  const body = z.strictObject((definition.body ?? {}) as Body);
  return {
    ...{ method, path, operation, summary, open, people, status, answer, params, query, body },
    async run(parts, request) {
      const given = {
        params: params.safeParse(request.params),
        query: query.safeParse(request.query),
        body: body.safeParse(request.body ?? {}),
      };
      if (!given.params.success) return refused('path', given.params.error);
      if (!given.query.success) return refused('query', given.query.error);
      if (!given.body.success) return refused('body', given.body.error);
      return definition.handle(parts, {
        params: given.params.data,
        query: given.query.data,
        body: given.body.data,
        caller: request.caller,
      });
    },
  };
}

/** Says what is wrong by names and types; a value that was given is not repeated. */
function refused(where: string, error: z.ZodError): Result<never> {
  const issues = error.issues.slice(0, 3).map(({ path, message }) => {
    return path.length === 0 ? message : `${path.join('.')}: ${message}`;
  });
  return failed(fault('control.invalid', `The ${where} is not acceptable. ${issues.join('. ')}.`));
}
