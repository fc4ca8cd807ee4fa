/** Takes a credential out of text that whoever was shown it sent back. */

const REPLACEMENT = '[removed]';

/** Replaces every exact occurrence of the secret, as it is and as it stands inside a JSON string. */
export function scrub(text: string, secret: string | undefined): string {
  if (secret === undefined || secret === '') return text;
  return text.replaceAll(secret, REPLACEMENT).replaceAll(JSON.stringify(secret).slice(1, -1), REPLACEMENT);
}
