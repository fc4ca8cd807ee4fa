/** Reads the texts that stand in images and documents beside what a person sees; the picture itself stays unread. */
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import { Unreadable } from './bytes.ts';
import { jpegTexts } from './jpeg.ts';
import { pdfTexts } from './pdf.ts';
import { pngTexts } from './png.ts';

type Read = (bytes: Buffer) => readonly string[] | Promise<readonly string[]>;

const READERS: Readonly<Record<string, Read>> = {
  'application/pdf': pdfTexts,
  'image/png': pngTexts,
  'image/jpeg': jpegTexts,
};

const BYTES_MAX = 20 * 1024 * 1024;
const TEXT_MAX = 4 * 1024 * 1024;

/**
 * All texts of a file, none of them empty. A file that is broken, too large, of another kind than it says, or of a
 * kind that is not known is a fault: it stays opaque. Even when all is read, pixels are not.
 */
export async function readTextLayers(
  bytes: Uint8Array,
  mediaType: string,
): Promise<Result<readonly string[]>> {
  const read = Object.hasOwn(READERS, mediaType) ? READERS[mediaType] : undefined;
  if (read === undefined) return unreadable('a kind of file that is not read');
  if (bytes.length > BYTES_MAX) return unreadable('too many bytes');
  try {
    const texts = await read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    const size = texts.reduce((sum, text) => sum + text.length, 0);
    return size > TEXT_MAX ? unreadable('too much text') : ok(texts.filter((text) => text.trim() !== ''));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return unreadable(error.message);
  }
}

function unreadable(cause: string) {
  return failed(fault('inspection.failed', 'The text layers of a file cannot be read.', { cause }));
}
