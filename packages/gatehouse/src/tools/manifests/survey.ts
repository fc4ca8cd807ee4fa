/** Compares what a server defines with what was accepted of it, for the person who decides. */
import type { AcceptedTool, PinnedDefinition } from '../../kernel/accepted-tool.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { ToolDefinition } from '../transport.ts';
import { checkPin, type Difference, pinOf } from './pin.ts';
import { type DefinitionInspector, type Suspicion, suspicionsOf } from './poison.ts';
import { type Proposal, propose } from './propose.ts';
import { createValidator } from './validator.ts';

/** A tool as a person has to look at it. */
export interface SurveyedTool {
  readonly server: string;
  readonly tool: string;
  /** `unusable`: its definition cannot be read, so it cannot be accepted either. */
  readonly state: 'accepted' | 'new' | 'changed' | 'missing' | 'unusable';
  readonly message: string;
  readonly accepted?: AcceptedTool;
  readonly pin?: string;
  readonly definition?: PinnedDefinition;
  /** Undefined where the accepted definition is not at hand. */
  readonly differences?: readonly Difference[] | undefined;
  readonly suspicions: readonly Suspicion[];
  readonly proposal?: Proposal;
}

export function surveyServer(
  server: string,
  definitions: readonly ToolDefinition[],
  {
    accepted,
    inspector,
  }: { readonly accepted: readonly AcceptedTool[]; readonly inspector: DefinitionInspector },
): Result<readonly SurveyedTool[]> {
  const own = new Map(accepted.filter((each) => each.server === server).map((each) => [each.tool, each]));
  const foreign = accepted.map(({ tool }) => tool).filter((tool) => !own.has(tool));
  const surveyed: SurveyedTool[] = [];
  for (const definition of definitions) {
    const seen = surveyTool(server, definition, { accepted: own.get(definition.name), foreign, inspector });
    if (!seen.ok) return seen;
    surveyed.push(seen.value);
  }
  for (const [tool, each] of own) {
    if (definitions.some(({ name }) => name === tool)) continue;
    const message = 'The server does not define it any more.';
    surveyed.push({ server, tool, state: 'missing', message, accepted: each, suspicions: [] });
  }
  return ok(surveyed);
}

function surveyTool(
  server: string,
  definition: ToolDefinition,
  {
    accepted,
    foreign,
    inspector,
  }: {
    readonly accepted: AcceptedTool | undefined;
    readonly foreign: readonly string[];
    readonly inspector: DefinitionInspector;
  },
): Result<SurveyedTool> {
  const tool = definition.name;
  const pinned = pinOf(definition);
  if ('unreadable' in pinned) {
    return ok({ server, tool, state: 'unusable', message: pinned.unreadable, suspicions: [] });
  }
  const validator = createValidator(pinned.definition.inputSchema);
  if ('unusable' in validator) {
    const message = `Its schema cannot be used: ${validator.unusable}.`;
    return ok({ server, tool, state: 'unusable', message, suspicions: [], ...pinned });
  }
  const suspicions = suspicionsOf(pinned.definition, inspector, foreign);
  if (!suspicions.ok) return suspicions;
  const seen = { server, tool, ...pinned, suspicions: suspicions.value, proposal: propose(definition) };
  if (accepted === undefined) return ok({ ...seen, state: 'new', message: 'Nobody has accepted it.' });
  const check = checkPin(accepted, definition);
  if (check.status !== 'changed')
    return ok({ ...seen, accepted, state: 'accepted', message: 'It is what was accepted.' });
  const message = 'Its definition is not the one that was accepted.';
  return ok({ ...seen, accepted, state: 'changed', message, differences: check.differences });
}
