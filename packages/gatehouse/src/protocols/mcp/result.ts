/** Completes the source text of a result with what a revision demands; every other member stays as the server sent it. */
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import { get, type JsonDocument, stringValue } from '../json/document.ts';
import { parseJson } from '../json/parse.ts';

/** Reads a result's source text; what is no object breaks the protocol. */
export function readResultDocument(source: string, depthMax: number): Result<JsonDocument> {
  const parsed = parseJson(source, { depthMax });
  if (parsed.ok && parsed.value.root.kind === 'object') return parsed;
  return failed(fault('tool.protocol', 'The server answered with something that is no result.'));
}

/** Members to set, by their source text; undefined takes one out. */
export type Members = Readonly<Record<string, string | undefined>>;

/** Sets and removes members of the root object of a document; the others keep their source text. */
export function withMembers({ source, root }: JsonDocument, members: Members): string {
  const changed = new Map(Object.entries(members));
  const kept = root.names.flatMap((name, index) => {
    const start = root.keys[index]?.start ?? 0;
    return changed.has(name) ? [] : [source.slice(start, root.children[index]?.end)];
  });
  const set = [...changed].flatMap(([name, text]) =>
    text === undefined ? [] : [`${JSON.stringify(name)}:${text}`],
  );
  return `{${[...set, ...kept].join(',')}}`;
}

/** Methods whose result may ask the client for more (2026-07-28, basic/utilities/mrtr). */
const MAY_ASK = new Set(['tools/call', 'prompts/get', 'resources/read']);
/** Methods whose result says how long it may be kept (2026-07-28, schema, `CacheableResult`). */
const CACHEABLE = new Set(['resources/read']);

/** What a result of the modern era must say of itself. WHY `private`: what passes the gate was decided for one principal. */
export function completed(document: JsonDocument, method: string): Result<string> {
  const type = get(document.root, 'resultType');
  const resultType = type === undefined ? 'complete' : stringValue(document, type);
  const asks = resultType === 'input_required' && MAY_ASK.has(method);
  if (resultType !== 'complete' && !asks) {
    return failed(fault('tool.protocol', 'The server answered with a result of a type that it may not use.'));
  }
  const keeps = CACHEABLE.has(method) && !asks;
  const members = {
    ...(type === undefined ? { resultType: '"complete"' } : {}),
    ...(keeps && get(document.root, 'ttlMs')?.kind !== 'number' ? { ttlMs: '0' } : {}),
    ...(keeps ? { cacheScope: '"private"' } : {}),
  };
  return ok(Object.keys(members).length === 0 ? document.source : withMembers(document, members));
}
