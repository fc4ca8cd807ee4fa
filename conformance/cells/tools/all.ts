/** All cells about tools. */
import type { SceneCell } from '../../cell.ts';
import { TOOL_CALLS } from './calls.ts';
import { TOOL_DATA } from './data.ts';

export const TOOL_CELLS: readonly SceneCell[] = [...TOOL_CALLS, ...TOOL_DATA];
