/** The table of the repository's checks. A new check is one row. */
import { deadExports, deadFiles } from './dead.ts';
import { commands, dependencies, generatedPages, links } from './documents.ts';
import { fileLength, firstLine } from './form.ts';
import { homes } from './homes.ts';
import { layers, minting } from './layers.ts';
import type { Check } from './repository.ts';

export const CHECKS: readonly Check[] = [
  fileLength,
  firstLine,
  deadFiles,
  deadExports,
  layers,
  minting,
  homes,
  dependencies,
  generatedPages,
  commands,
  links,
];
