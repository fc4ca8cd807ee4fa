/** The cookie by which a browser that began to give a grant is known again when it comes back. */

/**
 * WHY `__Host-`: no other origin, not even a subdomain, can set it (RFC 6265bis section 4.1.3.2). WHY `Lax`: the browser
 * comes back by a link of another site.
 */
const nameOf = (server: string) => `__Host-gatehouse-grant-${server}`;
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';
/** As long as a request for a grant waits. */
const SECONDS = 600;
const VALUE = /^[A-Za-z0-9_-]{43}$/;

export function cookieFor(server: string, value: string): string {
  return `${nameOf(server)}=${value}; Max-Age=${SECONDS}; ${ATTRIBUTES}`;
}

export function clearedCookie(server: string): string {
  return `${nameOf(server)}=; Max-Age=0; ${ATTRIBUTES}`;
}

/** Its value; undefined when there is none, or more than one. */
export function cookieIn(server: string, header = ''): string | undefined {
  const prefix = `${nameOf(server)}=`;
  const values = header
    .split(/[;,]/)
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(prefix))
    .map((pair) => pair.slice(prefix.length));
  const [value] = values;
  return values.length === 1 && value !== undefined && VALUE.test(value) ? value : undefined;
}
