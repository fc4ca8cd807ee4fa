/** What a tool's result says, as a value: structured where the tool gave it so, otherwise its text. */
import type { Json } from '../../mandate/flow.ts';
import { get, type JsonDocument, stringValue } from '../../protocols/json/document.ts';

/** MCP 2025-11-25, server/tools, "Structured Content": `structuredContent` says the same as the text beside it. */
export function saidIn(document: JsonDocument): Json {
  const structured = get(document.root, 'structuredContent');
  if (structured !== undefined) return valueAt(document, structured);
  const content = get(document.root, 'content');
  if (content?.kind !== 'array') return valueAt(document, document.root);
  const texts = content.children.map((block) => stringValue(document, get(block, 'text')));
  const [text] = texts;
  if (texts.length !== 1 || text === undefined) return valueAt(document, content);
  return parsed(text);
}

/** Whether the tool says that it failed. */
export function failedIn(document: JsonDocument): boolean {
  return (
    get(document.root, 'isError') !== undefined && valueAt(document, get(document.root, 'isError')) !== false
  );
}

/** WHY: many tools write JSON into their text, and their fields are labelled one by one only when they are read. */
function parsed(text: string): Json {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    // It only looked like JSON: it is text, labelled as a whole.
    return text;
  }
}

function valueAt({ source }: JsonDocument, node: ReturnType<typeof get>): Json {
  return node === undefined ? null : (JSON.parse(source.slice(node.start, node.end)) as Json);
}
