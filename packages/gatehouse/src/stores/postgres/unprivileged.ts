/** How PostgreSQL is run without privileges when we have them: it refuses to run as root, and rightly so. */
import { spawnSync } from 'node:child_process';
import { lchownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One way to run a program as somebody else; the files that it works on belong to `owner`. */
export interface Strategy {
  readonly name: string;
  readonly owner: number;
  /** What stands before the program and its arguments. */
  readonly prefix: readonly string[];
}

/** The strategies for a data directory that belongs to `dataOwner`, best first. The directory's owner is their memory. */
export function strategiesFor(self: number, dataOwner: number): readonly Strategy[] {
  if (self !== 0) return [{ name: 'plain', owner: self, prefix: [] }];
  const dropped = dataOwner === 0 ? 1 : dataOwner;
  return [
    // WHY: in a user namespace the process is not root, but owns root's files and may enter root's folders.
    ...(dataOwner === 0 ? [{ name: 'namespace', owner: 0, prefix: NAMESPACE }] : []),
    // WHY: the one capability that is kept lets it enter the folders above its data, whoever owns them.
    { name: 'capability', owner: dropped, prefix: capability(dropped) },
  ];
}

/** The first strategy with which `program --version` runs; undefined when none does. */
export function workingStrategy(strategies: readonly Strategy[], program: string): Strategy | undefined {
  return strategies.find(({ prefix }) => {
    const [command = program, ...rest] = [...prefix, program, '--version'];
    return spawnSync(command, rest, { env: CLEAN_ENVIRONMENT, stdio: 'ignore' }).status === 0;
  });
}

/** The environment of PostgreSQL's programs: none of ours, so that no `PG…` variable changes what they do. */
export const CLEAN_ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** Gives a folder and all that is in it to `owner`. */
export function giveTo(owner: number, path: string): void {
  const facts = lstatSync(path);
  if (facts.uid !== owner) lchownSync(path, owner, owner);
  if (facts.isDirectory()) for (const name of readdirSync(path)) giveTo(owner, join(path, name));
}

const NAMESPACE = ['unshare', '--user', '--map-user=1', '--map-group=1', '--'];

function capability(owner: number): readonly string[] {
  const identity = [`--reuid=${owner}`, `--regid=${owner}`, '--clear-groups'];
  // WHY: PostgreSQL asks access(2) about its own program, and that ignores capabilities of other users without this bit.
  const kept = ['--securebits=+no_setuid_fixup', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return ['setpriv', ...identity, ...kept, '--'];
}
