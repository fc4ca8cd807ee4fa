/** A second world for the tests, that nobody tuned for: a help desk, a cloud, repositories, customers and a till. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ArgumentManifest, FieldManifest, ToolManifest } from '../../src/kernel/manifest.ts';
import { assess } from '../../src/mandate/assess.ts';
import type { Flow, Json, Step } from '../../src/mandate/flow.ts';
import { against } from './world.ts';

const control = (role: ArgumentManifest['role'], of?: string): ArgumentManifest => ({
  ...{ kind: 'control', role },
  ...(of === undefined ? {} : { of }),
});
const content = (role: ArgumentManifest['role'] = 'text'): ArgumentManifest => ({ kind: 'content', role });
const field = (path: string, writers: FieldManifest['writers'], more: Partial<FieldManifest> = {}) => ({
  ...{ path, writers },
  ...more,
});
const tool = (changes: Partial<ToolManifest> & Pick<ToolManifest, 'effect'>): ToolManifest => ({
  ...{ reversible: false, readers: 'named', arguments: {}, result: [] },
  ...changes,
});

const TOOLS: Readonly<Record<string, ToolManifest>> = {
  'mail/send_mail': tool({
    effect: 'send',
    arguments: {
      to: control('recipient', 'address'),
      subject: content('name'),
      body: content(),
      attachment: control('path', 'file'),
    },
  }),
  'mail/read_inbox': tool({
    effect: 'read',
    of: 'mail',
    result: [
      field('[].id', 'system', { role: 'id', of: 'mail' }),
      field('[].from', 'outsiders', { role: 'recipient', of: 'address' }),
    ],
  }),
  'crm/list_customers': tool({
    effect: 'read',
    of: 'customer',
    complete: true,
    result: [
      field('[].id', 'system', { role: 'id', of: 'customer' }),
      field('[].name', 'outsiders', { role: 'name', of: 'customer' }),
      field('[].email', 'outsiders', { role: 'recipient', of: 'address' }),
      field('[].revenue', 'system', { role: 'amount' }),
      field('[].tax_number', 'owner', { private: true }),
    ],
  }),
  'crm/delete_customer': tool({ effect: 'write', arguments: { id: control('id', 'customer') } }),
  'staff/list_staff': tool({
    effect: 'read',
    of: 'colleague',
    complete: true,
    result: [
      field('[].name', 'members', { role: 'name', of: 'colleague' }),
      field('[].email', 'system', { role: 'recipient', of: 'address' }),
    ],
  }),
  'desk/list_tickets': tool({
    effect: 'read',
    of: 'ticket',
    complete: true,
    result: [
      field('[].id', 'system', { role: 'id', of: 'ticket' }),
      field('[].title', 'outsiders', { role: 'name', of: 'ticket' }),
      field('[].age', 'system', { role: 'number' }),
    ],
  }),
  'desk/close_ticket': tool({
    effect: 'write',
    readers: 'public',
    arguments: { id: control('id', 'ticket'), comment: content() },
  }),
  'desk/assign_ticket': tool({
    effect: 'write',
    arguments: { id: control('id', 'ticket'), assignee: control('recipient', 'colleague') },
  }),
  'bank/close_account': tool({ effect: 'write', arguments: { id: control('id', 'account') } }),
  'bank/transfer': tool({
    effect: 'send',
    does: ['pay'],
    arguments: { to: control('account'), amount: control('amount'), reference: content('name') },
  }),
  'bank/adjust_balance': tool({ effect: 'write', arguments: { amount: control('amount') } }),
  'cloud/list_instances': tool({
    effect: 'read',
    of: 'instance',
    complete: true,
    arguments: { region: control('name') },
    result: [
      field('[].id', 'system', { role: 'id', of: 'instance' }),
      field('[].cost', 'system', { role: 'amount' }),
      field('[].label', 'outsiders', { role: 'name', of: 'instance' }),
    ],
  }),
  'cloud/delete_instance': tool({ effect: 'write', arguments: { id: control('id', 'instance') } }),
  'cloud/delete_bucket': tool({ effect: 'write', arguments: { bucket: control('name', 'bucket') } }),
  'cloud/grant_role': tool({
    effect: 'write',
    arguments: { user: control('recipient', 'address'), role: control('choice') },
  }),
  'cloud/open_port': tool({
    effect: 'write',
    arguments: { port: control('number'), source: control('text') },
  }),
  'git/delete_branch': tool({ effect: 'write', arguments: { branch: control('name', 'branch') } }),
  'git/merge_branch': tool({
    effect: 'write',
    arguments: {
      branch: control('name', 'branch'),
      into: control('name', 'branch'),
      force: control('choice'),
    },
  }),
  'files/delete_file': tool({ effect: 'write', arguments: { path: control('path', 'file') } }),
  'files/delete_files': tool({ effect: 'write', arguments: { pattern: control('query', 'file') } }),
  'staff/update_user': tool({
    effect: 'write',
    arguments: { id: control('id', 'user'), active: control('choice'), admin: control('choice') },
  }),
  'staff/read_record': tool({
    effect: 'read',
    result: [field('diagnosis', 'owner', { private: true }), field('badge', 'owner', { private: true })],
  }),
  'files/read_file': tool({ effect: 'read', arguments: { path: control('path', 'file') } }),
  'web/open_page': tool({
    ...{ effect: 'send', does: ['read', 'visit'], readers: 'public' },
    arguments: { url: control('url') },
  }),
};

export type Seen = readonly [tool: string, answer: Json, given?: { readonly [name: string]: Json }];

export interface Case {
  readonly what: string;
  readonly words: string;
  readonly seen?: readonly Seen[];
  readonly call: readonly [tool: string, given: { readonly [name: string]: Json }];
  /** What keeps it from passing; nothing where it is honest. */
  readonly by?: readonly string[];
}

function manifestOf(name: string): ToolManifest {
  const found = TOOLS[name];
  if (found === undefined) throw new Error(`no tool ${name}`);
  return found;
}

function flowOf({ words, seen = [] }: Case): Flow {
  const steps = seen.map(
    ([name, value, given = {}]): Step => ({
      ...{ kind: 'result', call: { tool: name, arguments: given }, manifest: manifestOf(name) },
      ...{ value, succeeded: true, used: [] },
    }),
  );
  return { tools: Object.keys(TOOLS), accepted: [], steps: [{ kind: 'words', text: words }, ...steps] };
}

export function holds(cases: readonly Case[]): void {
  for (const one of cases) {
    const [name, given] = one.call;
    it(one.what, () => {
      const judged = assess(flowOf(one), { tool: name, arguments: given }, manifestOf(name));
      assert.deepEqual(against(judged), one.by ?? []);
    });
  }
}

export const mail = (to: Json, more: { readonly [name: string]: Json } = {}) =>
  ['mail/send_mail', { to, ...more }] as const;
