/** Keeps a program that we start away from us: another user, no network, none of our folders, bounded resources. */
import { spawnSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import type { Confinement } from '../../kernel/confinement.ts';

export interface ConfinementOptions {
  /** Who runs it where we are root. */
  readonly user: number;
  /** Whether it may use the network; then it is not confined, whatever else is done. */
  readonly network: boolean;
  readonly memoryBytes: number;
  /** Absolute paths of our folders and files that it must not see. */
  readonly hidden: readonly string[];
}

export interface Confined {
  readonly confinement: Confinement;
  /** What stands before the program and its arguments. */
  readonly prefix: readonly string[];
}

/**
 * The strictest way of running a program that this machine allows, found by trying: only what was seen to hold is
 * called confined. `self` is our own user.
 */
export function confine(self: number | undefined, options: ConfinementOptions): Confined {
  const prefix = strategiesFor(self, options).find(runs);
  if (prefix === undefined) return { confinement: 'unconfined', prefix: [] };
  const holds =
    !options.network && hasOwnNetwork(prefix) && options.hidden.every((path) => isHidden(prefix, path));
  return { confinement: holds ? 'confined' : 'unconfined', prefix };
}

/** Of both our own tools and the programs that are confined: nothing of ours. */
export const BARE_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C.UTF-8' };

const SELF_NETWORK = '/proc/self/ns/net';
/** Each is bounded for a process of the program; a fork bomb ends at the processes of its user. */
const FILES_MAX = 1_024;
const PROCESSES_MAX = 1_024;
const FILE_BYTES_MAX = 1_073_741_824;

/**
 * Covers each path that stands before `--`, then becomes what follows.
 * WHY a shell: nothing else can mount in the new namespace and then become another program. The text is fixed, and
 * what is run travels as positional parameters, which no shell reads as a command.
 */
const COVER = `while [ "$1" != -- ]; do
  if [ -d "$1" ]; then mount -t tmpfs -o ro,size=4k,mode=000 tmpfs "$1"
  elif [ -e "$1" ]; then mount --bind /dev/null "$1"
  fi || exit 125
  shift
done
shift
exec "$@"`;

/** Best first. Every one of them ends with us, may gain no privileges, and is bounded. */
function strategiesFor(
  self: number | undefined,
  options: ConfinementOptions,
): readonly (readonly string[])[] {
  const { hidden, network, user } = options;
  const ends = ['setpriv', '--pdeathsig=KILL', '--'];
  const apart = [
    '--mount',
    '--ipc',
    '--pid',
    '--fork',
    '--kill-child=KILL',
    '--mount-proc',
    ...(network ? [] : ['--net']),
  ];
  const cover = ['--', '/bin/sh', '-c', COVER, 'sh', ...hidden, '--'];
  const bounds = ['prlimit', ...limitsOf(options), '--'];
  const powerless = ['--no-new-privs', '--bounding-set=-all', '--inh-caps=-all'];
  const someone = [`--reuid=${user}`, `--regid=${user}`, '--clear-groups'];
  if (self === 0) {
    return [
      [...ends, 'unshare', ...apart, ...cover, ...bounds, 'setpriv', ...someone, ...powerless, '--'],
      [...bounds, 'setpriv', ...someone, ...powerless, '--pdeathsig=KILL', '--'],
    ];
  }
  return [
    // WHY root within: only it may mount there; outside of the namespace it is still us, and it keeps no power inside.
    [
      ...ends,
      'unshare',
      '--user',
      '--map-root-user',
      ...apart,
      ...cover,
      ...bounds,
      'setpriv',
      ...powerless,
      '--',
    ],
    [...bounds, 'setpriv', '--no-new-privs', '--pdeathsig=KILL', '--'],
  ];
}

function limitsOf({ memoryBytes }: ConfinementOptions): readonly string[] {
  return [
    '--core=0',
    `--nofile=${FILES_MAX}`,
    `--nproc=${PROCESSES_MAX}`,
    `--fsize=${FILE_BYTES_MAX}`,
    `--data=${memoryBytes}`,
  ];
}

function runs(prefix: readonly string[]): boolean {
  return tried(prefix, ['/bin/true']) !== undefined;
}

function hasOwnNetwork(prefix: readonly string[]): boolean {
  const network = tried(prefix, ['/bin/readlink', SELF_NETWORK]);
  return network !== undefined && network.trim() !== readlinkSync(SELF_NETWORK);
}

/** What cannot be listed, or has nothing in it, is not seen. A file that is covered is empty. */
function isHidden(prefix: readonly string[], path: string): boolean {
  const listed = tried(prefix, ['/bin/ls', '-A', `${path}/`]);
  const read = tried(prefix, ['/bin/head', '-c', '1', path]);
  return (listed ?? '') === '' && (read ?? '') === '';
}

/** What a program wrote; undefined when it could not run, or failed. */
function tried(prefix: readonly string[], program: readonly string[]): string | undefined {
  const [command = '', ...rest] = [...prefix, ...program];
  const ran = spawnSync(command, rest, { env: BARE_ENVIRONMENT, cwd: '/', encoding: 'utf8', timeout: 5_000 });
  return ran.status === 0 ? ran.stdout : undefined;
}
