/** Manifest files: what is said of tools is read strictly, and only where the configuration knows the server. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadSettings } from '../../src/config/load.ts';
import { loadManifests } from '../../src/config/load-manifests.ts';

const NOW = Date.parse('2026-10-03');
const HEAD = 'version: 1\ntenants: { acme: { name: Acme } }\nproviders: {}\nmodels: {}\ncharter: {}\n';
const FRAME = 'owner: it, reason: Tools., review: 2027-01-01';

function settingsWith(servers: string) {
  const loaded = loadSettings(`${HEAD}tools:\n  servers:\n${servers}`, 'gatehouse.yaml', NOW);
  assert.ok('settings' in loaded, JSON.stringify(loaded));
  return loaded.settings;
}

const settings = settingsWith(
  `    mail: { kind: mcp, url: 'https://mail.example.com/mcp', ${FRAME} }\n    chat: { kind: mcp, url: 'https://chat.example.com/mcp', ${FRAME}, alias: { send: send_chat } }\n`,
);
const PIN = `sha256:${'a'.repeat(64)}`;
const entry = (more = '') => `{ pin: '${PIN}', accepted: { by: jane, at: 2026-10-01 }, effect: send${more} }`;
const file = (tools: string, server = 'mail', name = 'tools/mail.yaml') => ({
  name,
  text: `server: ${server}\nowner: it\nreview: 2027-01-01\ntools:\n${tools}`,
});

/** Messages of everything that is wrong. */
function problemsOf(...files: readonly { name: string; text: string }[]): readonly string[] {
  const loaded = loadManifests(files, settings, NOW);
  return 'problems' in loaded ? loaded.problems.map(({ message }) => message) : [];
}

describe('a manifest file', () => {
  it('says what a tool does, in a few lines, and what it leaves out is the worst', () => {
    const arguments_ =
      ', arguments: { to: control recipient of contact, text: content text derived, q: control query outbound }';
    const result =
      ", result: [{ path: ['[].id', '[].at'], writers: system, where: { field: from, is: me } }]";
    const loaded = loadManifests([file(`  send: ${entry(arguments_ + result)}\n`)], settings, NOW);
    assert.ok('accepted' in loaded);
    assert.deepEqual(loaded.accepted, [
      {
        server: 'mail',
        tool: 'send',
        owner: 'it',
        pin: PIN,
        accepted: { by: 'jane', at: '2026-10-01' },
        manifest: {
          effect: 'send',
          reversible: false,
          readers: 'public',
          arguments: {
            to: { kind: 'control', role: 'recipient', of: 'contact' },
            text: { kind: 'content', role: 'text', derived: true },
            q: { kind: 'control', role: 'query', outbound: true },
          },
          result: ['[].id', '[].at'].map((path) => ({
            path,
            writers: 'system',
            where: { field: 'from', is: 'me' },
          })),
        },
      },
    ]);
  });

  const wrong: readonly [string, string, RegExp][] = [
    ['an unknown key', entry(', efect: read'), /Unknown key "efect"/],
    [
      'an unknown kind of argument',
      entry(', arguments: { a: contrl }'),
      /write `control`, `content` or `inert`/,
    ],
    ['an unknown role', entry(', arguments: { a: control recipent }'), /then a role \(recipient/],
    ['no pin', '{ accepted: { by: jane, at: 2026-10-01 }, effect: read }', /"pin" is missing/],
    [
      'nobody who accepted it',
      `{ pin: '${PIN}', accepted: { by: '', at: 2026-10-01 }, effect: read }`,
      /at least 1 characters/,
    ],
    [
      'an unknown class of data',
      entry(', result: [{ path: a, writers: owner, classes: [emial] }]'),
      /no data class "emial"/,
    ],
    [
      'an unknown writer',
      entry(', result: [{ path: a, writers: us }]'),
      /Expected outsiders or members or owner or system/,
    ],
  ];
  for (const [what, tool, message] of wrong) {
    it(`with ${what} is refused`, () =>
      assert.match(problemsOf(file(`  send: ${tool}\n`)).join('\n'), message));
  }

  it('of a server that is not configured is refused', () => {
    assert.deepEqual(problemsOf(file(`  send: ${entry()}\n`, 'mial')), ['There is no server "mial".']);
  });

  it('that speaks of a tool of which another file speaks is refused', () => {
    const twice = problemsOf(
      file(`  send: ${entry()}\n`),
      file(`  send: ${entry()}\n`, 'mail', 'tools/more.yaml'),
    );
    assert.deepEqual(twice, ['The tool mail/send has a manifest already, in tools/mail.yaml.']);
  });

  it('warns of names that look alike unless there is an alias, and of a review that is due', () => {
    const warned = (...names: readonly string[]) => {
      const [one = '', two = ''] = names.map((name) => `  ${name}: ${entry()}\n`);
      const loaded = loadManifests([file(one), file(two, 'chat', 'tools/chat.yaml')], settings, NOW);
      return 'warnings' in loaded && loaded.warnings.length;
    };
    assert.equal(warned('post', 'p0st'), 1);
    assert.equal(warned('send', 'send'), 0);
    const late = loadManifests([file(`  send: ${entry()}\n`)], settings, Date.parse('2027-01-02'));
    assert.ok('warnings' in late && /due for review/.test(late.warnings[0]?.message ?? ''));
  });
});

describe('servers of tools', () => {
  const refused: readonly [string, string, RegExp][] = [
    [
      'with names that look alike',
      `    mai1: { kind: mcp, url: 'https://a.example', ${FRAME} }\n    mail: { kind: mcp, url: 'https://b.example', ${FRAME} }\n`,
      /looks like "mai1"/,
    ],
    [
      'over plain HTTP in public',
      `    mail: { kind: mcp, url: 'http://a.example', ${FRAME} }\n`,
      /must begin with https/,
    ],
    [
      'with credentials in their address',
      `    mail: { kind: mcp, url: 'https://a:b@a.example', ${FRAME} }\n`,
      /never holds credentials/,
    ],
    [
      'of an unknown kind',
      `    mail: { kind: mpc, url: 'https://a.example', ${FRAME} }\n`,
      /"kind" is sim or mcp or stdio/,
    ],
    [
      'with a misspelt key',
      `    mail: { kind: mcp, ulr: 'https://a.example', ${FRAME} }\n`,
      /Unknown key "ulr"/,
    ],
    [
      'with a name that hides another',
      `    mail__x: { kind: mcp, url: 'https://a.example', ${FRAME} }\n`,
      /This name is not allowed/,
    ],
  ];
  for (const [what, servers, message] of refused) {
    it(`${what} are refused`, () => {
      const loaded = loadSettings(`${HEAD}tools:\n  servers:\n${servers}`, 'gatehouse.yaml', NOW);
      assert.ok('problems' in loaded);
      assert.match(loaded.problems.map((each) => each.message).join('\n'), message);
    });
  }
});
