/** Dangerous combinations: text of outsiders, private data and a way out, all in the hands of one agent. */
import type { ToolManifest } from '../kernel/manifest.ts';
import type { Access, ConditionStanding } from './permissions.ts';

/** A tool or a model that can be reached, as far as danger depends on it. */
export interface Reached {
  readonly name: string;
  readonly access: Pick<Access, 'standing'> & { readonly conditions: readonly ConditionStanding[] };
  readonly manifest: ToolManifest;
}

/** What a tool brings to a combination. */
export interface Part {
  readonly tool: string;
  /** Fields of its result, or why it counts. */
  readonly what: readonly string[];
}

/**
 * One path that an attack can take ("the lethal trifecta"): whoever writes `input` steers the agent, which reads
 * `data` and gives it away through `out`.
 */
export interface Danger {
  readonly input: Part;
  readonly data: Part;
  readonly out: Part;
  /**
   * `open`: nothing but the agent stands in the way; `loosened`: a named rule lifts part of what holds it; `held`: a
   * person is asked before anything leaves that outsiders steer.
   */
  readonly standing: 'open' | 'loosened' | 'held';
}

export interface Dangers {
  /** The worst first. */
  readonly paths: readonly Danger[];
  /** How many more there are. */
  readonly more: number;
}

const PATHS_MAX = 50;
const SEVERITY: readonly Danger['standing'][] = ['open', 'loosened', 'held'];

/** INVARIANT: what a manifest does not say counts: a field without a row is written by outsiders. */
export function dangersOf(reached: readonly Reached[]): Dangers {
  const usable = reached.filter(({ access }) => access.standing !== 'denied');
  const part = (what: (manifest: ToolManifest) => readonly string[]) =>
    usable.flatMap(({ name, manifest }): Part[] => {
      const found = what(manifest);
      return found.length === 0 ? [] : [{ tool: name, what: found }];
    });
  const inputs = part(untrustedIn).sort(declaredFirst);
  const data = part(privateIn);
  const outs = usable.flatMap(({ name, manifest, access }) => {
    const what = waysOut(manifest);
    return what.length === 0 ? [] : [{ out: { tool: name, what }, standing: standingOf(access) }];
  });
  outs.sort((left, right) => SEVERITY.indexOf(left.standing) - SEVERITY.indexOf(right.standing));
  const paths: Danger[] = [];
  for (const { out, standing } of outs) {
    for (const read of data) {
      for (const input of inputs) {
        if (paths.length < PATHS_MAX) paths.push({ input, data: read, out, standing });
      }
    }
  }
  return { paths, more: outs.length * data.length * inputs.length - paths.length };
}

const UNSAID = 'nothing is said of who writes its result';

/** Fields that outsiders write; where a manifest says nothing of a result, all of it. */
function untrustedIn({ result }: ToolManifest): readonly string[] {
  if (result.length === 0) return [UNSAID];
  return result.flatMap(({ path, writers }) => (writers === 'outsiders' ? [path === '' ? 'all' : path] : []));
}

function privateIn({ result }: ToolManifest): readonly string[] {
  return result.flatMap(({ path, private: isPrivate, classes = [] }) => {
    if (isPrivate !== true && classes.length === 0) return [];
    const named = classes.length === 0 ? '' : ` (${classes.join(', ')})`;
    return [`${path === '' ? 'all' : path}${named}`];
  });
}

/** How somebody outside could learn something from a call. */
function waysOut({ effect, readers, arguments: named }: ToolManifest): readonly string[] {
  const outbound = Object.keys(named).filter((name) => named[name]?.outbound === true);
  if (effect === 'send') return [`sends, read by ${READERS[readers]}`];
  const shared = effect === 'write' && (readers === 'named' || readers === 'public');
  return [
    ...(shared ? [`writes, read by ${READERS[readers]}`] : []),
    ...outbound.map((name) => `what ${name} says reaches somebody outside`),
  ];
}

const READERS: Readonly<Record<ToolManifest['readers'], string>> = {
  subject: 'the subject alone',
  named: 'whomever its arguments name',
  members: 'the members of the organisation',
  public: 'anybody',
};

/** An attack meets no condition, so each of them has to be lifted before it goes through. */
function standingOf({ standing, conditions }: Reached['access']): Danger['standing'] {
  if (standing === 'held') return 'held';
  if (conditions.every((condition) => condition.standing === 'open')) return 'open';
  return conditions.some((condition) => condition.by.length > 0) ? 'loosened' : 'held';
}

function declaredFirst(left: Part, right: Part): number {
  return Number(left.what[0] === UNSAID) - Number(right.what[0] === UNSAID);
}
