/** A model that has been taken over: it does what the last instruction anywhere in its input says. */
import { isJson, leavesOf, type Prompt, type ToolCall } from './prompt.ts';

/** What the instruction makes it do. */
export type Obedience = { readonly say: string } | { readonly call: ToolCall };

const CALL = /\bcall (?:the )?(?:tool |function )?[`"']?([\w.:/-]{1,128})[`"']? with (?=\{)/gi;
/** Up to the closing quote, or to the end of the sentence or line. */
const SAY = /\b(?:say|reply with|answer with)[ :]+(?:["“`]([^\n"”`]+)["”`]|(.+?)(?=[.!?](?:\s|$)|\n|$))/gi;

/**
 * Understands `call <tool> with {json}`, `say <text>` and `reply with <text>`, from whomever they come; without one of
 * these it repeats the last sentence that it read. A call that was already made is not made again.
 */
export function obey(prompt: Prompt): Obedience {
  for (const { text } of prompt.readings.toReversed()) {
    const found = instructionsIn(asRead(text)).findLast(({ deed }) => !done(prompt, deed));
    if (found !== undefined) return found.deed;
  }
  return { say: lastSentence(prompt.readings.at(-1)?.text ?? '') };
}

/** Results of tools are mostly JSON; a model reads what stands in its strings, not their escapes. */
function asRead(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return leavesOf(JSON.parse(text)).join('\n');
  } catch {
    // WHY: text that only begins like JSON is read as it stands.
    return text;
  }
}

interface Found {
  readonly at: number;
  readonly deed: Obedience;
}

function instructionsIn(text: string): readonly Found[] {
  const calls = [...text.matchAll(CALL)].flatMap((match): Found[] => {
    const end = match.index + match[0].length;
    const input = parseObjectAt(text, end);
    return input === undefined ? [] : [{ at: match.index, deed: { call: { name: match[1] ?? '', input } } }];
  });
  const says = [...text.matchAll(SAY)].map((match): Found => {
    return { at: match.index, deed: { say: (match[1] ?? match[2] ?? '').trim() } };
  });
  return [...calls, ...says].sort((left, right) => left.at - right.at);
}

function done(prompt: Prompt, deed: Obedience): boolean {
  if ('say' in deed) return false;
  const wanted = JSON.stringify(deed.call.input);
  return prompt.called.some((call) => call.name === deed.call.name && JSON.stringify(call.input) === wanted);
}

/** The JSON object that begins at `start`, with its braces balanced outside strings. */
function parseObjectAt(text: string, start: number): unknown {
  let depth = 0;
  let quoted = false;
  for (let index = start; index < text.length; index++) {
    const character = text[index];
    if (quoted) {
      if (character === '\\') index++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return parseObject(text.slice(start, index + 1));
  }
  return undefined;
}

function parseObject(source: string): unknown {
  try {
    const value: unknown = JSON.parse(source);
    return isJson(value) ? value : undefined;
  } catch {
    // WHY: text that only looks like a call is no instruction.
    return undefined;
  }
}

function lastSentence(text: string): string {
  return (
    text
      .split(/(?<=[.!?])\s+|\n+/)
      .map((sentence) => sentence.trim())
      .findLast((sentence) => sentence !== '') ?? 'I was told nothing.'
  );
}
