/** What the sim reads out of a request, whatever its protocol. */

export type Json = Readonly<Record<string, unknown>>;

/** A piece of text that the model reads, in reading order. */
export interface Reading {
  readonly from: 'definition' | 'system' | 'user' | 'assistant' | 'tool';
  readonly text: string;
}

export interface SimTool {
  readonly name: string;
  readonly schema: Json;
}

export interface ToolCall {
  readonly name: string;
  readonly input: unknown;
}

export interface Prompt {
  readonly model: string;
  readonly readings: readonly Reading[];
  /** Whether the conversation ends with the result of a tool. */
  readonly afterTool: boolean;
  readonly tools: readonly SimTool[];
  /** `none`, `auto`, `required`, or the name of the one tool to call. */
  readonly toolChoice: 'none' | 'auto' | 'required' | { readonly name: string };
  readonly parallelTools: boolean;
  /** Calls that the conversation already holds. */
  readonly called: readonly ToolCall[];
  readonly maxTokens: number | undefined;
  readonly stopSequences: readonly string[];
  /** The schema of structured output; `{}` for any object. */
  readonly schema: Json | undefined;
  readonly thinking: boolean;
  readonly images: number;
  readonly documents: number;
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function recordOf(value: unknown): Json {
  return isJson(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function positiveOf(...values: unknown[]): number | undefined {
  return values.find((value) => typeof value === 'number' && value > 0) as number | undefined;
}

/** Every string inside a value, in order: descriptions hide anywhere in a schema. */
export function leavesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}

/** The text of the user's last turn that has any. */
export function lastUserText(prompt: Prompt): string {
  return prompt.readings.findLast((reading) => reading.from === 'user' && reading.text !== '')?.text ?? '';
}

/** A deterministic count: four characters a token, rounded up. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

export function inputTokens(prompt: Prompt): number {
  const text = prompt.readings.reduce((sum, reading) => sum + countTokens(reading.text), 0);
  return Math.max(1, text + 256 * (prompt.images + prompt.documents));
}
