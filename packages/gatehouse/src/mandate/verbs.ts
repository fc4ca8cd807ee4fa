/** The verbs by which people ask for actions, in groups that mean the same to a tool. */
import type { ArgumentRole, ToolManifest } from '../kernel/manifest.ts';

/**
 * Each row is one kind of action. A tool belongs to the rows in which a verb of its name (or of its manifest's `does`)
 * stands; words ask for it when they hold a verb of these rows. A verb may stand in several rows.
 */
const GROUPS: readonly (readonly string[])[] = [
  [
    'send',
    'email',
    'mail',
    'message',
    'dm',
    'forward',
    'reply',
    'write',
    'tell',
    'notify',
    'inform',
    'text',
    'respond',
  ],
  ['pay', 'send', 'transfer', 'refund', 'reimburse', 'wire', 'remit', 'settle', 'return'],
  ['post', 'publish', 'write', 'reply', 'announce', 'send', 'message', 'say', 'share', 'respond', 'ask'],
  ['share', 'grant', 'give'],
  [
    'create',
    'add',
    'make',
    'set',
    'schedule',
    'book',
    'plan',
    'generate',
    'open',
    'put',
    'write',
    'save',
    'arrange',
    'organize',
    'organise',
    'remind',
    'register',
    'block',
    'start',
  ],
  ['schedule', 'set', 'plan', 'arrange', 'create', 'add', 'make'],
  ['add', 'append', 'include', 'insert', 'attach', 'put', 'invite', 'write', 'extend'],
  ['invite', 'add', 'include'],
  [
    'update',
    'change',
    'modify',
    'adjust',
    'edit',
    'set',
    'correct',
    'rename',
    'increase',
    'decrease',
    'amend',
    'replace',
    'reset',
    'raise',
    'lower',
    'fix',
  ],
  ['reschedule', 'move', 'postpone', 'shift', 'delay', 'change', 'update', 'push'],
  ['delete', 'remove', 'erase', 'trash', 'discard', 'drop', 'clear', 'kick'],
  ['cancel', 'delete', 'remove', 'call'],
  ['reserve', 'book', 'reservation'],
  ['buy', 'order', 'purchase', 'get'],
  ['approve', 'accept', 'confirm'],
  ['reject', 'decline', 'deny', 'refuse'],
  ['upload', 'save', 'store', 'put'],
  ['run', 'execute', 'start', 'launch', 'trigger'],
  ['close', 'resolve', 'finish', 'complete'],
  ['assign', 'give', 'delegate'],
  ['merge', 'join', 'combine'],
  ['comment', 'reply', 'write', 'add', 'post'],
  ['stop', 'halt', 'pause', 'suspend', 'terminate'],
  ['restart', 'reboot'],
  ['enable', 'activate'],
  ['disable', 'deactivate'],
  ['deploy'],
  ['archive'],
  ['revoke', 'withdraw'],
  ['renew', 'extend'],
  ['subscribe'],
  ['unsubscribe'],
];

/** What asks for nothing that lasts. */
const READING = new Set(
  'read get find visit open check look summarize summarise show fetch search browse list see review tell count compare analyze analyse view download calculate determine identify retrieve query lookup search describe explain access'.split(
    ' ',
  ),
);

const ROWS = new Map<string, readonly number[]>();
for (const [row, verbs] of GROUPS.entries()) {
  for (const verb of verbs) ROWS.set(verb, [...(ROWS.get(verb) ?? []), row]);
}

/** Whether the word, in its plain form, can ask for an action or for reading. */
export function isVerb(word: string): boolean {
  return ROWS.has(word) || READING.has(word);
}

/** Whether the word asks for something that lasts. */
export function isActing(word: string): boolean {
  return ROWS.has(word) && !READING.has(word);
}

export interface Doing {
  /** Every verb by which people ask for this tool. */
  readonly verbs: ReadonlySet<string>;
  /** Whether all of its verbs are of reading. */
  readonly fetches: boolean;
}

const remembered = new Map<string, Doing>();

/** The verbs that ask for a tool, by the first verb of its name and by its manifest. */
export function doing(tool: string, does: readonly string[]): Doing {
  const key = `${tool}\n${does.join(' ')}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const named = nameWords(tool).find(isVerb);
  const own = [...(named === undefined ? [] : [named]), ...does];
  // WHY: a word of the manifest counts for itself; only the verb of the name is taken with all that mean the same.
  const rows = named === undefined ? [] : (ROWS.get(named) ?? []).filter((row) => GROUPS[row]?.[0] === named);
  const all = rows.length > 0 ? rows : named === undefined ? [] : (ROWS.get(named) ?? []);
  const verbs = new Set([...own, ...all.flatMap((row) => GROUPS[row] ?? [])]);
  const judged = { verbs, fetches: own.length > 0 && own.every((verb) => READING.has(verb)) };
  if (remembered.size < 10_000) remembered.set(key, judged);
  return judged;
}

/** What says where or what to fetch, and nothing else. */
const FETCHED: ReadonlySet<ArgumentRole> = new Set(['url', 'query', 'number', 'time', 'choice']);

/**
 * Whether a tool only fetches what it is told to. INVARIANT: what changes something does not, whatever its name:
 * `open_door` and `check_out` are asked for like any other deed, and once.
 */
export function onlyFetches(tool: string, { effect, does = [], arguments: given }: ToolManifest): boolean {
  if (effect === 'write' || !doing(tool, does).fetches) return false;
  return (
    effect === 'read' ||
    Object.values(given).every(({ kind, role }) => kind !== 'control' || FETCHED.has(role))
  );
}

/** The words of a tool's or argument's name: `mail/send_eMail` is send, e, mail. */
export function nameWords(name: string): string[] {
  return (name.split('/').at(-1) ?? '')
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}
