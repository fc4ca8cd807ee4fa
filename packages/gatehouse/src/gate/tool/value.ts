/** What a tool's result says, as a value: structured where the tool gave it so, otherwise its text. */
import type { Json } from '../../mandate/flow.ts';
import { scalars } from '../../mandate/laundering.ts';
import { get, type JsonDocument, stringValue } from '../../protocols/json/document.ts';
import { parseJson } from '../../protocols/json/parse.ts';

/**
 * MCP 2025-11-25, server/tools, "Structured Content": `structuredContent` says the same as the text beside it.
 * INVARIANT: what is not a value of the tool stays within the names of the protocol, so that no row of a manifest takes
 * the `name` of a linked resource, which anybody can choose, for a field of the tool.
 */
export function saidIn(document: JsonDocument): Json {
  const structured = get(document.root, 'structuredContent');
  if (structured !== undefined) return valueAt(document, structured);
  const content = get(document.root, 'content');
  if (content?.kind !== 'array') return valueAt(document, document.root);
  const texts = content.children.map((block) => stringValue(document, get(block, 'text')));
  const [text] = texts;
  if (texts.length !== 1 || text === undefined) return { content: valueAt(document, content) };
  return parsed(text);
}

/** Texts of a structured result that say something else than its structure: nobody has said who writes them. */
export function saidBeside(document: JsonDocument): readonly string[] {
  const structured = get(document.root, 'structuredContent');
  const content = get(document.root, 'content');
  if (structured === undefined || content?.kind !== 'array') return [];
  const known = new Set([...scalars(valueAt(document, structured), '')].map(({ text }) => text));
  return content.children.flatMap((block) => {
    const said = stringValue(document, get(block, 'text'));
    const isKnown = said === undefined || [...scalars(parsed(said), '')].every(({ text }) => known.has(text));
    return isKnown ? [] : [said];
  });
}

/** Whether the tool says that it failed. */
export function failedIn(document: JsonDocument): boolean {
  return (
    get(document.root, 'isError') !== undefined && valueAt(document, get(document.root, 'isError')) !== false
  );
}

/** Deeper JSON in a text is text. */
const DEPTH_MAX = 64;

/**
 * WHY: many tools write JSON into their text, and their fields are labelled one by one only when they are read. What is
 * read in two ways is text: a key twice, of which readers take either, and a number that becomes another one.
 */
function parsed(text: string): Json {
  if (!/^\s*[[{]/.test(text) || !parseJson(text, { depthMax: DEPTH_MAX }).ok) return text;
  return JSON.parse(text) as Json;
}

function valueAt({ source }: JsonDocument, node: ReturnType<typeof get>): Json {
  return node === undefined ? null : (JSON.parse(source.slice(node.start, node.end)) as Json);
}
