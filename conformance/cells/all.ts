/** The whole matrix. */
import type { Cell } from '../cell.ts';
import { ANSWER_DATA } from './answer-data.ts';
import { BYPASS_CELLS } from './bypasses.ts';
import { CHARTER_CELLS } from './charter.ts';
import { FAULT_CELLS } from './faults.ts';
import { HOSTILE } from './hostile.ts';
import { IDENTITY } from './identity.ts';
import { INSPECTION_CELLS } from './inspection.ts';
import { KEY_CELLS } from './keys.ts';
import { REQUEST_DATA } from './request-data.ts';
import { ROUTE_CELLS } from './routes.ts';
import { SCENES } from './scenes.ts';
import { SDK_CELLS } from './sdk.ts';
import { TOOL_CELLS } from './tools/all.ts';
import { UNREAD_CELLS } from './unread.ts';
import { WIRE_CELLS } from './wire.ts';

export const CELLS: readonly Cell[] = [
  ...REQUEST_DATA,
  ...ANSWER_DATA,
  ...IDENTITY,
  ...CHARTER_CELLS,
  ...INSPECTION_CELLS,
  ...BYPASS_CELLS,
  ...UNREAD_CELLS,
  ...ROUTE_CELLS,
  ...HOSTILE,
  ...FAULT_CELLS,
  ...KEY_CELLS,
  ...SDK_CELLS,
  ...WIRE_CELLS,
  ...TOOL_CELLS,
  ...SCENES,
];
