/** The digest of a body as it stands in the header `content-digest` (RFC 9530 section 2). */
import { hash, timingSafeEqual } from 'node:crypto';

/** The algorithms that are active and not insecure (RFC 9530 section 5). */
const ALGORITHMS: Readonly<Record<string, { readonly name: 'sha256' | 'sha512'; readonly bytes: number }>> = {
  'sha-256': { name: 'sha256', bytes: 32 },
  'sha-512': { name: 'sha512', bytes: 64 },
};

export function contentDigest(body: string | Uint8Array): string {
  return `sha-256=:${hash('sha256', body, 'base64')}:`;
}

/** Whether a header speaks of exactly this body: every digest that it gives of a known algorithm, and at least one. */
export function matchesContentDigest(header: string, body: string | Uint8Array): boolean {
  let known = 0;
  for (const member of header.split(',')) {
    const [, algorithm, encoded] =
      /^[ \t]*([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]+={0,2}):[ \t]*$/.exec(member) ?? [];
    if (algorithm === undefined || encoded === undefined) return false;
    const row = Object.hasOwn(ALGORITHMS, algorithm) ? ALGORITHMS[algorithm] : undefined;
    if (row === undefined) continue;
    const given = Buffer.from(encoded, 'base64');
    if (given.byteLength !== row.bytes || !timingSafeEqual(given, hash(row.name, body, 'buffer')))
      return false;
    known++;
  }
  return known > 0;
}
