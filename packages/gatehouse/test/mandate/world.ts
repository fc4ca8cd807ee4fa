/** A small office for the tests: a bank, mail, files, a calendar and a chat, with manifests as a person would write them. */
import type { ArgumentManifest, FieldManifest, ToolManifest } from '../../src/kernel/manifest.ts';
import type { Assessment } from '../../src/kernel/origins.ts';
import { assess } from '../../src/mandate/assess.ts';
import type { Flow, Json, Step } from '../../src/mandate/flow.ts';

const control = (role: ArgumentManifest['role'], of?: string): ArgumentManifest => ({
  kind: 'control',
  role,
  ...(of === undefined ? {} : { of }),
});
const content = (role: 'text' | 'name' = 'text'): ArgumentManifest => ({ kind: 'content', role });
const inert = (role: ArgumentManifest['role']): ArgumentManifest => ({ kind: 'inert', role });
const row = (
  path: string,
  writers: FieldManifest['writers'],
  more: Partial<FieldManifest> = {},
): FieldManifest => ({
  path,
  writers,
  ...more,
});

export function tool(changes: Partial<ToolManifest> & Pick<ToolManifest, 'effect'>): ToolManifest {
  return { reversible: false, readers: 'named', arguments: {}, result: [], ...changes };
}

const PAYMENTS = [
  row('[].id', 'system', { role: 'id', of: 'payment' }),
  row('[].from', 'system', { role: 'account' }),
  row('[].to', 'system', { role: 'account' }),
  row('[].amount', 'system', { role: 'amount' }),
  row('[].purpose', 'owner', { role: 'text', where: { field: 'from', is: 'me' } }),
];
const FILES = [
  row('[].id', 'system', { role: 'id', of: 'file' }),
  row('[].name', 'outsiders', { role: 'name', of: 'file' }),
  row('[].size', 'system', { role: 'number' }),
];
const MESSAGES = [
  row('[].author', 'system', { role: 'recipient', of: 'user' }),
  row('[].room', 'system', { role: 'recipient', of: 'room' }),
  row('[].text', 'members', { role: 'text' }),
];

const TOOLS: Readonly<Record<string, ToolManifest>> = {
  list_payments: tool({ effect: 'read', of: 'payment', complete: true, result: PAYMENTS }),
  send_payment: tool({
    effect: 'send',
    does: ['pay', 'transfer', 'refund'],
    arguments: {
      to: control('account'),
      amount: control('amount'),
      purpose: content('name'),
      day: inert('time'),
    },
  }),
  change_payment: tool({
    effect: 'write',
    does: ['update', 'change'],
    arguments: { id: control('id', 'payment'), to: control('account'), amount: control('amount') },
  }),
  get_profile: tool({
    effect: 'read',
    result: [
      row('city', 'owner'),
      row('passport_number', 'owner', { private: true, classes: ['passport'] }),
      row('pin', 'owner', { private: true }),
    ],
  }),
  search_mail: tool({
    effect: 'read',
    of: 'mail',
    arguments: { query: inert('query') },
    result: [
      row('[].id', 'system', { role: 'id', of: 'mail' }),
      row('[].sender', 'outsiders', { role: 'recipient', of: 'address' }),
      row('[].subject', 'members', { role: 'text', where: { field: 'sender', is: '@acme.example' } }),
      row('[].body', 'members', { role: 'text', where: { field: 'sender', is: '@acme.example' } }),
    ],
  }),
  send_mail: tool({
    effect: 'send',
    does: ['send', 'mail', 'email'],
    arguments: {
      to: control('recipient', 'address'),
      cc: control('recipient', 'address'),
      subject: content('name'),
      body: content(),
      attachments: control('id', 'file'),
    },
  }),
  find_contact: tool({
    effect: 'read',
    of: 'contact',
    result: [
      row('[].name', 'owner', { role: 'name', of: 'contact' }),
      row('[].email', 'owner', { role: 'recipient', of: 'address' }),
    ],
  }),
  list_files: tool({ effect: 'read', of: 'file', complete: true, result: FILES }),
  delete_file: tool({ effect: 'write', readers: 'subject', arguments: { id: control('id', 'file') } }),
  share_file: tool({
    effect: 'send',
    arguments: {
      id: control('id', 'file'),
      with: control('recipient', 'address'),
      access: control('choice'),
    },
  }),
  write_note: tool({
    effect: 'write',
    reversible: true,
    readers: 'subject',
    does: ['write', 'save', 'note'],
    of: 'note',
    arguments: { title: content('name'), text: content() },
  }),
  read_note: tool({
    effect: 'read',
    result: [row('text', 'owner'), row('payee', 'owner', { role: 'account' })],
  }),
  create_event: tool({
    effect: 'write',
    reversible: true,
    does: ['create', 'schedule', 'add'],
    of: 'event',
    arguments: {
      title: content('name'),
      start: control('time'),
      end: control('time'),
      guests: control('recipient', 'address'),
    },
  }),
  list_rooms: tool({
    effect: 'read',
    of: 'room',
    complete: true,
    result: [row('[]', 'outsiders', { role: 'recipient', of: 'room' })],
  }),
  read_room: tool({
    effect: 'read',
    of: 'message',
    complete: true,
    arguments: { room: control('recipient', 'room') },
    result: MESSAGES,
  }),
  post_message: tool({
    effect: 'send',
    does: ['post', 'write', 'reply'],
    arguments: { room: control('recipient', 'room'), text: content() },
  }),
  open_page: tool({
    effect: 'send',
    does: ['read', 'visit'],
    readers: 'public',
    arguments: { url: control('url') },
  }),
  web_search: tool({
    effect: 'read',
    arguments: { query: { kind: 'control', role: 'query', outbound: true } },
  }),
};

export type Call = readonly [name: string, given: { readonly [name: string]: Json }, answer?: Json];

function manifestOf(name: string): ToolManifest {
  const found = TOOLS[name];
  if (found === undefined) throw new Error(`no tool ${name}`);
  return found;
}

export function step(
  [name, given, answer = null]: Call,
  more: Partial<Extract<Step, { kind: 'result' }>> = {},
): Step {
  const call = { tool: `office/${name}`, arguments: given };
  return {
    kind: 'result',
    call,
    manifest: manifestOf(name),
    value: answer,
    succeeded: true,
    used: [],
    ...more,
  };
}

export function flowOf(words: string, steps: readonly Step[] = [], more: Partial<Flow> = {}): Flow {
  const tools = Object.keys(TOOLS).map((name) => `office/${name}`);
  return { tools, accepted: [], steps: [{ kind: 'words', text: words }, ...steps], ...more };
}

export function judge(flow: Flow, [name, given]: Call): Assessment {
  return assess(flow, { tool: `office/${name}`, arguments: given }, manifestOf(name));
}

/** What keeps a call from passing: arguments without a founded origin, leaks and what is beyond the words. */
export function against({ traced, leaks, beyond }: Assessment): string[] {
  const unfounded = traced.flatMap(({ founded, argument }) => (founded ? [] : [argument]));
  return [
    ...new Set(unfounded),
    ...leaks.map(({ place }) => `leak ${place}`),
    ...beyond.map(({ reason }) => reason),
  ];
}
