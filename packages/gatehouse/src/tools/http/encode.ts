/** How a value becomes a part of a request: encoded or refused, so that it can never change what stands around it. */
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';

/** The fault for an argument that cannot be carried; it names the argument and never its value. */
export function refusedArgument(argument: string, why: string) {
  return failed(fault('tool.arguments', `The argument "${argument}" cannot be sent: ${why}.`));
}

/** The text of a scalar; undefined for everything else, lone surrogates included. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.isWellFormed() ? value : undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return typeof value === 'boolean' ? String(value) : undefined;
}

/** Percent-encodes everything but the unreserved characters (RFC 3986 section 2.3). @throws URIError for lone surrogates. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * Why a text may not stand in a path; undefined when it may, encoded.
 * WHY more than encoding: there are servers and proxies that decode a path before they split it, twice, or after
 * folding look-alikes of `/`; and a URL parser takes `%2e%2e` for `..`. What no spelling of an id needs is refused.
 */
export function objectionToPathText(text: string, slashes: boolean): string | undefined {
  if (text === '') return 'an empty text would name another address';
  for (let layer = text, rounds = 0; ; rounds++) {
    const folded = layer.normalize('NFKC');
    for (const spelling of [layer, folded]) {
      if (hasControl(spelling)) return 'control characters do not belong into an address';
      if (!slashes && /[/\\]/.test(spelling)) return 'a slash would name another address';
      if (spelling.split(/[/\\]/).some((part) => /^\.{0,2}$/.test(part)))
        return 'empty parts and dots alone would name another address';
    }
    const decoded = layer.replace(/%([0-9a-f]{2})/gi, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
    if (decoded === layer) return undefined;
    if (rounds === DECODINGS_MAX) return 'it is percent-encoded too many times';
    layer = decoded;
  }
}

const DECODINGS_MAX = 4;

/** The value of a header (RFC 9110 section 5.5, visible ASCII and spaces only). */
export function headerValue(argument: string, text: string): Result<string> {
  if (text === '' || /^[!-~](?:[ -~]*[!-~])?$/.test(text)) return ok(text);
  return refusedArgument(argument, 'a header holds one line of visible ASCII');
}

function hasControl(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return true;
  }
  return false;
}
