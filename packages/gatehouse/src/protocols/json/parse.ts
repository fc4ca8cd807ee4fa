/** Strict JSON (RFC 8259 within the limits of I-JSON, RFC 7493), read in one linear pass that keeps positions. */
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import {
  ARRAY_CLOSE,
  ARRAY_OPEN,
  BACKSLASH,
  COLON,
  COMMA,
  hexDigit,
  isDigit,
  isHigh,
  isLow,
  isShortEscape,
  OBJECT_CLOSE,
  OBJECT_OPEN,
  QUOTE,
} from './characters.ts';
import type { JsonDocument, JsonNode } from './document.ts';

export interface JsonLimits {
  /** How deep arrays and objects may nest; a scalar document has depth 0. At most `DEPTH_CEILING`. */
  readonly depthMax: number;
}

/**
 * Reads a document, or says at which character what is wrong: `request.json` for everything that RFC 8259 or
 * RFC 7493 forbids (duplicate keys, lone surrogates, integers beyond 2^53-1, numbers that overflow or vanish, a
 * byte order mark), `request.depth` for nesting beyond the limit. Never throws.
 */
export function parseJson(source: string, limits: JsonLimits): Result<JsonDocument> {
  const parser = new Parser(source, Math.min(limits.depthMax, DEPTH_CEILING));
  const root = parser.document();
  if (root !== undefined) return ok({ source, root });
  if (parser.tooDeep) {
    return failed(fault('request.depth', `The JSON nests deeper than ${limits.depthMax} levels.`));
  }
  return failed(fault('request.json', `The JSON has ${parser.problem} at character ${parser.at}.`));
}

/** Decodes a body: UTF-8 without errors and without a byte order mark (RFC 8259 section 8.1). */
export function decodeUtf8(bytes: Uint8Array): Result<string> {
  try {
    const text = UTF8.decode(bytes);
    if (text.charCodeAt(0) !== BYTE_ORDER_MARK) return ok(text);
    return failed(fault('request.json', 'The body begins with a byte order mark; JSON is sent without one.'));
  } catch {
    return failed(fault('request.json', 'The body is not valid UTF-8.'));
  }
}

/** INVARIANT: the parser and all walkers recurse once per level, so this bounds the stack. */
const DEPTH_CEILING = 512;
const BYTE_ORDER_MARK = 0xfeff;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const NO_NODES: readonly JsonNode[] = [];
const NO_NAMES: readonly string[] = [];
/** From this many keys on, duplicates are found by a set. */
const FEW_KEYS = 8;

const LITERALS = { t: 'true', f: 'false', n: 'null' } as const;

/** Recursive descent; every method leaves `at` behind what it read, or returns undefined with `problem` set. */
class Parser {
  readonly #source: string;
  readonly #depthMax: number;
  at = 0;
  problem = '';
  tooDeep = false;

  constructor(source: string, depthMax: number) {
    this.#source = source;
    this.#depthMax = depthMax;
  }

  document(): JsonNode | undefined {
    const root = this.#value(0);
    if (root === undefined) return undefined;
    this.#space();
    return this.at === this.#source.length ? root : this.#fail('something after its end');
  }

