/** Pages for people who give grants: plain HTML without scripts, in which nothing of anybody else's choosing is markup. */

/** An answer, whole. */
export interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface PageContent {
  readonly title: string;
  readonly sentences: readonly string[];
  /** Asks for a credential, and sends it to the address of the page itself. */
  readonly asks?: boolean;
}

/**
 * WHY `same-origin` and not `no-referrer`: a form on a page of the latter names no origin of its own, by which it is
 * told from a form elsewhere (Fetch, "append a request Origin header"). Towards others both say nothing.
 */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

export function page(
  status: number,
  { title, sentences, asks = false }: PageContent,
  headers: Readonly<Record<string, string>> = {},
): Page {
  const form = asks
    ? `<form method="post"><p><label>Your token or Gatehouse key: <input type="password" name="credential" autocomplete="off" required></label> <button>Continue</button></p></form>\n`
    : '';
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<h1>${escaped(title)}</h1>
${sentences.map((sentence) => `<p>${escaped(sentence)}</p>\n`).join('')}${form}</html>
`;
  return { status, headers: { ...HEADERS, ...headers }, body };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
