/** The OpenAPI document of the control plane, generated from the table of routes. */
import { z } from 'zod';
import { CALLBACK_ADDRESS, CALLBACK_ANSWER, CALLBACK_BODY, CALLBACK_HEADERS } from './callback-shape.ts';
import type { Route } from './route.ts';
import { ROUTES } from './routes.ts';

type Json = Readonly<Record<string, unknown>>;

/** OpenAPI 3.1, whose schemas are JSON Schema draft 2020-12. */
export function openApiDocument(version: string): Json {
  const paths = Map.groupBy(ROUTES, ({ path }) => path);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gatehouse control plane',
      version,
      description:
        'For operators. The credential is in `control.json` in the data directory; unknown keys are refused everywhere.',
    },
    security: [{ bootstrap: [] }],
    paths: {
      ...Object.fromEntries(
        [...paths].map(([path, routes]) => [
          path,
          Object.fromEntries(routes.map((route) => [route.method.toLowerCase(), operationOf(route)])),
        ]),
      ),
      [CALLBACK_ADDRESS]: { post: CALLBACK },
    },
    components: {
      securitySchemes: {
        bootstrap: { type: 'http', scheme: 'bearer' },
        person: {
          ...{ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          description: 'A token of a person, of a configured issuer, for the audience `approvals.audience`.',
        },
      },
      schemas: { Error: schemaOf(ERROR, 'output') },
    },
  };
}

const ERROR = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** WHY by hand: its body is taken as it came, for that is what was signed, and Slack's is a form. */
const CALLBACK: Json = {
  operationId: 'answerThroughChannel',
  summary: 'Takes an answer through a channel, once; the signature over the body is its only proof.',
  security: [],
  parameters: [
    { name: 'channel', in: 'path', required: true, schema: { type: 'string' } },
    ...Object.entries(CALLBACK_HEADERS).map(([name, description]) => ({
      ...{ name, in: 'header', required: false, description, schema: { type: 'string' } },
    })),
  ],
  requestBody: {
    required: true,
    content: {
      ...json(schemaOf(CALLBACK_BODY, 'input')),
      'application/x-www-form-urlencoded': {
        schema: {
          type: 'object',
          required: ['payload'],
          properties: { payload: { type: 'string', description: 'Of Slack: `block_actions`, as JSON.' } },
        },
      },
    },
  },
  responses: responsesOf(200, CALLBACK_ANSWER),
};

function operationOf(route: Route): Json {
  const parameters = [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')];
  const body = schemaOf(route.body, 'input');
  return {
    operationId: route.operation,
    summary: route.summary,
    ...(route.open ? { security: [] } : {}),
    ...(route.people ? { security: [{ bootstrap: [] }, { person: [] }] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(Object.keys(route.body.shape).length === 0
      ? {}
      : { requestBody: { required: 'required' in body, content: json(body) } }),
    responses: responsesOf(route.status, route.answer),
  };
}

function responsesOf(status: number, answer: z.ZodType): Json {
  return {
    [status]: { description: 'Done.', content: json(schemaOf(answer, 'output')) },
    default: {
      description: 'Refused or failed; the code says why.',
      content: json({ $ref: '#/components/schemas/Error' }),
    },
  };
}

function parametersOf(shape: z.ZodObject, where: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = schemaOf(shape, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: where,
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

function schemaOf(type: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(type, { io, target: 'draft-2020-12' });
  return schema;
}

function json(schema: Json): Json {
  return { 'application/json': { schema } };
}
