/** The words in which evidence is told: numbers, lists, moments and names as a person reads them. */

const CLASS_WORDS: Readonly<Record<string, string>> = {
  email: 'e-mail address',
  payment_card: 'payment card number',
  iban: 'bank account number (IBAN)',
  cloud_key: 'cloud or AI credential',
  private_key: 'private key',
};

/** A data class or another name of ours, without its underscores. */
export function inWords(name: string): string {
  return CLASS_WORDS[name] ?? name.replaceAll('_', ' ');
}

export function number(value: number): string {
  return value.toLocaleString('en-US');
}

export function counted(count: number, thing: string, things = `${thing}s`): string {
  return `${number(count)} ${count === 1 ? thing : things}`;
}

/** Counts by name: `e-mail address (2), private key (1)`. */
export function tally(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  return listed(parts.map(([name, count]) => `${inWords(name)} (${number(count)})`));
}

/** `a`, `a and b`, `a, b and c`; empty for none. */
export function listed(parts: readonly string[]): string {
  if (parts.length <= 1) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** Millionths of a US dollar as dollars, never rounded to nothing. */
export function dollars(microUsd: number): string {
  const text = (microUsd / 1_000_000).toFixed(6).replace(/0{1,4}$/, '');
  return `$${text}`;
}

export function duration(ms: number): string {
  return ms < 1_000 ? `${number(Math.round(ms))} ms` : `${number(Math.round(ms / 100) / 10)} s`;
}

/** `2026-10-03 10:55:04.123 UTC`. */
export function moment(at: string): string {
  return at.replace('T', ' ').replace('Z', ' UTC');
}

/**
 * Makes a line safe to print. Names and places come from callers and providers; INVARIANT: none of them can move the
 * cursor, colour the terminal, turn the reading direction or begin a line of its own.
 */
export function printable(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '\uFFFD');
}
