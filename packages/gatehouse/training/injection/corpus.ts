/** The labelled texts that training reads, and how each kind of them is read by the model. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Voice } from '../../src/inspection/detectors/injection/roles.ts';

export interface Row {
  readonly text: string;
  readonly label: 0 | 1;
  readonly source: string;
  readonly kind: string;
  readonly licence: string;
}

/** A text for the model, in a voice. */
export interface Example {
  readonly text: string;
  readonly label: 0 | 1;
  readonly voice: Voice;
  /** What shares its weight: no source counts for more than others because it is larger. */
  readonly group: string;
  /** How much its group counts. */
  readonly share: number;
}

export function corpusFolder(): string {
  const folder = process.env.GATEHOUSE_CORPORA;
  if (folder === undefined) throw new Error('GATEHOUSE_CORPORA must name the folder of the corpora');
  return join(folder, 'injection');
}

export function readRows(name: string): readonly Row[] {
  const bytes = gunzipSync(readFileSync(join(corpusFolder(), `${name}.jsonl.gz`)));
  return bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Row => JSON.parse(line));
}

/** Kinds that stand in documents and results of tools; all others are what people write. */
const IN_DATA = new Set(['indirect_injection', 'benign_document']);

export function naturalVoice({ kind }: Row): Voice {
  return IN_DATA.has(kind) ? 'data' : 'person';
}

/**
 * Permissive rows as examples. Attacks and documents are read in both voices, for attacks are pasted by people and
 * fetched by tools; what people may well ask for is no example of data.
 */
export function examplesOf(rows: readonly Row[]): readonly Example[] {
  return rows
    .filter(({ licence }) => licence === 'permissive')
    .flatMap((row) => {
      const natural = naturalVoice(row);
      const { text, label, source, kind } = row;
      const base = { text, label, group: `${kind}/${groupOf(source)}`, share: shareOf(row) };
      const other: Voice = natural === 'data' ? 'person' : 'data';
      const crossed = label === 1 || kind === 'benign_document';
      return [
        { ...base, voice: natural },
        ...(crossed
          ? [
              {
                ...base,
                group: `${base.group}/${other}`,
                share: base.share * (kind === 'indirect_injection' ? 1 : 0.5),
                voice: other,
              },
            ]
          : []),
      ];
    });
}

/** One book in many languages is many sources; pages of one project are one. */
function groupOf(source: string): string {
  return source;
}

/** Noisy labels count less. */
function shareOf({ source, kind }: Row): number {
  if (source === 'verazuo_inthewild') return 1;
  if (kind === 'indirect_injection') return 2.5;
  if (kind === 'benign_hard_negative') return 5;
  if (source.startsWith('prompting_book')) return 0.5;
  if (source.startsWith('docs:')) return 0.7;
  return 1;
}
