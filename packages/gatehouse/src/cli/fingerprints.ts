/** `gatehouse fingerprints`: registers documents, so that the gate finds text that is copied from them. */
import { type Command, InvalidArgumentError } from 'commander';
import { readTextLayers } from '../inspection/files/text-layers.ts';
import { RUN_MAX, RUN_MIN, registerDocuments } from '../inspection/fingerprints/store.ts';
import { printable } from '../ledger/story-words.ts';
import type { Finish, World } from './io.ts';
import { type KeepFlags, keepHashes, outOption, refuse } from './keep-hashes.ts';
import { dataOption, jsonOption } from './options.ts';

interface Flags extends KeepFlags {
  readonly run: number;
}

const RUN = 16;
const PDF = Buffer.from('%PDF-');

export function addFingerprints(program: Command, world: World, finish: Finish): void {
  program
    .command('fingerprints')
    .description("the organisation's own documents, kept only as keyed hashes of some of their words")
    .command('load')
    .description('read documents, which are not needed afterwards; a running gate has to reload')
    .argument('<files...>', 'plain text or PDF, all documents of one kind at once')
    .option('--run <words>', 'how many words in a row are certainly found', words, RUN)
    .addOption(outOption('inspection.fingerprints'))
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(async (files: readonly string[], flags: Flags) => finish(await load(files, flags, world)));
}

async function load(files: readonly string[], flags: Flags, { io, open }: World): Promise<number> {
  const documents: string[] = [];
  for (const file of files) {
    const text = await textOf(await open(file));
    if (text === undefined) return refuse(io, flags.json, `The file ${printable(file)} cannot be read.`);
    documents.push(text);
  }
  return keepHashes(io, flags, {
    make: (under) => registerDocuments(documents, { ...under, run: flags.run }),
    tell: ({ count, skipped }) =>
      `${count} fingerprints of ${documents.length} documents are kept in ${printable(flags.out)}; ${skipped} documents were too short.`,
  });
}

/** Undefined when the file is not there, or is a PDF that cannot be read. */
async function textOf(chunks: AsyncIterable<Uint8Array> | undefined): Promise<string | undefined> {
  if (chunks === undefined) return undefined;
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  const bytes = Buffer.concat(parts);
  if (!bytes.subarray(0, PDF.length).equals(PDF)) return bytes.toString('utf8');
  const texts = await readTextLayers(bytes, 'application/pdf');
  return texts.ok ? texts.value.join('\n') : undefined;
}

function words(text: string): number {
  const value = Number(text);
  if (/^\d{1,3}$/.test(text) && value >= RUN_MIN && value <= RUN_MAX) return value;
  throw new InvalidArgumentError(`It is a number from ${RUN_MIN} to ${RUN_MAX}.`);
}
