/** `gatehouse inspect`: shows what the detectors find in a text, without a running gate. */
import { type Finding, SURE } from '../inspection/detector.ts';
import { DETECTORS } from '../inspection/detectors/all.ts';
import { createInspector } from '../inspection/engine.ts';
import type { Inspector } from '../inspection/inspector.ts';
import { printable } from '../ledger/story-words.ts';
import { checkFiles } from './check.ts';
import { inspectLines } from './inspect-lines.ts';
import { type Place, passageOf, TENANT } from './inspect-places.ts';
import { type InspectedText, showJson, showText } from './inspect-text.ts';
import { EXIT, type World } from './io.ts';
import { printProblems } from './print-problems.ts';

const STANDARD_INPUT = '-';

export interface InspectFlags {
  readonly text: readonly string[];
  readonly place: Place;
  readonly config?: string;
  readonly failOn?: 'found' | 'unsure';
  readonly jsonl: boolean;
  readonly json: boolean;
}

export async function inspectCommand(
  files: readonly string[],
  flags: InspectFlags,
  world: World,
): Promise<number> {
  const { io } = world;
  const opened = await openAll(files, flags, world);
  if ('unreadable' in opened) {
    io.error(`The file ${printable(opened.unreadable)} cannot be read.\n`);
    return EXIT.refused;
  }
  const { sources } = opened;
  const own = ownDetectors(flags, world);
  if ('problems' in own) {
    printProblems(io, { problems: own.problems, warnings: [] });
    return EXIT.refused;
  }
  const inspector = createInspector({ detectors: [...DETECTORS, ...own.detectors] });
  const fails = ({ confidence }: Finding) =>
    flags.failOn === 'unsure' || (flags.failOn === 'found' && confidence >= SURE);
  const { place } = flags;
  if (flags.jsonl) return inspectLines(world, { inspector, chunks: joined(sources), place, fails });
  const texts: InspectedText[] = [];
  for (const source of sources) {
    const inspected = await inspectSource(inspector, source, place);
    if ('error' in inspected) {
      io.error(`${printable(source.name)}: ${inspected.error}\n`);
      return EXIT.refused;
    }
    texts.push(inspected);
  }
  io.write(flags.json ? showJson(texts) : showText(io, texts));
  return texts.some(({ findings }) => findings.some(fails)) ? EXIT.found : EXIT.fine;
}

/** Those of a configuration, which must be valid as a whole. */
function ownDetectors({ config }: InspectFlags, { read, nowMs }: World) {
  return config === undefined ? { detectors: [] } : checkFiles({ file: config, read, nowMs: nowMs() });
}

interface Source {
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

async function openAll(
  files: readonly string[],
  { text: texts }: InspectFlags,
  { open }: World,
): Promise<{ readonly sources: readonly Source[] } | { readonly unreadable: string }> {
  const sources: Source[] = [];
  for (const name of files.length + texts.length === 0 ? [STANDARD_INPUT] : files) {
    const chunks = await open(name);
    if (chunks === undefined) return { unreadable: name };
    sources.push({ name: name === STANDARD_INPUT ? 'standard input' : name, chunks });
  }
  for (const [index, text] of texts.entries()) {
    sources.push({ name: `text ${index + 1}`, chunks: once(Buffer.from(text)) });
  }
  return { sources };
}

async function inspectSource(
  inspector: Inspector,
  { name, chunks }: Source,
  place: Place,
): Promise<InspectedText | { readonly error: string }> {
  const text = await textOf(chunks);
  const inspected = inspector.inspect(TENANT, [passageOf(text, place)]);
  if (!inspected.ok) return { error: inspected.fault.message };
  return { name, text, findings: inspected.value.map(({ finding }) => finding) };
}

async function* joined(sources: readonly Source[]): AsyncGenerator<Uint8Array> {
  for (const { chunks } of sources) yield* chunks;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of chunks) parts.push(part);
  return new TextDecoder().decode(Buffer.concat(parts));
}
