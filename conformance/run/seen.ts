/** What a client saw: bytes, headers, and everything that a reader could put together from them. */

export interface Seen {
  readonly status: number;
  /** By lower-case name; repeats joined. */
  readonly headers: Readonly<Record<string, string>>;
  readonly raw: string;
  /** Why the connection broke off, if it did. */
  readonly broken: string | undefined;
}

export interface Understood {
  /** All texts: raw bytes, every string, strings joined over a stream, and JSON within strings. */
  readonly texts: readonly string[];
  /** The text of the first choice or text block. */
  readonly text: string;
  readonly code: string | undefined;
  /** Whether the error has the shape of the protocol. */
  readonly shaped: boolean;
  /** Whether a stream said that it was complete. */
  readonly complete: boolean;
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export function understand({ raw, headers }: Seen): Understood {
  const streamed = headers['content-type']?.startsWith('text/event-stream') === true;
  const documents = streamed ? eventsOf(raw) : documentsOf(raw);
  const joined = new Map<string, string>();
  for (const document of documents) {
    for (const [path, text] of stringsOf(document)) joined.set(path, (joined.get(path) ?? '') + text);
  }
  const error = documents.map(errorOf).find((found) => found !== undefined);
  return {
    texts: [raw, ...joined.keys(), ...[...joined.values()].flatMap(withInner)],
    text: [...joined].flatMap(([path, text]) => (TEXT.test(path) ? [text] : []))[0] ?? '',
    code: error?.code ?? undefined,
    shaped: error?.shaped ?? false,
    complete: /data: \[DONE\]|"type":\s*"message_stop"/.test(raw),
  };
}

const TEXT = /^\$\.(choices\[0\]\.(message|delta)\.content|content\[0\]\.text|delta\.0\.text)$/;

function eventsOf(raw: string): readonly Json[] {
  return raw.split(/\r?\n\r?\n/).flatMap((event) => {
    const data = event
      .split(/\r?\n/)
      .filter((line) => line.startsWith('data:'))
      .map((line) => line.slice('data:'.length).trimStart())
      .join('\n');
    return data === '' || data === '[DONE]' ? [] : documentsOf(data);
  });
}

function documentsOf(text: string): readonly Json[] {
  try {
    return [JSON.parse(text) as Json];
  } catch {
    return [];
  }
}

/** Every string (and key) with its path; items that state their index keep it over a whole stream. */
function* stringsOf(node: Json, path = '$', block = ''): Generator<readonly [string, string]> {
  if (typeof node === 'string') yield [path, node];
  else if (typeof node === 'number') yield [path, String(node)];
  else if (Array.isArray(node)) {
    for (const [index, item] of node.entries())
      yield* stringsOf(item, `${path}[${numberOf(item) ?? index}]`, block);
  } else if (node !== null && typeof node === 'object') {
    const fields = node as { readonly [key: string]: Json };
    const inner = typeof fields.index === 'number' && path === '$' ? `.${fields.index}` : block;
    for (const [key, value] of Object.entries(fields)) {
      yield [`${path}~key`, ` ${key} `];
      yield* stringsOf(value, key === 'delta' && path === '$' ? `$.delta${inner}` : `${path}.${key}`, inner);
    }
  }
}

function numberOf(item: Json): number | undefined {
  const index = item !== null && typeof item === 'object' && 'index' in item ? item.index : undefined;
  return typeof index === 'number' ? index : undefined;
}

/** A text, and what stands in it should it be JSON, or a piece of JSON with escapes. */
function withInner(text: string): readonly string[] {
  const inner = text.startsWith('{') ? documentsOf(text).flatMap((node) => [...stringsOf(node)].flat()) : [];
  const unescaped = text.replaceAll(/\\u([0-9a-fA-F]{4})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return [text, unescaped, ...inner];
}

type Refusal = { readonly code: string | undefined; readonly shaped: boolean };

function errorOf(document: Json): Refusal | undefined {
  if (!isObject(document)) return undefined;
  if ('jsonrpc' in document) return rpcErrorOf(document);
  const { error } = document;
  if (!isObject(error) || !('message' in error)) return undefined;
  const code = typeof error.code === 'string' ? error.code : undefined;
  const shaped = typeof error.type === 'string' && typeof error.message === 'string';
  return { code, shaped };
}

/** MCP says no in an error of JSON-RPC, in a result for the model to read, or by where a held call stands. */
function rpcErrorOf({ error, result }: Fields): Refusal | undefined {
  if (isObject(error)) {
    const { code, status } = isObject(error.data) ? error.data : {};
    const held = typeof status === 'string' ? `hold.${status}` : undefined;
    // WHY the message: where the protocol says what an error's data are, the code stands there alone.
    const told = /\[([a-z_]+\.[a-z_]+)[,\]]/.exec(String(error.message))?.[1];
    return {
      code: typeof code === 'string' ? code : (held ?? told),
      shaped: Number.isInteger(error.code) && typeof error.message === 'string',
    };
  }
  if (!isObject(result) || !isObject(result._meta)) return undefined;
  const { 'gatehouse/fault': fault, 'gatehouse/hold': hold } = result._meta;
  if (isObject(fault)) return { code: String(fault.code), shaped: result.isError === true };
  // WHY every shape: a call that waits is told in the form that its client knows.
  return isObject(hold) ? { code: `hold.${String(hold.status)}`, shaped: true } : undefined;
}

type Fields = { readonly [key: string]: Json };

function isObject(value: Json | undefined): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
