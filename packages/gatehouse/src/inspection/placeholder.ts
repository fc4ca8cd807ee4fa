/** What a placeholder looks like: `<EMAIL_1>`, the class of what it stands for, and which of its values. */

/** The source of an expression that covers one, wherever it stands; its groups are the class in capitals and the number. */
export const PLACEHOLDER_FORM = '<([A-Z][A-Z0-9_]{0,63})_([1-9][0-9]{0,8})>';
/** The longest that it can be. */
export const PLACEHOLDER_MAX = 76;

const WHOLE = new RegExp(`^${PLACEHOLDER_FORM}$`);

export function placeholderOf(name: string, number: number): string {
  return `<${name.toUpperCase()}_${number}>`;
}

/** Undefined for what is no placeholder. */
export function readPlaceholder(
  text: string,
): { readonly class: string; readonly number: number } | undefined {
  const [, name, number] = WHOLE.exec(text) ?? [];
  return name === undefined ? undefined : { class: name.toLowerCase(), number: Number(number) };
}
