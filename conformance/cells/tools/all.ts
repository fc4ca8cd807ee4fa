/** All cells about tools. */
import type { SceneCell } from '../../cell.ts';
import { TOOL_CALLS } from './calls.ts';
import { TOOL_CONTAINMENT } from './containment.ts';
import { TOOL_DATA } from './data.ts';
import { TOOL_DOOR } from './door.ts';
import { TOOL_HOLDS } from './holds.ts';
import { TOOL_MANDATES } from './mandates.ts';
import { TOOLS_ONCE } from './once.ts';
import { TOOL_RECORD } from './record.ts';
import { TOOL_SDK } from './sdk.ts';

export const TOOL_CELLS: readonly SceneCell[] = [
  ...TOOL_CALLS,
  ...TOOL_DATA,
  ...TOOL_DOOR,
  ...TOOLS_ONCE,
  ...TOOL_MANDATES,
  ...TOOL_CONTAINMENT,
  ...TOOL_HOLDS,
  ...TOOL_SDK,
  ...TOOL_RECORD,
];
