/** Who would run a tool of the Messages API, by its type. */
import { get } from '../json/document.ts';
import type { Spot } from '../leaves.ts';
import type { RequestLeaves } from '../request-leaves.ts';
import { voiceOf } from '../visits.ts';

/** Takes a tool's definition, and notes it when the caller would not be the one to run it. */
export function tool(leaves: RequestLeaves, spot: Spot): void {
  const node = get(spot.node, 'type');
  const type = leaves.text(node);
  const isCallers =
    node === undefined || node.kind === 'null' || (type !== undefined && CALLERS_TOOL.test(type));
  if (!isCallers)
    leaves.bypass(spot, PROVIDER_TOOL.test(type ?? '') ? 'provider_tool' : 'unknown_tool', type);
  leaves.take({ ...spot, voice: voiceOf('definition') });
}

/** Tools that the caller runs: its own, and those whose schema Anthropic publishes by date. */
const CALLERS_TOOL = /^(custom|(bash|text_editor|computer|memory|computer_toolset|browser_toolset)_\d{8})$/;

/** Tools that Anthropic runs. */
const PROVIDER_TOOL =
  /^(web_search|web_fetch|code_execution|tool_search_tool|advisor|mcp_toolset)(_[a-z0-9_]+)?$/;
