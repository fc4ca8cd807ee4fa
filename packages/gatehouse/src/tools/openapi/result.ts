/** What an operation says that it answers, as the schema of a tool's structured result; nothing where it does not say. */
import type { JsonSchema } from '../transport.ts';
import { isNode, type Node, type OpenApiDocument, Unsupported } from './document.ts';
import { createSchemaWriter } from './schema.ts';

const SUCCESSES = ['200', '201', '202', '203', '2XX'];

/** WHY nothing too where it cannot be read: a call is none the less what it is for what is said of its answer. */
export function readResult(document: OpenApiDocument, responses: unknown): Described {
  try {
    const described = describe(document, responses);
    return JSON.stringify(described).length > DESCRIBED_MAX ? {} : described;
  } catch (error) {
    if (error instanceof Unsupported) return {};
    throw error;
  }
}

interface Described {
  readonly outputSchema?: JsonSchema;
}

const DESCRIBED_MAX = 65_536;

function describe(document: OpenApiDocument, responses: unknown): Described {
  const schema = successOf(document, responses);
  if (schema === undefined) return {};
  const { node } = document.follow(schema);
  const type = isNode(node) ? node.type : undefined;
  // WHY only these: of anything else it is not known whether it will stand in the result itself or under `result`.
  if (typeof type !== 'string') return {};
  const writer = createSchemaWriter(document, 'loose');
  const written = writer.write(type === 'object' ? node : schema) as Node;
  const whole = type === 'object' ? written : { type: 'object', properties: { result: written } };
  const definitions = writer.definitions();
  return {
    outputSchema: { ...whole, ...(Object.keys(definitions).length === 0 ? {} : { $defs: definitions }) },
  };
}

function successOf(document: OpenApiDocument, responses: unknown): unknown {
  if (!isNode(responses)) return undefined;
  const status = SUCCESSES.find((code) => Object.hasOwn(responses, code));
  if (status === undefined) return undefined;
  const { node } = document.follow(responses[status]);
  const content = isNode(node) && isNode(node.content) ? node.content : {};
  const type = Object.keys(content).find((name) =>
    /^application\/(?:[a-z0-9.+-]+\+)?json(?:\s*;|$)/i.test(name),
  );
  const media = type === undefined ? undefined : content[type];
  return isNode(media) ? media.schema : undefined;
}
