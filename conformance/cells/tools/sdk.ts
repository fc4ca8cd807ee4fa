/** The official client of MCP: it works unchanged in both eras, and is told what happened in its own words. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { SceneCell } from '../../cell.ts';
import { PUBLIC_URL } from '../../house/settings.ts';
import { REVISIONS } from '../../run/mcp.ts';
import { send } from '../../run/send.ts';
import { ANSWERED } from '../../samples.ts';
import { holds, inBothEras, steps } from './asking.ts';

export const TOOL_SDK: readonly SceneCell[] = inBothEras(
  "vendor's client",
  'lists, calls, and is refused',
  async ({ stage, mark, era }) => {
    const credential = stage.credential('developer', mark);
    const client = new Client(
      { name: 'matrix', version: '1' },
      { versionNegotiation: { mode: era === 'stateless' ? { pin: REVISIONS.stateless } : 'legacy' } },
    );
    const host = new URL(PUBLIC_URL).host;
    const transport = new StreamableHTTPClientTransport(new URL('/mcp', PUBLIC_URL), {
      fetch: (input, init) => fetchFrom({ url: stage.url, credential, mark, host }, new Request(input, init)),
    });
    await client.connect(transport);
    try {
      const { tools } = await client.listTools();
      const read = await client.callTool(given('desk__fetch_page', { topic: 'plain', note: mark }));
      const refused = await client.callTool(given('desk__erase_all', { note: mark }));
      const raised = await client
        .callTool(given('desk__none', { note: mark }))
        .catch((error: unknown) => error);
      return steps([
        [
          'list',
          holds(
            tools.some(({ name }) => name === 'desk__tell'),
            JSON.stringify(tools),
          ),
        ],
        ['call', holds(JSON.stringify(read.content).includes(ANSWERED), JSON.stringify(read))],
        ['denied', holds(refused.isError === true, JSON.stringify(refused))],
        ['denied', holds(/policy\.denied/.test(JSON.stringify(refused.content)), JSON.stringify(refused))],
        ['unknown', holds(raised instanceof Error && /tool\.unknown/.test(raised.message), String(raised))],
        ['reached', holds((await stage.received(mark)).length === 1, 'it was not called once')],
      ]);
    } finally {
      await client.close();
    }
  },
);

function given(name: string, args: Readonly<Record<string, string>>) {
  return { name, arguments: { ...args } };
}

interface Through {
  readonly url: string;
  readonly credential: string;
  readonly mark: string;
  readonly host: string;
}

/** WHY not `fetch` itself: it does not let us say which host we mean. */
async function fetchFrom({ host, ...sending }: Through, request: Request): Promise<Response> {
  const { method } = request;
  const body = method === 'POST' ? { body: await request.text() } : {};
  const headers = { ...Object.fromEntries(request.headers), host };
  const seen = await send({ ...sending, request: { method, path: '/mcp', headers, ...body } });
  const hasBody = seen.raw.length > 0 && seen.status !== 202 && seen.status !== 204;
  return new Response(hasBody ? seen.raw : null, { status: seen.status, headers: seen.headers });
}
