/** Reads token counts as providers report them. */
import { type JsonDocument, type JsonNode, numberValue } from './json/document.ts';

/** A count of tokens; undefined when it is absent or nothing that can be counted. */
export function tokenCount(document: JsonDocument, node: JsonNode | undefined): number | undefined {
  const value = numberValue(document, node);
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
