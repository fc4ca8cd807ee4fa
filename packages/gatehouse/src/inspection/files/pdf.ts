/** The texts of a PDF, read in a thread of its own with bounds on time and memory: files of strangers are hostile. */
import { Worker } from 'node:worker_threads';
import { Unreadable } from './bytes.ts';
import type { PdfAnswer } from './pdf-thread.ts';

const SIGNATURE = '%PDF-';
/** The signature may stand behind some other bytes (ISO 32000-1, annex H.3, note 13). */
const SIGNATURE_WITHIN = 1_024;
const TIME_MS = 10_000;
const MEMORY_MB = 256;
const THREADS_MAX = 2;

let running = 0;
const waiting: (() => void)[] = [];

export async function pdfTexts(file: Buffer): Promise<readonly string[]> {
  if (!file.toString('latin1', 0, SIGNATURE_WITHIN).includes(SIGNATURE)) throw new Unreadable('it is no PDF');
  if (running >= THREADS_MAX) await new Promise<void>((go) => waiting.push(go));
  running += 1;
  try {
    return await inThread(file);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

async function inThread(file: Buffer): Promise<readonly string[]> {
  const { promise, resolve, reject } = Promise.withResolvers<PdfAnswer>();
  const worker = new Worker(new URL('./pdf-thread.ts', import.meta.url), {
    workerData: Uint8Array.from(file),
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 32 },
    // WHY: what a parser has to say about a hostile file is nobody's log.
    stdout: true,
    stderr: true,
  });
  const late = setTimeout(() => reject(new Unreadable('it takes too long')), TIME_MS);
  worker.once('message', resolve);
  worker.once('error', () => reject(new Unreadable('it breaks its reader')));
  worker.once('exit', () => reject(new Unreadable('it breaks its reader')));
  try {
    const answer = await promise;
    if ('unreadable' in answer) throw new Unreadable(answer.unreadable);
    return answer.texts;
  } finally {
    clearTimeout(late);
    await worker.terminate();
  }
}
