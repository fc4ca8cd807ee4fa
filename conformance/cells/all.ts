/** The whole matrix. */
import type { Cell } from '../cell.ts';
import { ANSWER_DATA } from './answer-data.ts';
import { REQUEST_DATA } from './request-data.ts';

export const CELLS: readonly Cell[] = [...REQUEST_DATA, ...ANSWER_DATA];
