/** The text layers of files, as passages: inspected like any other text, but nothing in them can be rewritten. */
import type { Passage } from '../kernel/passage.ts';
import type { AttachedFile } from '../protocols/protocol.ts';
import type { Crossing } from './crossing.ts';
import type { Gate } from './gate.ts';

/** Empty without an await where there are no files. What could not be read is no passage; it is opaque already. */
export function layersOf(
  gate: Gate,
  crossing: Crossing,
  files: readonly AttachedFile[],
): readonly Passage[] | Promise<readonly Passage[]> {
  return files.length === 0 ? [] : readLayers(gate, crossing, files);
}

async function readLayers(
  gate: Gate,
  { principal }: Crossing,
  files: readonly AttachedFile[],
): Promise<readonly Passage[]> {
  const texts = await gate.files.read(
    principal.tenant,
    files.map(({ base64 }) => base64),
  );
  return files.flatMap(({ place, node }, index): readonly Passage[] => {
    const text = texts[index];
    if (text === undefined) return [];
    const slot = { start: node.start, end: node.end, kind: 'string' } as const;
    return [
      { place: `${place}~text`, role: 'document', view: 'text', text, slot, signed: true, layer: true },
    ];
  });
}
