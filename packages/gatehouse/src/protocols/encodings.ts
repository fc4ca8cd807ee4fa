/** How the protocols put bytes into strings: base64 and `data:` addresses. */

/** Whether `text` can only be base64 (RFC 4648, either alphabet). Linear. */
export function isBase64(text: string): boolean {
  return text !== '' && !NOT_BASE64.test(text);
}

/** How many bytes a base64 text of this length stands for, at most. */
export function bytesInBase64(length: number): number {
  return Math.floor((length * 3) / 4);
}

/** The parts of a `data:` address (RFC 2397); undefined when `text` is none. */
export function readDataUrl(
  text: string,
): { readonly mediaType: string; readonly base64: string | undefined } | undefined {
  const comma = text.indexOf(',');
  if (comma < 0 || !/^data:/i.test(text)) return undefined;
  const [mediaType = '', ...parameters] = text.slice('data:'.length, comma).toLowerCase().split(';');
  const payload = text.slice(comma + 1);
  const encoded = parameters.at(-1)?.trim() === 'base64' && isBase64(payload);
  return { mediaType: mediaType.trim(), base64: encoded ? payload : undefined };
}

const NOT_BASE64 = /[^A-Za-z0-9+/_=-]/;
