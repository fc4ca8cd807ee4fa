/** How tools are told on a terminal: what each is, what changed, and what in it attacks its reader. */
import { printable } from '../ledger/story-words.ts';
import type { SurveyedTool } from '../tools/manifests/survey.ts';
import { table } from './table.ts';

/** Whether a person has to look at it. */
export function needsLook({ state, suspicions, accepted }: SurveyedTool): boolean {
  return state !== 'accepted' || (suspicions.length > 0 && accepted?.despite === undefined);
}

export function toolTable(tools: readonly SurveyedTool[]): string {
  const rows = tools.map((each) => [
    `${each.server}/${each.tool}`,
    needsLook(each) && each.state === 'accepted' ? 'poisoned' : each.state,
    each.accepted?.manifest.effect ?? '',
    each.accepted === undefined ? '' : `${each.accepted.accepted.by}, ${each.accepted.accepted.at}`,
  ]);
  return table(['TOOL', 'STATE', 'EFFECT', 'ACCEPTED'], rows, 'No server defines a tool.');
}

/** Everything that a person needs to see before a yes. */
export function toolStory(seen: SurveyedTool): string {
  const lines = [
    `${seen.server}/${seen.tool}: ${seen.message}`,
    ...(seen.pin === undefined ? [] : [`  its definition is ${seen.pin}`]),
    ...changes(seen),
    ...seen.suspicions.map(({ place, what }) => `  ! ${place} holds ${what}`),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function changes({ state, differences }: SurveyedTool): readonly string[] {
  if (state !== 'changed') return [];
  if (differences === undefined)
    return ['  the definition that was accepted is not at hand, so the change cannot be shown'];
  return differences.flatMap(({ path, was, is }) => [
    `  ${path}`,
    ...(was === undefined ? [] : [`    - ${was}`]),
    ...(is === undefined ? [] : [`    + ${is}`]),
  ]);
}

/** For programs; definitions are left out, for they can be fetched. */
export function toolJson(seen: SurveyedTool): object {
  const { server, tool, state, message, pin, differences, suspicions, proposal, accepted } = seen;
  return {
    ...{ server, tool, state, message, pin, suspicions, differences },
    needs_look: needsLook(seen),
    ...(accepted === undefined ? {} : { accepted: accepted.accepted, manifest: accepted.manifest }),
    ...(proposal === undefined || accepted !== undefined ? {} : { proposal }),
  };
}
