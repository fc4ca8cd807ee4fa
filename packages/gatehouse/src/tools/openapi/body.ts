/** The body that an operation takes: its properties as arguments of their own where it is a plain object, else one argument. */
import { isNode, type Node, type OpenApiDocument, Unsupported } from './document.ts';

export interface Body {
  readonly type: 'json' | 'form';
  readonly mediaType: string;
  readonly required: boolean;
  /** Whether the one member is the body itself. */
  readonly whole: boolean;
  readonly members: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly schema: unknown;
  }[];
}

/** What a schema may say besides its properties, and still be nothing but them. */
const PLAIN =
  /^(?:type|properties|required|additionalProperties|title|description|example|examples|externalDocs|xml|x-.*)$/;

export function readBody(document: OpenApiDocument, entry: unknown): Body | undefined {
  if (entry === undefined) return undefined;
  const { node } = document.follow(entry);
  if (!isNode(node) || !isNode(node.content)) throw new Unsupported('Its body has no content.');
  const types = Object.keys(node.content);
  const mediaType =
    types.find((type) => /^application\/json(?:\s*;|$)/i.test(type)) ??
    types.find((type) => /^application\/[a-z0-9.+-]+\+json$/i.test(type)) ??
    types.find((type) => type.toLowerCase() === FORM);
  const media = mediaType === undefined ? undefined : node.content[mediaType];
  if (mediaType === undefined || !isNode(media))
    throw new Unsupported(
      `Its body can only be sent as ${types.join(', ') || 'nothing'}, which is not supported.`,
    );
  const isForm = mediaType.toLowerCase() === FORM;
  if (isForm && media.encoding !== undefined)
    throw new Unsupported('The encoding of its form is not supported.');
  const required = node.required === true;
  const described = { type: isForm ? 'form' : 'json', mediaType: mediaType.toLowerCase(), required } as const;
  const properties = plainProperties(document, media.schema);
  if (properties !== undefined)
    return { ...described, whole: false, members: membersOf(document, properties, required) };
  if (isForm) throw new Unsupported('Its form is not a plain object.');
  return { ...described, whole: true, members: [{ name: 'body', required, schema: media.schema ?? {} }] };
}

const FORM = 'application/x-www-form-urlencoded';

function plainProperties(document: OpenApiDocument, schema: unknown): Node | undefined {
  const { node } = document.follow(schema);
  if (!isNode(node) || node.type !== 'object' || !isNode(node.properties)) return undefined;
  if (node.additionalProperties !== undefined && node.additionalProperties !== false) return undefined;
  return Object.keys(node).every((keyword) => PLAIN.test(keyword)) ? node : undefined;
}

function membersOf(document: OpenApiDocument, node: Node, required: boolean): Body['members'] {
  const demanded = Array.isArray(node.required) ? node.required : [];
  return Object.entries(isNode(node.properties) ? node.properties : {}).flatMap(([name, schema]) => {
    const { node: read } = document.follow(schema);
    // WHY left out: what is `readOnly` is never part of a request (3.0.4 section 4.7.24).
    if (isNode(read) && read.readOnly === true) return [];
    return [{ name, required: required && demanded.includes(name), schema }];
  });
}
