/** Fenced code blocks (CommonMark 0.31, section 4.5), as far as every reader agrees that they are one. */

/** The fence that is open: its mark and how many of them; mark 0 outside of one. */
export interface Fence {
  readonly mark: number;
  readonly length: number;
}

export const FENCES = ['```', '~~~'] as const;

const OUTSIDE: Fence = { mark: 0, length: 0 };
/**
 * Once readers could disagree, nothing counts as fenced for the rest of the text.
 * WHY: what stands in a fence is shown and not carried out, so whoever makes it look fenced to the gate alone wins.
 */
const DOUBT: Fence = { mark: -1, length: 0 };

export function isFenced({ mark }: Fence): boolean {
  return mark > 0;
}

const RUN_MAX = 64;
const INFO_MAX = 96;
const TICK = 96;
const INFO = /([^\r\n]{0,96})(\r?\n|$)?/y;
/** An HTML block goes on until a blank line (section 4.6), and a fence in it is none. */
const BEFORE_MAX = 96;

/** What the run of marks at `start` does to `fence`; `open` when what follows could still change that. */
export function fenceAt(
  text: string,
  { start, fence, last }: { readonly start: number; readonly fence: Fence; readonly last: boolean },
): { readonly fence: Fence; readonly end: number } | 'open' {
  const mark = text.charCodeAt(start);
  let end = start;
  while (end - start < RUN_MAX && text.charCodeAt(end) === mark) end += 1;
  if (end === text.length && end - start < RUN_MAX && !last) return 'open';
  const indent = indentOf(text, start);
  if (fence.mark < 0 || indent === undefined || indent > 3) return { fence, end };
  INFO.lastIndex = end;
  const [all = '', info = '', line] = INFO.exec(text) ?? [];
  if (
    end + all.length === text.length &&
    line !== '\n' &&
    line !== '\r\n' &&
    info.length < INFO_MAX &&
    !last
  ) {
    return 'open';
  }
  if (end - start === RUN_MAX || line === undefined) return { fence: DOUBT, end };
  if (isFenced(fence)) {
    const closes = mark === fence.mark && end - start >= fence.length && info.trim() === '';
    return { fence: closes ? OUTSIDE : fence, end };
  }
  if (mark === TICK && info.includes('`')) return { fence, end };
  const sure = indent === 0 && !followsMarkup(text, start);
  return { fence: sure ? { mark, length: end - start } : DOUBT, end };
}

/** The spaces before `start` on its line; undefined when something else stands there. */
function indentOf(text: string, start: number): number | undefined {
  let index = start;
  while (index > 0 && start - index < 5 && text[index - 1] === ' ') index -= 1;
  return index === 0 || text[index - 1] === '\n' ? start - index : undefined;
}

/** Whether the paragraph above holds what could be markup. */
function followsMarkup(text: string, start: number): boolean {
  const limit = Math.max(0, start - BEFORE_MAX);
  let blank = true;
  for (let index = start - 2; index >= limit; index -= 1) {
    const code = text.charCodeAt(index);
    if (code === 0x3c) return true;
    if (code === 0x0a && blank) return false;
    blank = code === 0x0a || (blank && code <= 0x20);
  }
  return false;
}
