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
  {
    data,
    json,
    token,
  }: { readonly data: string; readonly json: boolean; readonly token?: string | undefined },
  { route, given = {}, tell, isYes = () => true }: Asking<Answer>,
): Promise<number> {
  const asked = await ask({ data, token, route, given });
  if ('error' in asked) return tellRefusal(io, json, asked);
  const { answer } = asked;
  io.write(json ? `${JSON.stringify(answer)}\n` : tell(answer));
  return isYes(answer) ? EXIT.fine : EXIT.refused;
}

export function tellRefusal(io: World['io'], json: boolean, { error, exit }: Refusal): number {
  if (json) io.write(`${JSON.stringify({ error })}\n`);
  else io.error(`${error.message} (${error.code})\n`);
  return exit;
}

export interface Refusal {
  readonly error: { readonly code: string; readonly message: string };
  readonly exit: number;
}

/** Asks; the answer is checked against what the route promises. */
export async function ask<Answer extends z.ZodType>(what: {
  readonly data: string;
  /** A person's own, instead of the credential of this machine. */
  readonly token: string | undefined;
  readonly route: TypedRoute<Answer>;
  readonly given: Given;
}): Promise<{ readonly answer: z.output<Answer> } | Refusal> {
  const { data, token, route, given } = what;
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
    answered = await askControl({
      ...note,
      ...(token === undefined ? {} : { token }),
      method,
      path: pathOf(route.path, given),
      ...body,
    });
  } catch {
    return away(`No gate answers at ${note.url}. It may have been killed: start it again with npm start.`);
  }
  if (answered.status < 300) return { answer: route.answer.parse(answered.value) };
  const refused = REFUSED.safeParse(answered.value);
  if (!refused.success) return away(`What answers at ${note.url} is not a gate.`);
  return { ...refused.data, exit: exitFor(refused.data.error.code, token !== undefined) };
}

const REFUSED = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

function exitFor(code: string, asPerson: boolean): number {
  if (code === 'control.invalid') return EXIT.usage;
  // WHY: another gate has the port by now, and its credential is not the one in this data directory.
  if (asPerson) return EXIT.refused;
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
