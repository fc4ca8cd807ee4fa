/** Reads the text layers of files that travel in crossings: bounded in number, size and time, and each file once. */
import { hash } from 'node:crypto';
import { readTextLayers } from './text-layers.ts';

export interface FileReader {
  /**
   * For each file (base64) all the text that was found in it, whatever the file says it is; undefined for one of which
   * nothing could be read: it stays opaque, as pixels do in any case.
   */
  read(tenant: string, files: readonly string[]): Promise<readonly (string | undefined)[]>;
}

/** Of one crossing. What is beyond stays unread. */
const FILES_MAX = 16;
const BASE64_MAX = 48 * 1024 * 1024;
const TIME_MS = 10_000;
/** Files that are read at once. Others stay unread, so that nobody waits for the files of strangers. */
const READ_MAX = 8;

const MEMO_CHARACTERS = 16 * 1024 * 1024;
const ENTRY_CHARACTERS = 100;

export function createFileReader(options: { readonly elapsedMs: () => number }): FileReader {
  const memo = createMemo();
  let reading = 0;

  async function readOnce(tenant: string, base64: string, until: number): Promise<string | undefined> {
    // INVARIANT: the key holds the tenant and the whole file; no tenant learns from another's.
    const key = hash('sha256', `${JSON.stringify(tenant)}\0${base64}`, 'base64');
    const known = memo.get(key);
    if (known !== undefined) return known.text;
    if (reading >= READ_MAX || options.elapsedMs() >= until) return undefined;
    reading += 1;
    try {
      const text = await readFile(Buffer.from(base64, 'base64'));
      memo.set(key, text);
      return text;
    } finally {
      reading -= 1;
    }
  }

  return {
    async read(tenant, files) {
      const until = options.elapsedMs() + TIME_MS;
      const texts: (string | undefined)[] = [];
      let left = BASE64_MAX;
      for (const [index, base64] of files.entries()) {
        left -= base64.length;
        const isTooMuch = index >= FILES_MAX || left < 0;
        texts.push(isTooMuch ? undefined : await readOnce(tenant, base64, until));
      }
      return texts;
    },
  };
}

/** With what each kind of file begins. */
const SIGNATURES: Readonly<Record<string, (head: string) => boolean>> = {
  'image/png': (head) => head.startsWith('\x89PNG\r\n\x1a\n'),
  'image/jpeg': (head) => head.startsWith('\xff\xd8'),
  'application/pdf': (head) => head.includes('%PDF-'),
};
/** A PDF's signature may stand behind other bytes (ISO 32000-1, annex H.3, note 13). */
const HEAD = 1_024;

/** WHY of every kind that it could be: a file that is two kinds at once is read as the other one by somebody. */
async function readFile(bytes: Buffer): Promise<string | undefined> {
  const head = bytes.toString('latin1', 0, HEAD);
  const texts: string[] = [];
  for (const [mediaType, begins] of Object.entries(SIGNATURES)) {
    if (!begins(head)) continue;
    const layers = await readTextLayers(bytes, mediaType);
    if (layers.ok) texts.push(...layers.value);
  }
  return texts.length === 0 ? undefined : texts.join('\n');
}

/** What was read, the least recently used forgotten first. */
function createMemo() {
  const entries = new Map<string, { readonly text: string | undefined }>();
  let characters = 0;
  const costOf = (text: string | undefined) => ENTRY_CHARACTERS + (text?.length ?? 0);
  return {
    get(key: string) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry;
    },
    set(key: string, text: string | undefined) {
      if (entries.has(key)) return;
      entries.set(key, { text });
      characters += costOf(text);
      for (const [oldest, forgotten] of entries) {
        if (characters <= MEMO_CHARACTERS) return;
        entries.delete(oldest);
        characters -= costOf(forgotten.text);
      }
    },
  };
}
