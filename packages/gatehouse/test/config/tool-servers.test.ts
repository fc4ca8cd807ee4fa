/** MCP servers in a configuration: programs are named on disk alone, and credentials are asked for at safe addresses. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadSettings } from '../../src/config/load.ts';
import { credentialDestinations } from '../../src/main/tool-credentials.ts';

const NOW = Date.parse('2026-12-01');
const BASE = 'version: 1\ntenants: { acme: { name: Acme } }\nproviders: {}\nmodels: {}\ncharter: {}\n';
const OWNED = 'owner: o, reason: r, review: 2027-01-01';

function loaded(server: string) {
  return loadSettings(`${BASE}tools: { servers: { s: { ${OWNED}, ${server} } } }\n`, 'gatehouse.yaml', NOW);
}

function serverOf(text: string) {
  const result = loaded(text);
  assert.ok('settings' in result, JSON.stringify(result));
  const { s: server } = result.settings.tools.servers;
  assert.ok(server !== undefined);
  return server;
}

function pathsOf(server: string): readonly string[] {
  const result = loaded(server);
  assert.ok('problems' in result, 'it was accepted');
  return result.problems.map(({ path }) => path);
}

const mcp = (credential: string) => `kind: mcp, url: 'https://mcp.test/mcp', credential: { ${credential} }`;

describe('an MCP server in a configuration', () => {
  it('asks nothing, uses no network as a program, and is run by nobody unless it is said', () => {
    const program = serverOf('kind: stdio, command: [/usr/bin/tool, --flag]');
    assert.ok(program.kind === 'stdio');
    assert.deepEqual([program.asks, program.network, program.user], [[], false, 65_534]);
    assert.deepEqual([program.environment, program.working_directory], [{}, '/']);
  });

  it('is no program that has to be looked for, and none that root runs', () => {
    const programs = ['command: [tool]', 'command: []', 'command: /usr/bin/tool', 'command: [/t], user: 0'];
    for (const program of [
      ...programs,
      'command: [/t], environment: { "A=B": c }',
      'command: [/t], shell: true',
    ]) {
      assert.ok(pathsOf(`kind: stdio, ${program}`).length > 0);
    }
  });

  it('is authenticated to at safe addresses, for tenants that there are', () => {
    const client = 'client_id: gate, client_secret: { env: S }';
    const key = 'assertion: { issuer: gate, key: { env: K }, key_id: k }';
    const of = (url: string, tenant: string) =>
      mcp(
        `kind: exchange, token_endpoint: '${url}', ${client}, ${key}, list_as: { tenant: ${tenant}, subject: ann }`,
      );
    assert.ok(serverOf(of('https://as.test/token', 'acme')));
    assert.match(pathsOf(of('http://as.test/token', 'acme')).join(), /credential\.token_endpoint/);
    assert.match(pathsOf(of('https://as.test/token', 'nobody')).join(), /list_as\.tenant/);
    assert.match(
      pathsOf(mcp("kind: grant, authorisation_servers: ['https://u:p@as.test']")).join(),
      /authorisation_servers/,
    );
    assert.ok(pathsOf(mcp('kind: secret, secret: written')).length > 0);
    assert.ok(pathsOf(mcp('kind: secret, secret: { env: S }, prefix: "a\\nb"')).length > 0);
  });

  it('opens the way to those who give its grants, and to nobody else', () => {
    const server = serverOf(mcp("kind: grant, authorisation_servers: ['https://as.test']"));
    assert.ok(server.kind === 'mcp');
    const destinations = credentialDestinations({ url: server.url, credential: server.credential }, false);
    assert.deepEqual(
      destinations.map(({ purpose, url, allowPrivate }) => [purpose, url, allowPrivate]),
      [
        ['authorisation', 'https://mcp.test/mcp', false],
        ['authorisation', 'https://as.test', false],
      ],
    );
    assert.deepEqual(credentialDestinations({ url: server.url, credential: undefined }, true), []);
  });
});
