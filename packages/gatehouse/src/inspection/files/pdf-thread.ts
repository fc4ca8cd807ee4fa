/** The thread that reads one PDF with PDF.js: pages, annotations, form fields, outline and metadata. */
import { parentPort, workerData } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';

export type PdfAnswer = { readonly texts: readonly string[] } | { readonly unreadable: string };

type Document = Awaited<ReturnType<typeof getDocumentProxy>>;
type Page = Awaited<ReturnType<Document['getPage']>>;

const PAGES_MAX = 300;
const TEXT_MAX = 4 * 1024 * 1024;
const OUTLINE_MAX = 10_000;

parentPort?.postMessage(await answer(workerData as Uint8Array));

async function answer(file: Uint8Array): Promise<PdfAnswer> {
  try {
    return await read(file);
  } catch (error) {
    // WHY any error: this thread does nothing but read a file of a stranger, and dies with it.
    return { unreadable: error instanceof Error ? error.name : 'unknown' };
  }
}

async function read(file: Uint8Array): Promise<PdfAnswer> {
  const document = await getDocumentProxy(file, { stopAtErrors: true });
  if (document.numPages > PAGES_MAX) return { unreadable: 'it has too many pages' };
  if ((await document.getAttachments()) !== null) return { unreadable: 'it holds other files' };
  const texts = [...(await metadataOf(document)), ...(await outlineOf(document))];
  let size = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const found = [await contentOf(page), ...(await annotationsOf(page))];
    size += found.reduce((sum, text) => sum + text.length, 0);
    if (size > TEXT_MAX) return { unreadable: 'it has too much text' };
    texts.push(...found);
    page.cleanup();
  }
  return { texts };
}

async function contentOf(page: Page): Promise<string> {
  const { items } = await page.getTextContent();
  return items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('');
}

async function annotationsOf(page: Page): Promise<readonly string[]> {
  const annotations: readonly unknown[] = await page.getAnnotations();
  return annotations.flatMap((annotation) =>
    stringsOf(annotation, ['contentsObj', 'titleObj', 'fieldValue', 'url']),
  );
}

async function metadataOf(document: Document): Promise<readonly string[]> {
  const { info, metadata } = await document.getMetadata();
  const custom = (info as { readonly Custom?: unknown }).Custom;
  const raw: unknown = metadata?.getRaw();
  return [...stringsOf(info), ...stringsOf(custom), ...(typeof raw === 'string' ? [raw] : [])];
}

async function outlineOf(document: Document): Promise<readonly string[]> {
  const texts: string[] = [];
  const waiting = [...((await document.getOutline()) ?? [])];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    if (texts.length > OUTLINE_MAX) throw new RangeError('the outline is too long');
    texts.push(item.title, ...stringsOf(item, ['url']));
    waiting.push(...item.items);
  }
  return texts;
}

/** The texts among the values of an object, or among those named. Values may be texts, lists or `{ str }`. */
function stringsOf(holder: unknown, names?: readonly string[]): readonly string[] {
  if (typeof holder !== 'object' || holder === null) return [];
  return Object.entries(holder)
    .filter(([name]) => names?.includes(name) ?? true)
    .flatMap(([, value]: [string, unknown]) => {
      if (typeof value === 'string') return [value];
      if (Array.isArray(value)) return value.filter((each) => typeof each === 'string');
      return stringsOf(value, ['str']);
    });
}
