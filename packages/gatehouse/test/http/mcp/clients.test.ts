/** The official clients of both eras at the front of the broker. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { Client, type ClientCapabilities, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { createTaskSessionFromClient, resultFromTaskOutcome } from '@modelcontextprotocol/ext-tasks/client';
import { fault } from '../../../src/kernel/faults.ts';
import { post } from '../../support/mcp-post.ts';
import { CROSSING, heldBack, said } from '../../support/scripted-broker.ts';
import { scriptedFront } from '../../support/scripted-front.ts';

const ERAS = [
  { era: '2026-07-28', versionNegotiation: { mode: { pin: '2026-07-28' } } },
  { era: '2025-11-25', versionNegotiation: { mode: 'legacy' } },
] as const;

const at = scriptedFront();
const { script, broker } = at;
const clients: Client[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

type Era = (typeof ERAS)[number];

async function connected(
  { versionNegotiation }: Era,
  capabilities: ClientCapabilities = {},
): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { capabilities, versionNegotiation });
  clients.push(client);
  if (capabilities.elicitation !== undefined) {
    client.setRequestHandler('elicitation/create', async ({ params }) => {
      asked.push(params);
      return { action: 'accept', content: { name: `answer ${asked.length}` } };
    });
  }
  const requestInit = { headers: { authorization: 'Bearer ada' } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${at.front.url}/mcp`), { requestInit }));
  return client;
}

const asked: unknown[] = [];
afterEach(() => asked.splice(0));

function textOf(result: unknown): string {
  return (result as { content: { text: string }[] }).content.map(({ text }) => text).join();
}

for (const era of ERAS) {
  describe(`the official client of ${era.era}`, () => {
    it('sees what it may use, and calls it with the very params that it sent', async () => {
      const client = await connected(era);
      const { tools } = await client.listTools();
      assert.deepEqual(
        tools.map(({ name }) => name),
        ['echo'],
      );
      const result = await client.callTool({ name: 'echo', arguments: { text: 'hé\u2028' } });
      assert.equal(textOf(result), 'done');
      assert.deepEqual(JSON.parse(broker.calls[0]?.params ?? '').arguments, { text: 'hé\u2028' });
    });

    it('is told of progress under its own token', async () => {
      script.cross = async ({ notify }) => {
        const params = { progressToken: 'of the server', progress: 1, total: 2 };
        notify({ method: 'notifications/progress', params });
        notify({ method: 'notifications/of/nobody', params });
        return said('done');
      };
      const seen: unknown[] = [];
      const client = await connected(era);
      await client.callTool(
        { name: 'echo', arguments: {} },
        { onprogress: (progress) => seen.push(progress) },
      );
      assert.deepEqual(seen, [{ progress: 1, total: 2 }]);
    });

    it('is asked on behalf of a server that asks in the middle of its work, all at once and again', async () => {
      script.cross = async ({ ask }) => {
        const params = {
          message: 'Your name?',
          requestedSchema: { type: 'object', properties: { name: { type: 'string' } } },
        };
        const question = { method: 'elicitation/create', params } as const;
        const first = await Promise.all([ask?.(question), ask?.(question)]);
        const second = await ask?.(question);
        return said(JSON.stringify([...first, second].map((answer) => answer?.ok)));
      };
      const client = await connected(era, { elicitation: { form: {} } });
      assert.equal(textOf(await client.callTool({ name: 'echo', arguments: {} })), '[true,true,true]');
      assert.equal(asked.length, 3);
      assert.equal(broker.calls.length, 1, 'the call goes on; it is not made again');
    });

    it('is not asked what it has not declared', async () => {
      script.cross = async ({ ask }) => {
        const answer = await ask?.({ method: 'sampling/createMessage', params: {} });
        return said(answer?.ok === false ? answer.fault.code : 'asked');
      };
      const client = await connected(era, { elicitation: { form: {} } });
      assert.equal(textOf(await client.callTool({ name: 'echo', arguments: {} })), 'request.capability');
    });

    it('is asked what a server of the stateless revision asks with its result', async () => {
      script.cross = ({ params }) => {
        const { inputResponses, requestState } = JSON.parse(params);
        if (inputResponses !== undefined)
          return said(`${requestState} ${JSON.stringify(inputResponses.who)}`);
        const requestedSchema = { type: 'object', properties: { name: { type: 'string' } } };
        const who = { method: 'elicitation/create', params: { message: 'Your name?', requestedSchema } };
        const body = { resultType: 'input_required', inputRequests: { who }, requestState: 'of the server' };
        return { kind: 'result', crossing: CROSSING, body: JSON.stringify(body), asksDecided: true };
      };
      const client = await connected(era, { elicitation: { form: {} } });
      const text = textOf(await client.callTool({ name: 'echo', arguments: {} }));
      assert.match(text, /^of the server \{"action":"accept","content":\{"name":"answer 1"\}\}$/);
      assert.equal(broker.calls.length, 2, 'each round is a crossing of its own');
    });

    it('reads a refusal as a result that a model can act on, and an unknown tool as an error', async () => {
      script.cross = ({ name }) => {
        const code = name === 'echo' ? 'policy.denied' : 'tool.unknown';
        return { kind: 'fault', crossing: CROSSING, fault: fault(code, 'Not this.', { cause: 'private' }) };
      };
      const client = await connected(era);
      const result = await client.callTool({ name: 'echo', arguments: {} });
      assert.equal(result.isError, true);
      assert.equal(textOf(result), `Not this. [policy.denied, ${CROSSING}]`);
      await assert.rejects(client.callTool({ name: 'other', arguments: {} }), { code: -32602 });
      assert.doesNotMatch(JSON.stringify(result), /private/);
    });

    it('reads the error of a server in its own words', async () => {
      const body = '{"code":-32602,"message":"No such thing","data":{"uri":"a://b"}}';
      script.cross = () => ({ kind: 'error', crossing: CROSSING, body });
      const client = await connected(era);
      await assert.rejects(client.readResource({ uri: 'a://b' }), /No such thing/);
    });
  });
}

const [MODERN, LEGACY] = ERAS;

describe('a call that waits for a person', () => {
  it('is asked again by a client that can send its person to an address, until it is done', async () => {
    let count = 0;
    script.cross = ({ holdId }) => {
      count += 1;
      return count < 4 ? heldBack() : said(`done with ${holdId}`);
    };
    const client = await connected(MODERN, { elicitation: { url: {} } });
    assert.equal(textOf(await client.callTool({ name: 'echo', arguments: {} })), 'done with hold_1');
    assert.equal(asked.length, 3);
    const { mode, url, message } = asked[0] as Record<string, string>;
    assert.deepEqual([mode, url], ['url', 'https://gate.example/holds/hold_1']);
    assert.match(message ?? '', /waits for a person/);
  });

  it('is asked again by a client that can do nothing but wait', async () => {
    script.cross = ({ holdId }) => (holdId === undefined ? heldBack() : said(`done with ${holdId}`));
    const client = await connected(MODERN);
    assert.equal(textOf(await client.callTool({ name: 'echo', arguments: {} })), 'done with hold_1');
  });

  it('is a result that says how to wait for a client of 2025-11-25', async () => {
    script.cross = () => heldBack({ retryAfterMs: 60_000 });
    const client = await connected(LEGACY, { elicitation: { url: {} } });
    const result = await client.callTool({ name: 'echo', arguments: {} });
    assert.equal(result.isError, true);
    assert.match(
      textOf(result),
      /waits for a person.*https:\/\/gate\.example\/holds\/hold_1.*again in 60 seconds/,
    );
    assert.deepEqual(asked, [], 'nobody is asked by whom the answer could be given');
  });

  for (const status of ['denied', 'expired'] as const) {
    it(`ends as a failed call when it is ${status}`, async () => {
      script.cross = () => heldBack({ status });
      for (const era of ERAS) {
        const client = await connected(era);
        assert.equal((await client.callTool({ name: 'echo', arguments: {} })).isError, true);
      }
    });
  }

  it('tells the reason of a no as what it is: a quotation', async () => {
    script.cross = () => heldBack({ status: 'denied', reason: 'Ask Bob first.' });
    for (const era of ERAS) {
      const client = await connected(era);
      const { content } = await client.callTool({ name: 'echo', arguments: {} });
      assert.match(textOf({ content }), /denied this call\. Nothing was done\..*quoted: "Ask Bob first\."/);
    }
  });

  it('is a task for a client that knows them, and only for that client', async () => {
    let polls = 0;
    script.cross = () => heldBack();
    script.resume = (holdId) => {
      polls += 1;
      return polls < 3 ? heldBack() : said(`done with ${holdId}`);
    };
    const client = await connected(MODERN);
    const sent: string[] = [];
    const session = createTaskSessionFromClient(client, {
      endpointId: 'gate',
      rawDispatch: async (request) => {
        const body = JSON.stringify({ jsonrpc: '2.0', id: sent.length, ...(request as object) });
        sent.push(body);
        return (await post(`${at.front.url}/mcp`, body)).last;
      },
      v2RequestFraming: {
        protocolVersion: '2026-07-28',
        clientInfo: { name: 'test', version: '1' },
        clientCapabilities: { extensions: { 'io.modelcontextprotocol/tasks': {} } },
      },
    });
    try {
      const execution = await session.callTool('echo', {});
      const { outcome } = await execution.settle();
      assert.equal(textOf(resultFromTaskOutcome(outcome)), 'done with hold_1');
    } finally {
      await session.close();
    }
    assert.equal(polls, 3);
    const poll = sent.find((request) => request.includes('tasks/get')) ?? '';
    const { last } = await post(`${at.front.url}/mcp`, poll, { headers: { authorization: 'Bearer eve' } });
    assert.equal(last.error.code, -32602);
  });
});

describe('the metadata of the protected resource', () => {
  for (const [path, resource] of [
    ['', '/mcp'],
    ['/mcp', '/mcp'],
    ['/mcp/files', '/mcp/files'],
  ] as const) {
    it(`names our authorization server for ${path === '' ? 'the whole' : path}`, async () => {
      const response = await fetch(`${at.front.url}/.well-known/oauth-protected-resource${path}`);
      const metadata = (await response.json()) as Readonly<Record<string, unknown>>;
      assert.equal(metadata.resource, at.front.url + resource);
      assert.deepEqual(metadata.authorization_servers, [at.front.url]);
    });
  }

  it('is not there for a path that is none of ours', async () => {
    for (const path of ['/other', '/mcp/a/b', '/mcp/', '/mcp?x=1']) {
      const response = await fetch(`${at.front.url}/.well-known/oauth-protected-resource${path}`);
      assert.notEqual(response.status === 200 && path !== '/mcp?x=1', true, path);
    }
  });
});
