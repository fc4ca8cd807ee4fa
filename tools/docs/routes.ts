/** Generates the reference of the data plane from its table of routes. */
import { GRANT_ROUTES } from '../../packages/gatehouse/src/http/data/grants/grants.ts';
import { MCP_ROUTES } from '../../packages/gatehouse/src/http/data/mcp/metadata.ts';
import { OAUTH_ROUTES } from '../../packages/gatehouse/src/http/data/oauth/oauth.ts';
import { HEALTH_PATH, ROUTES } from '../../packages/gatehouse/src/http/data/routes.ts';

export const routes = {
  path: 'docs/reference/data-plane.md',
  render: () => `# Data plane

Generated from \`packages/gatehouse/src/http/data/routes.ts\`; change it there and run \`npm run docs\`.

These routes exist. Every other path is refused with \`route.unknown\`, in the shape of the protocol that its beginning
belongs to: the gate forwards nothing that it cannot inspect.

| method | path | protocol | what it is |
|---|---|---|---|
| GET | \`${HEALTH_PATH}\` | | Answers once the listener is ready. Needs no credential. |
${ROUTES.map(({ method, path, protocol, summary }) => `| ${method} | \`${path}\` | \`${protocol}\` | ${summary} |`).join('\n')}
${[...OAUTH_ROUTES, ...GRANT_ROUTES].map(([method, path, summary]) => `| ${method} | \`${path}\` | | ${summary} |`).join('\n')}
${MCP_ROUTES.map(([method, path, summary]) => `| ${method} | \`${path}\` | \`mcp\` | ${summary} |`).join('\n')}

## Headers that the gate reads

| header | meaning |
|---|---|
| \`authorization: Bearer …\`, \`x-api-key\`, \`api-key\` | The credential: a Gatehouse key or a token. Exactly one, in any of these places. |
| \`x-client-request-id\` | A name of your own for the crossing, 1 to 64 of \`A-Z a-z 0-9 . _ : -\`; \`explain\` finds it by this. |
| \`x-gatehouse-purpose\` | What the call is for; must be one of the purposes of the principal. |
| \`mcp-session-id\`, \`mcp-protocol-version\`, \`mcp-method\`, \`mcp-name\`, \`mcp-param-*\` | Of MCP. What they repeat of a body must agree with it; the body decides. |
| \`idempotency-key\` | For a call of a tool: repeats under one key are one call. |
| \`anthropic-version\`, \`anthropic-beta\` | Passed on to Anthropic where they have the form that Anthropic defines. |

No other header reaches a provider, and of a provider's headers only \`retry-after\` reaches the caller.

## Headers that the gate sends

\`x-gatehouse-crossing\` holds the id of the crossing. \`x-request-id\` and \`request-id\` hold it too, because the SDKs of
OpenAI and Anthropic show those in their errors. Bodies are never compressed, in either direction.

Refusals have the protocol's own shape and a code: see [faults](faults.md).
`,
};
