/** Judges the definitions of one server: which of them are what a person has accepted, and why the others are not on offer. */
import type { AcceptedTool, PinnedDefinition } from '../../kernel/accepted-tool.ts';
import type { Confinement } from '../../kernel/confinement.ts';
import type { ToolDefinition } from '../transport.ts';
import type { CataloguedTool, Standing } from './catalogued.ts';
import { withDefaults } from './defaults.ts';
import type { Naming } from './names.ts';
import { pinOf } from './pin.ts';
import { type DefinitionInspector, suspicionsOf } from './poison.ts';
import { createValidator } from './validator.ts';

export interface Judged {
  readonly standing: Standing;
  /** A sentence without a word of the server's. */
  readonly message: string;
  readonly pin?: string;
  readonly offered?: CataloguedTool;
}

export interface Judging {
  readonly server: { readonly id: string; readonly confinement: Confinement };
  /** Of this server, by the server's own name. */
  readonly accepted: ReadonlyMap<string, AcceptedTool>;
  /** Names of tools of other servers. */
  readonly foreign: readonly string[];
  readonly names: ReadonlyMap<string, Naming>;
  readonly inspector: DefinitionInspector;
}

/** How many tools nobody has accepted are told of. */
const STRANGERS_MAX = 1_000;

export function judge(
  definitions: readonly ToolDefinition[],
  judging: Judging,
  before: ReadonlyMap<string, Judged>,
): ReadonlyMap<string, Judged> {
  const judged = new Map<string, Judged>();
  const seen = new Set<string>();
  let strangers = 0;
  for (const definition of definitions) {
    const { name } = definition;
    const accepted = judging.accepted.get(name);
    if (accepted === undefined) {
      strangers += 1;
      if (strangers <= STRANGERS_MAX)
        judged.set(name, { standing: 'unaccepted', message: 'Nobody has accepted it.' });
    } else if (seen.has(name)) {
      judged.set(name, { standing: 'ambiguous', message: 'The server defines it twice.' });
    } else {
      judged.set(name, judgeOne(definition, { accepted, judging, before: before.get(name) }));
    }
    seen.add(name);
  }
  for (const tool of judging.accepted.keys()) {
    if (!seen.has(tool))
      judged.set(tool, { standing: 'missing', message: 'The server does not define it any more.' });
  }
  return judged;
}

function judgeOne(
  definition: ToolDefinition,
  {
    accepted,
    judging,
    before,
  }: { readonly accepted: AcceptedTool; readonly judging: Judging; readonly before: Judged | undefined },
): Judged {
  const pinned = pinOf(definition);
  if ('unreadable' in pinned) return { standing: 'unusable', message: pinned.unreadable };
  const { pin } = pinned;
  if (pin !== accepted.pin) {
    return { standing: 'changed', pin, message: 'Its definition is not the one that was accepted.' };
  }
  // WHY not what failed to be inspected: the next look may succeed.
  if (before?.pin === pin && before.standing !== 'uninspected' && before.standing !== 'ambiguous')
    return before;
  const naming = judging.names.get(accepted.tool);
  if (naming === undefined || 'standing' in naming) {
    return { pin, ...(naming ?? { standing: 'unnamed', message: 'It has no name.' }) };
  }
  const poison = poisonIn(pinned.definition, accepted, judging);
  if (poison !== undefined) return { pin, ...poison };
  const validator = createValidator(pinned.definition.inputSchema);
  if ('unusable' in validator) {
    return { standing: 'unusable', pin, message: `Its schema cannot be used: ${validator.unusable}.` };
  }
  const { server, tool, owner } = accepted;
  const manifest = withDefaults(accepted.manifest, pinned.definition.inputSchema);
  const offered = {
    ...{ server, tool, id: `${server}/${tool}`, manifest, owner, pin, ...naming },
    definition: pinned.definition,
    confinement: judging.server.confinement,
    validate: validator.validate,
  };
  return { standing: 'offered', message: 'It is on offer.', pin, offered };
}

function poisonIn(
  definition: PinnedDefinition,
  { despite }: AcceptedTool,
  { inspector, foreign }: Judging,
): Pick<Judged, 'standing' | 'message'> | undefined {
  if (despite !== undefined) return undefined;
  const suspicions = suspicionsOf(definition, inspector, foreign);
  if (!suspicions.ok) return { standing: 'uninspected', message: 'Its definition could not be inspected.' };
  const [first] = suspicions.value;
  if (first === undefined) return undefined;
  return { standing: 'poisoned', message: `Its definition holds ${first.what}.` };
}