  #value(depth: number): JsonNode | undefined {
    this.#space();
    const code = this.#source.charCodeAt(this.at);
    if (code === QUOTE) return this.#string();
    if (code === OBJECT_OPEN || code === ARRAY_OPEN) {
      if (depth >= this.#depthMax) {
        this.tooDeep = true;
        return undefined;
      }
      return code === OBJECT_OPEN ? this.#object(depth + 1) : this.#array(depth + 1);
    }
    if (code === 0x74) return this.#literal(LITERALS.t);
    if (code === 0x66) return this.#literal(LITERALS.f);
    if (code === 0x6e) return this.#literal(LITERALS.n);
    return this.#number();
  }

  #object(depth: number): JsonNode | undefined {
    const start = this.at++;
    if (this.#takes(OBJECT_CLOSE)) return node('object', start, this.at);
    const names: string[] = [];
    const keys: JsonNode[] = [];
    const children: JsonNode[] = [];
    let seen: Set<string> | undefined;
    for (;;) {
      this.#space();
      if (this.#source.charCodeAt(this.at) !== QUOTE) return this.#fail('no key where one must stand');
      const key = this.#string();
      if (key === undefined) return undefined;
      const name = this.#nameOf(key);
      if (names.length === FEW_KEYS) seen = new Set(names);
      if (seen === undefined ? names.includes(name) : seen.has(name))
        return this.#fail('a repeated key', key.start);
      seen?.add(name);
      if (!this.#takes(COLON)) return this.#fail('no colon after a key');
      const child = this.#value(depth);
      if (child === undefined) return undefined;
      names.push(name);
      keys.push(key);
      children.push(child);
      if (this.#takes(COMMA)) continue;
      if (!this.#takes(OBJECT_CLOSE)) return this.#fail('an object that does not go on or end');
      return { kind: 'object', start, end: this.at, escaped: false, names, keys, children };
    }
  }

  #array(depth: number): JsonNode | undefined {
    const start = this.at++;
    if (this.#takes(ARRAY_CLOSE)) return node('array', start, this.at);
    const children: JsonNode[] = [];
    for (;;) {
      const child = this.#value(depth);
      if (child === undefined) return undefined;
      children.push(child);
      if (this.#takes(COMMA)) continue;
      if (!this.#takes(ARRAY_CLOSE)) return this.#fail('an array that does not go on or end');
      return {
        kind: 'array',
        start,
        end: this.at,
        escaped: false,
        names: NO_NAMES,
        keys: NO_NODES,
        children,
      };
    }
  }

  #string(): JsonNode | undefined {
    const source = this.#source;
    const start = this.at;
    let at = start + 1;
    let escaped = false;
    for (;;) {
      const code = source.charCodeAt(at);
      if (code === QUOTE) break;
      if (code === BACKSLASH) {
        const length = this.#escapeLength(at);
        if (length === 0) return this.#fail('a bad escape or a lone surrogate', at);
        escaped = true;
        at += length;
      } else if (code >= 0x20 && (code < 0xd800 || code > 0xdfff)) {
        at += 1;
      } else if (isHigh(code) && isLow(source.charCodeAt(at + 1))) {
        at += 2;
      } else {
        // WHY: at the end of the source the code is NaN, which fails every comparison above.
        return this.#fail(code < 0x20 ? 'a raw control character' : 'a lone surrogate or an open string', at);
      }
    }
    this.at = at + 1;
    return {
      kind: 'string',
      start,
      end: this.at,
      escaped,
      names: NO_NAMES,
      keys: NO_NODES,
      children: NO_NODES,
    };
  }

  /** The length of the escape at `at`, 0 when it is none. A surrogate counts only as a whole pair of escapes. */
  #escapeLength(at: number): number {
    const code = this.#source.charCodeAt(at + 1);
    if (isShortEscape(code)) return 2;
    if (code !== 0x75) return 0;
    const unit = this.#hex(at + 2);
    if (unit < 0 || isLow(unit)) return 0;
    if (!isHigh(unit)) return 6;
    const paired = this.#source.charCodeAt(at + 6) === BACKSLASH && this.#source.charCodeAt(at + 7) === 0x75;
    return paired && isLow(this.#hex(at + 8)) ? 12 : 0;
  }

  #hex(at: number): number {
    let value = 0;
    for (let index = at; index < at + 4; index += 1) {
      const digit = hexDigit(this.#source.charCodeAt(index));
      if (digit < 0) return -1;
      value = value * 16 + digit;
    }
    return value;
  }

  /** RFC 8259 section 6. */
  #number(): JsonNode | undefined {
    const source = this.#source;
    const start = this.at;
    if (source.charCodeAt(this.at) === 0x2d) this.at += 1;
    const leading = this.at;
    const whole = this.#digits();
    if (whole === 0) return this.#fail('no value where one must stand', start);
    if (whole > 1 && source.charCodeAt(leading) === 0x30)
      return this.#fail('a number with a leading zero', start);
    let integer = true;
    if (source.charCodeAt(this.at) === 0x2e) {
      integer = false;
      this.at += 1;
      if (this.#digits() === 0) return this.#fail('an unfinished number', start);
    }
    if ((source.charCodeAt(this.at) | 0x20) === 0x65) {
      integer = false;
      this.at += 1;
      const sign = source.charCodeAt(this.at);
      if (sign === 0x2b || sign === 0x2d) this.at += 1;
      if (this.#digits() === 0) return this.#fail('an unfinished number', start);
    }
    // WHY: up to 15 digits are always exact, so the common case needs no conversion.
    if (integer && whole <= 15) return node('number', start, this.at);
    if (isExact(source.slice(start, this.at), integer)) return node('number', start, this.at);
    return this.#fail('a number that a double cannot hold', start);
  }

  #digits(): number {
    const start = this.at;
    while (isDigit(this.#source.charCodeAt(this.at))) this.at += 1;
    return this.at - start;
  }

  #literal(word: 'true' | 'false' | 'null'): JsonNode | undefined {
    const start = this.at;
    if (this.#source.slice(start, start + word.length) !== word) return this.#fail('an unknown word');
    this.at += word.length;
    return node(word, start, this.at);
  }

  #nameOf(key: JsonNode): string {
    if (!key.escaped) return this.#source.slice(key.start + 1, key.end - 1);
    return JSON.parse(this.#source.slice(key.start, key.end)) as string;
  }

  #takes(code: number): boolean {
    this.#space();
    if (this.#source.charCodeAt(this.at) !== code) return false;
    this.at += 1;
    return true;
  }

  #space(): void {
    for (;;) {
      const code = this.#source.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at += 1;
    }
  }

  #fail(problem: string, at = this.at): undefined {
    this.problem = problem;
    this.at = at;
    return undefined;
  }
}

function node(kind: JsonNode['kind'], start: number, end: number): JsonNode {
  return { kind, start, end, escaped: false, names: NO_NAMES, keys: NO_NODES, children: NO_NODES };
}

/** RFC 7493 section 2.2: integers within ±(2^53-1); other numbers may round, but neither overflow nor vanish. */
function isExact(text: string, integer: boolean): boolean {
  const value = Number(text);
  if (integer) return Number.isSafeInteger(value);
  return Number.isFinite(value) && (value !== 0 || !/[1-9]/.test(text.split(/e/i, 1)[0] ?? ''));
}
