/** What an HTTP answer becomes: the text of an MCP `CallToolResult`, with the answer's own JSON in it, digit for digit. */
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { IncomingAnswer } from '../../providers/provider.ts';
import { breakOf, tooLarge } from '../read-answer.ts';
import type { ToolAnswer } from '../transport.ts';

/** `scrub` takes the credential out of what came back: APIs quote the key that they refuse. */
export async function readAnswer(
  answer: IncomingAnswer,
  bytesMax: number,
  scrub: (text: string) => string,
): Promise<Result<ToolAnswer>> {
  const refusal = REFUSALS.find(({ from, to }) => answer.status >= from && answer.status <= to);
  if (refusal !== undefined) {
    answer.abandon();
    return failed(fault(refusal.code, refusal.message, { cause: `status ${answer.status}` }));
  }
  const bytes = await readAll(answer, bytesMax);
  if (!bytes.ok) return bytes;
  const told = contentOf(answer, bytes.value);
  const body = resultText({ ...told, text: scrub(told.text) }, answer.status);
  return Buffer.byteLength(body) > bytesMax ? failed(tooLarge(bytesMax)) : ok({ body });
}

/** Answers that say nothing to whoever called. */
const REFUSALS = [
  {
    from: 300,
    to: 399,
    code: 'tool.refused',
    message: 'The tool answered with a redirect, which is not followed.',
  },
  {
    from: 401,
    to: 401,
    code: 'tool.credential',
    message: 'The tool did not accept the credential of the gate.',
  },
  { from: 407, to: 407, code: 'tool.refused', message: 'A proxy before the tool refused the call.' },
] as const;

interface Told {
  readonly text: string;
  readonly json: boolean;
}

/** Text as it is; of what cannot be read as text, only that it came. */
function contentOf({ status, headers }: IncomingAnswer, bytes: Buffer): Told {
  if (bytes.byteLength === 0) return { text: `Status ${status}, without content.`, json: false };
  const [type = '', ...parameters] = (headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  const charset =
    parameters
      .find((part) => part.startsWith('charset='))
      ?.slice(8)
      .replaceAll('"', '') ?? 'utf-8';
  if (TEXT_TYPES.test(type) && CHARSETS.has(charset)) {
    try {
      return { text: new TextDecoder(charset, { fatal: true }).decode(bytes), json: JSON_TYPES.test(type) };
    } catch (error) {
      // WHY only these: they are what `fatal` throws for bytes that are no text in this encoding.
      if (!(error instanceof TypeError)) throw error;
    }
  }
  const named = /^[a-z0-9.+-]{1,64}\/[a-z0-9.+-]{1,64}$/.test(type) ? type : 'of an unknown type';
  return {
    text: `Status ${status}; the content (${named}, ${bytes.byteLength} bytes) is not text.`,
    json: false,
  };
}

const JSON_TYPES = /^application\/(?:[a-z0-9.+-]+\+)?json$/;
const TEXT_TYPES = /^(?:text\/[a-z0-9.+-]+|application\/(?:[a-z0-9.+-]+\+)?(?:json|xml)|)$/;
const CHARSETS = new Set(['utf-8', 'utf8', 'us-ascii', 'iso-8859-1', 'windows-1252']);

/**
 * INVARIANT: `structuredContent` is the source text of the answer, never parsed and written again, so that no digit of
 * a number is lost. What is no object stands under `result`, because the structure of a result is one (MCP).
 */
function resultText({ text, json }: Told, status: number): string {
  const failure = status >= 400;
  const shown = failure ? `The tool answered with status ${status}.\n${text}` : text;
  const structured = json && !failure ? structuredOf(text) : undefined;
  const members = [
    `"content":${JSON.stringify([{ type: 'text', text: shown }])}`,
    ...(structured === undefined ? [] : [`"structuredContent":${structured}`]),
    ...(failure ? ['"isError":true'] : []),
  ];
  return `{${members.join(',')}}`;
}

function structuredOf(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? text : `{"result":${text}}`;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function readAll(answer: IncomingAnswer, bytesMax: number): Promise<Result<Buffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of answer.body) {
      size += chunk.byteLength;
      // WHY: leaving the loop abandons the answer, so nothing more is read than was allowed.
      if (size > bytesMax) return failed(tooLarge(bytesMax));
      chunks.push(chunk);
    }
  } catch (error) {
    return failed(breakOf(error));
  }
  return ok(Buffer.concat(chunks, size));
}
