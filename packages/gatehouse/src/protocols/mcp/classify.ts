/** Decides by its body which era a call belongs to, and refuses headers that say anything else (2026-07-28, basic/transports). */
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import { get, type JsonNode, stringValue } from '../json/document.ts';
import { type RpcCall, valueAt } from './message.ts';
import { type Era, isModernRevision, META, MODERN_REVISIONS, NAMED_BY } from './revisions.ts';

/** What a client said of itself with a call. */
export interface ClientWords {
  readonly era: Era;
  readonly revision: string | undefined;
  readonly capabilities: Readonly<Record<string, unknown>>;
  /** Log messages below it are not wanted; undefined wants none. */
  readonly logLevel: string | undefined;
}

type Headers = Readonly<Record<string, string>>;

/**
 * INVARIANT: the body decides. A header never changes what a call is: it agrees with the body, or the call is refused
 * (platformatic/mcp #170 authorised on the header and executed the body).
 */
export function classify(call: RpcCall, headers: Headers): Result<ClientWords> {
  const meta = call.params === undefined ? undefined : get(call.params, '_meta');
  const claim = meta === undefined ? undefined : get(meta, META.revision);
  const header = headers['mcp-protocol-version'];
  if (claim === undefined || meta === undefined) {
    if (header === undefined || !isModernRevision(header)) return ok(LEGACY);
    // WHY: notifications carry no metadata in this revision, so for them the header is all there is.
    const named = headers['mcp-method']?.trim() ?? call.method;
    if (call.id === undefined && named === call.method) {
      return ok({ ...LEGACY, era: 'modern', revision: header });
    }
    return failed(fault('request.shape', `The params lack _meta with ${META.revision}.`));
  }
  const revision = stringValue(call.document, claim);
  const capabilities = get(meta, META.capabilities);
  if (revision === undefined || !isModernRevision(revision) || capabilities?.kind !== 'object') {
    const message = `_meta must name a revision in ${META.revision} and hold an object in ${META.capabilities}.`;
    return failed(fault('request.shape', message));
  }
  const mismatch = mismatchOf(call, { headers, revision });
  if (mismatch !== undefined) return failed(fault('request.mismatch', mismatch));
  if (!MODERN_REVISIONS.includes(revision)) {
    const message = `The gate speaks ${MODERN_REVISIONS.join(', ')} this way, and not the revision that was asked for.`;
    return failed(fault('request.revision', message));
  }
  return ok({
    era: 'modern',
    revision,
    capabilities: valueAt(call.document, capabilities) as Readonly<Record<string, unknown>>,
    logLevel: textAt(call, get(meta, META.logLevel)),
  });
}

const LEGACY: ClientWords = { era: 'legacy', revision: undefined, capabilities: {}, logLevel: undefined };

/** Says which header disagrees with the body. Every header that must be there is checked before it is believed. */
function mismatchOf(
  call: RpcCall,
  { headers, revision }: { headers: Headers; revision: string },
): string | undefined {
  const isNotification = call.id === undefined;
  const must = (name: string, wanted: string) => {
    const value = headers[name]?.trim();
    if (value === undefined && isNotification) return undefined;
    return value === wanted ? undefined : `The header ${name} must be there and say what the body says.`;
  };
  const version = must('mcp-protocol-version', revision) ?? must('mcp-method', call.method);
  if (version !== undefined) return version;
  const field = NAMED_BY.get(call.method);
  const name =
    field === undefined || call.params === undefined ? undefined : textAt(call, get(call.params, field));
  if (name === undefined) return undefined;
  const value = headers['mcp-name']?.trim();
  if (value !== undefined && decodeHeader(value) === name) return undefined;
  return 'The header mcp-name must be there and say what the body says.';
}

/** A value as it stands, or base64 of UTF-8 between `=?base64?` and `?=` where a header could not hold it. */
export function decodeHeader(value: string): string | undefined {
  const encoded = /^=\?base64\?(.*)\?=$/.exec(value)?.[1];
  if (encoded === undefined) return value;
  const bytes = Buffer.from(encoded, 'base64');
  // WHY: one text has one encoding; anything else that Buffer would accept is refused.
  if (bytes.toString('base64') !== encoded) return undefined;
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : undefined;
}

function textAt(call: RpcCall, node: JsonNode | undefined): string | undefined {
  return stringValue(call.document, node);
}
