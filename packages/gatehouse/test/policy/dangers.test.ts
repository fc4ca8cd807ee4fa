/** Dangerous combinations: found wherever text of outsiders, private data and a way out meet, and judged by what holds them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ToolManifest, UNKNOWN_TOOL } from '../../src/kernel/manifest.ts';
import { dangersOf, type Reached } from '../../src/policy/dangers.ts';
import type { ConditionStanding } from '../../src/policy/permissions.ts';

const READ: ToolManifest = {
  effect: 'read',
  reversible: true,
  readers: 'subject',
  arguments: {},
  result: [],
};

const inbox = tool('mail/inbox', {
  result: [
    { path: '[].from', writers: 'system' },
    { path: '[].body', writers: 'outsiders' },
  ],
});
const payroll = tool('hr/salaries', {
  result: [{ path: '', writers: 'system', private: true, classes: ['salary'] }],
});
const SAFE = [{ path: '', writers: 'system' as const }];
const send = tool(
  'mail/send',
  { effect: 'send', readers: 'named', result: SAFE },
  held('origin', 'readers', 'scope'),
);

function tool(name: string, changes: Partial<ToolManifest>, conditions: ConditionStanding[] = []): Reached {
  return { name, access: { standing: 'open', conditions }, manifest: { ...READ, ...changes } };
}

function held(...lifts: ConditionStanding['lift'][]): ConditionStanding[] {
  return lifts.map((lift) => ({ lift, standing: 'held', by: [] }));
}

describe('a dangerous combination', () => {
  it('is text of outsiders, private data and a way out; none of them alone, and no two of them', () => {
    const parts = [inbox, payroll, send];
    const { paths } = dangersOf(parts);
    assert.deepEqual(
      paths.map(({ input, data, out, standing }) => [input.tool, data.tool, out.tool, standing]),
      [['mail/inbox', 'hr/salaries', 'mail/send', 'held']],
    );
    for (const left of parts) {
      assert.deepEqual(dangersOf(parts.filter((one) => one !== left)).paths, [], `without ${left.name}`);
    }
  });

  it('is open when named rules lift all that holds it, and loosened when they lift a part', () => {
    const lifted = (count: number): Reached => ({
      ...send,
      access: {
        standing: 'open',
        conditions: held('origin', 'readers', 'scope').map((one, index) =>
          index < count ? { ...one, standing: 'open', by: ['trusting'] } : one,
        ),
      },
    });
    const standing = (out: Reached) => dangersOf([inbox, payroll, out]).paths[0]?.standing;
    assert.deepEqual([0, 1, 2, 3].map(lifted).map(standing), ['held', 'loosened', 'loosened', 'open']);
    const looked: Reached = { ...lifted(3), access: { ...lifted(3).access, standing: 'held' } };
    assert.equal(standing(looked), 'held');
  });

  it('does not exist where its way out is denied', () => {
    const denied: Reached = { ...send, access: { standing: 'denied', conditions: [] } };
    assert.deepEqual(dangersOf([inbox, payroll, denied]).paths, []);
  });

  it('counts what nobody has described: a result without a word on its writers, an unknown tool', () => {
    const unsaid = tool('web/fetch', {});
    assert.equal(dangersOf([unsaid, payroll, send]).paths[0]?.input.tool, 'web/fetch');
    const unknown = tool('x/unknown', UNKNOWN_TOOL);
    assert.equal(dangersOf([unknown, payroll]).paths[0]?.out.tool, 'x/unknown');
  });

  it('leaves through an argument that is read outside, and not through what only the subject sees', () => {
    const search = tool('web/search', {
      result: SAFE,
      arguments: { query: { kind: 'control', role: 'query', outbound: true } },
    });
    assert.deepEqual(dangersOf([inbox, payroll, search]).paths[0]?.out, {
      tool: 'web/search',
      what: ['what query says reaches somebody outside'],
    });
    const note = tool('notes/write', { effect: 'write', readers: 'subject', result: SAFE });
    assert.deepEqual(dangersOf([inbox, payroll, note]).paths, []);
  });

  it('is counted where there are more than anybody reads, the worst first', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ ...inbox, name: `mail/inbox${index}` }));
    const more = Array.from({ length: 9 }, (_, index) => ({ ...payroll, name: `hr/list${index}` }));
    const open = tool('web/post', { effect: 'send', readers: 'public', result: SAFE }, []);
    const dangers = dangersOf([...many, ...more, send, open]);
    assert.equal(dangers.paths.length + dangers.more, 9 * 9 * 2);
    assert.equal(dangers.paths[0]?.out.tool, 'web/post');
    assert.equal(dangers.paths[0]?.standing, 'open');
  });
});
