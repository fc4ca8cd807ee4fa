/** What the sim answers: a pure function of the prompt, before any protocol gives it a form. */
import { instanceOf } from './instance.ts';
import { obey } from './obey.ts';
import { countTokens, inputTokens, lastUserText, type Prompt, type ToolCall } from './prompt.ts';
import { beginningOf } from './words.ts';

export interface Usage {
  readonly input: number;
  readonly output: number;
}

/** An answer without a form. */
export interface Script {
  readonly thinking: string;
  readonly text: string;
  readonly calls: readonly ToolCall[];
  readonly end: 'stop' | 'length' | 'tools' | { readonly sequence: string };
  readonly usage: Usage;
}

type Draft = { readonly text: string } | { readonly calls: readonly ToolCall[] };

const LONG_TOKENS = 2_048;
const LONG_TOKENS_MAX = 1_048_576;
const LONG_SENTENCE = 'The gate stands open only for what it knows, and it writes down all that passes. ';

/** The models with a character of their own; every other name echoes. */
const CHARACTERS: Readonly<Record<string, (prompt: Prompt) => Draft>> = {
  long: (prompt) => ({ text: longText(Math.min(prompt.maxTokens ?? LONG_TOKENS, LONG_TOKENS_MAX)) }),
  tools: callTools,
  json: structured,
  compromised: (prompt) => {
    const deed = obey(prompt);
    return 'say' in deed ? { text: deed.say } : { calls: [deed.call] };
  },
};

/** The answer to a prompt; `choice` counts the answers that were asked for (`n`). */
export function scriptOf(prompt: Prompt, choice = 0): Script {
  const character = characterOf(prompt.model);
  const play = Object.hasOwn(CHARACTERS, character) ? CHARACTERS[character] : undefined;
  const draft = (play ?? friendly)(prompt);
  const thinking = prompt.thinking ? `The request has ${inputTokens(prompt)} tokens; I answer it.` : '';
  return finish(prompt, { draft, thinking, choice });
}

/** The name of a model without the provider's prefix. */
export function characterOf(model: string): string {
  return model.replace(/^sim\//, '');
}

function friendly(prompt: Prompt): Draft {
  if (prompt.schema !== undefined || forced(prompt)) return structured(prompt);
  return echo(prompt);
}

function echo(prompt: Prompt): Draft {
  const given = [counted(prompt.images, 'image'), counted(prompt.documents, 'document')].filter(Boolean);
  const said = lastUserText(prompt);
  const parts = [
    given.length === 0 ? '' : `I was given ${given.join(' and ')}.`,
    said === '' ? 'Hello! You said nothing yet.' : `You said: ${said}`,
  ];
  return { text: parts.filter(Boolean).join(' ') };
}

function callTools(prompt: Prompt): Draft {
  if (prompt.afterTool) {
    return {
      text: `The tool answered: ${prompt.readings.findLast(({ from }) => from === 'tool')?.text ?? ''}`,
    };
  }
  if (prompt.tools.length === 0 || prompt.toolChoice === 'none') return echo(prompt);
  const said = lastUserText(prompt);
  const calls = chosen(prompt, said).map(({ name, schema }) => ({ name, input: inputOf(schema, said) }));
  return { calls };
}

/** The named tool, or the first; all of them when the user asks for them in parallel. */
function chosen({ tools, toolChoice, parallelTools }: Prompt, said: string): Prompt['tools'] {
  if (typeof toolChoice === 'object')
    return [tools.find(({ name }) => name === toolChoice.name) ?? named(toolChoice)];
  if (!parallelTools || !/\bparallel\b/i.test(said)) return tools.slice(0, 1);
  return tools.length === 1 ? [...tools, ...tools] : tools;
}

function named({ name }: { readonly name: string }): Prompt['tools'][number] {
  return { name, schema: {} };
}

function inputOf(schema: Prompt['tools'][number]['schema'], said: string): unknown {
  return instanceOf({ type: 'object', ...schema }, said);
}

function structured(prompt: Prompt): Draft {
  const said = lastUserText(prompt);
  if (prompt.schema !== undefined) {
    const empty = Object.keys(prompt.schema).length === 0;
    return { text: JSON.stringify(empty ? { answer: said } : instanceOf(prompt.schema, said)) };
  }
  if (prompt.tools.length > 0 && !prompt.afterTool) return callTools(prompt);
  return { text: JSON.stringify({ answer: said }) };
}

function forced({ toolChoice, afterTool }: Prompt): boolean {
  return !afterTool && (toolChoice === 'required' || typeof toolChoice === 'object');
}

function longText(tokens: number): string {
  const characters = tokens * 4;
  return LONG_SENTENCE.repeat(Math.ceil(characters / LONG_SENTENCE.length)).slice(0, characters);
}

interface Unfinished {
  readonly draft: Draft;
  readonly thinking: string;
  readonly choice: number;
}

/** Applies stop sequences and the token limit, which thinking counts against too. */
function finish(prompt: Prompt, { draft, thinking, choice }: Unfinished): Script {
  const input = inputTokens(prompt);
  const room = prompt.maxTokens ?? Number.POSITIVE_INFINITY;
  const thought = beginningOf(thinking, room * 4);
  const left = room - countTokens(thought);
  if ('calls' in draft) {
    const output = countTokens(JSON.stringify(draft.calls));
    const fits = output <= left;
    const usage = { input, output: countTokens(thought) + (fits ? output : left) };
    return {
      thinking: thought,
      text: '',
      calls: fits ? draft.calls : [],
      end: fits ? 'tools' : 'length',
      usage,
    };
  }
  const full = choice === 0 ? draft.text : `(${choice + 1}) ${draft.text}`;
  const stopped = stopAt(full, prompt.stopSequences);
  const text = beginningOf(stopped.text, left * 4);
  // WHY: an answer that fills its limit exactly has run into it, as far as a model can tell.
  const cut = text.length < stopped.text.length || countTokens(text) === left;
  const end = cut ? 'length' : stopped.sequence === undefined ? 'stop' : { sequence: stopped.sequence };
  return {
    thinking: thought,
    text,
    calls: [],
    end,
    usage: { input, output: countTokens(thought) + countTokens(text) },
  };
}

function stopAt(text: string, sequences: readonly string[]): { text: string; sequence: string | undefined } {
  let found: { at: number; sequence: string } | undefined;
  for (const sequence of sequences) {
    const at = sequence === '' ? -1 : text.indexOf(sequence);
    if (at !== -1 && (found === undefined || at < found.at)) found = { at, sequence };
  }
  return found === undefined
    ? { text, sequence: undefined }
    : { text: text.slice(0, found.at), sequence: found.sequence };
}

function counted(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}
