/** Blanks what is not code: comments, strings, templates and regular expressions become spaces, position by position. */

/**
 * The same text, as long and with the same lines, in which only code is left. Quotes stay, their contents do not;
 * expressions inside templates stay.
 */
export function blank(text: string): string {
  let out = '';
  let at = 0;
  const templates: number[] = []; // For every open `${`, how many braces are open inside it.
  const keep = (to: number) => {
    out += text.slice(at, to);
    at = to;
  };
  const hide = (to: number) => {
    out += text.slice(at, to).replace(/[^\n]/g, ' ');
    at = to;
  };
  const templateText = () => {
    hide(endOf(TEMPLATE_TEXT, text, at));
    if (text.startsWith('${', at)) {
      keep(at + 2);
      templates.push(0);
    } else keep(at + 1);
  };

  while (at < text.length) {
    const char = text.charAt(at);
    const depth = templates.at(-1);
    if (text.startsWith('//', at)) hide(endOf(LINE_COMMENT, text, at));
    else if (text.startsWith('/*', at)) hide(endOf(BLOCK_COMMENT, text, at));
    else if (char === "'" || char === '"') {
      keep(at + 1);
      hide(endOf(char === "'" ? SINGLE : DOUBLE, text, at));
      keep(at + 1);
    } else if (char === '`') {
      keep(at + 1);
      templateText();
    } else if (char === '/' && startsExpression(out)) {
      hide(endOf(REGEX, text, at));
    } else if (char === '}' && depth === 0) {
      templates.pop();
      keep(at + 1);
      templateText();
    } else {
      if (depth !== undefined && char === '{') templates[templates.length - 1] = depth + 1;
      if (depth !== undefined && char === '}') templates[templates.length - 1] = depth - 1;
      keep(at + 1);
    }
  }
  return out;
}

const LINE_COMMENT = /[^\n]*/y;
const BLOCK_COMMENT = /\/\*[\s\S]*?(?:\*\/|$)/y;
const SINGLE = /(?:[^'\\\n]|\\[\s\S])*/y;
const DOUBLE = /(?:[^"\\\n]|\\[\s\S])*/y;
const TEMPLATE_TEXT = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;
const REGEX = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return at + Math.max(match?.[0].length ?? 0, pattern === REGEX && match === null ? 1 : 0);
}

/** Whether a slash here begins a regular expression: it does where a value may stand, and divides after one. */
function startsExpression(before: string): boolean {
  const last = /(?:([\w$]+)|(\S))\s*$/.exec(before.slice(-80));
  if (last === null) return true;
  if (last[1] !== undefined)
    return /^(?:return|typeof|case|in|of|delete|void|throw|new|await|yield)$/.test(last[1]);
  return !/[)\]'"`]/.test(last[2] ?? '');
}
