/** Asks the running gate of a data directory, by the route that serves it, and tells the terminal what came back. */
import { resolve } from 'node:path';
import { z } from 'zod';
import type { TypedRoute } from '../http/control/route.ts';
import { CONTROL_FILE, readControlNote } from '../main/control-note.ts';
import { askControl, type ControlAnswer } from '../net/control-client.ts';
import { EXIT, type World } from './io.ts';

/** What is put into a request; what is undefined is left out. */
export interface Given {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface Asking<Answer extends z.ZodType> {
  readonly route: TypedRoute<Answer>;
  readonly given?: Given;
  /** The answer in words. */
  readonly tell: (answer: z.output<Answer>) => string;
  /** Whether the answer is yes; without it, any answer is. */
  readonly isYes?: (answer: z.output<Answer>) => boolean;
}

/** Asks, prints, and gives the exit code. */
export async function askGate<Answer extends z.ZodType>(
  { io }: World,
  { data, json }: { readonly data: string; readonly json: boolean },
  { route, given = {}, tell, isYes = () => true }: Asking<Answer>,
): Promise<number> {
  const asked = await ask({ data, route, given });
  if ('error' in asked) {
    if (json) io.write(`${JSON.stringify({ error: asked.error })}\n`);
    else io.error(`${asked.error.message} (${asked.error.code})\n`);
    return asked.exit;
  }
  const answer = route.answer.parse(asked.value);
  io.write(json ? `${JSON.stringify(answer)}\n` : tell(answer));
  return isYes(answer) ? EXIT.fine : EXIT.refused;
}

interface Refusal {
  readonly error: { readonly code: string; readonly message: string };
  readonly exit: number;
}

async function ask<Answer extends z.ZodType>(what: {
  data: string;
  route: TypedRoute<Answer>;
  given: Given;
}): Promise<{ readonly value: unknown } | Refusal> {
  const { data, route, given } = what;
  const note = readControlNote(resolve(data, CONTROL_FILE));
  if (note === undefined) {
    return away(
      `No gate is running on the data directory ${data}. Start one with npm start, or name another with --data.`,
    );
  }
  let answered: ControlAnswer;
  try {
    const { method } = route;
    const body = given.body === undefined ? {} : { body: given.body };
    answered = await askControl({ ...note, method, path: pathOf(route.path, given), ...body });
  } catch {
    return away(`No gate answers at ${note.url}. It may have been killed: start it again with npm start.`);
  }
  if (answered.status < 300) return { value: answered.value };
  const refused = REFUSED.safeParse(answered.value);
  if (!refused.success) return away(`What answers at ${note.url} is not a gate.`);
  return { ...refused.data, exit: exitFor(refused.data.error.code) };
}

const REFUSED = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

function exitFor(code: string): number {
  if (code === 'control.invalid') return EXIT.usage;
  // WHY: another gate has the port by now, and its credential is not the one in this data directory.
  return code.startsWith('identity.in') || code === 'identity.missing' ? EXIT.away : EXIT.refused;
}

function away(message: string): Refusal {
  return { error: { code: 'gate.away', message }, exit: EXIT.away };
}

function pathOf(path: string, { params = {}, query = {} }: Given): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size === 0 ? filled : `${filled}?${search}`;
}
