/** A tool and an authorisation server on one origin, on a real socket, that keep what they are sent. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Ending, serveHttp } from '../../net/servers.ts';

export interface Authority {
  readonly origin: string;
  /** The tool: refuses every token but the newest. */
  readonly url: string;
  /** Head and body of everything that came, as text. */
  readonly seen: string[];
  /** Forms that came to the token endpoint. */
  readonly forms: URLSearchParams[];
  /** The scope that the tool asks for; while it is set, tokens without it are refused with 403. */
  scope: string | undefined;
  /** Whose metadata name the authorisation server. */
  named: string;
  seconds: number;
  /** Called before a token is given out. */
  before: () => Promise<void>;
  /** Where a browser that was sent to `address` is sent back to: the subject said yes. */
  agree(address: string): Promise<URLSearchParams>;
  /** Ends the newest access token. */
  endToken(): void;
}

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly form: URLSearchParams;
}

/** What it has given out. */
interface Given {
  token: string;
  scope: string;
  refresh: string;
  count: number;
  readonly codes: Map<string, URLSearchParams>;
}

export async function serveAuthority(t: Ending): Promise<Authority> {
  const given: Given = { token: 'at-0', scope: '', refresh: 'rt-0', count: 0, codes: new Map() };
  const origin = await serveHttp(t, async (request, response) => {
    const body = await bodyOf(request);
    if (request.url === '/token') await authority.before();
    authority.seen.push(`${request.method} ${request.url}\n${JSON.stringify(request.headers)}\n${body}`);
    const url = new URL(request.url ?? '/', origin);
    const answer = ROUTES[url.pathname.replace(/^\/tool\/.*/, '/tool')];
    if (answer === undefined) response.writeHead(404).end();
    else answer({ request, response, url, form: new URLSearchParams(body) }, authority, given);
  });
  const authority: Authority = {
    ...{
      origin,
      url: `${origin}/tool`,
      seen: [],
      forms: [],
      scope: undefined,
      named: origin,
      seconds: 3_600,
      before: async () => undefined,
    },
    async agree(address) {
      const answer = await fetch(address, { redirect: 'manual' });
      return new URL(answer.headers.get('location') ?? '').searchParams;
    },
    endToken() {
      given.token = 'ended';
    },
  };
  return authority;
}

type Route = (asked: Asked, authority: Authority, given: Given) => void;

const ROUTES: Readonly<Record<string, Route>> = {
  '/tool': ({ request, response }, { origin, scope: wanted }, { token, scope }) => {
    const scoped = wanted === undefined ? '' : `, scope="${wanted}"`;
    if (request.headers.authorization !== `Bearer ${token}`) {
      const where = `resource_metadata="${origin}/.well-known/oauth-protected-resource/tool"`;
      response.writeHead(401, { 'www-authenticate': `Bearer ${where}${scoped}` }).end();
    } else if (wanted !== undefined && !scope.split(' ').includes(wanted)) {
      response.writeHead(403, { 'www-authenticate': `Bearer error="insufficient_scope"${scoped}` }).end();
    } else sendJson(response, { fine: true });
  },
  '/.well-known/oauth-protected-resource/tool': ({ response }, { url, named }) =>
    sendJson(response, { resource: url, authorization_servers: [named] }),
  '/.well-known/oauth-authorization-server': ({ response }, { origin }) =>
    sendJson(response, {
      ...{ issuer: origin, authorization_endpoint: `${origin}/authorize`, token_endpoint: `${origin}/token` },
      ...{ registration_endpoint: `${origin}/register`, response_types_supported: ['code'] },
      ...{ code_challenge_methods_supported: ['S256'], authorization_response_iss_parameter_supported: true },
    }),
  '/register': ({ response }) =>
    sendJson(response, { client_id: 'gate', redirect_uris: ['https://gate.test/back'] }, 201),
  '/authorize': ({ response, url }, { origin }, { codes }) => {
    const code = `code-${codes.size}`;
    codes.set(code, url.searchParams);
    const back = new URLSearchParams({ code, state: url.searchParams.get('state') ?? '', iss: origin });
    response.writeHead(302, { location: `https://gate.test/back?${back}` }).end();
  },
  '/token': ({ response, form }, authority, given) => {
    authority.forms.push(form);
    const scope = scopeFor(form, given);
    if (scope === undefined) return sendJson(response, { error: 'invalid_grant' }, 400);
    const count = given.count + 1;
    Object.assign(given, { count, scope, token: `at-${count}`, refresh: `rt-${count}` });
    const tokens = { access_token: given.token, refresh_token: given.refresh, token_type: 'Bearer' };
    sendJson(response, { ...tokens, expires_in: authority.seconds, scope });
  },
};

/** The scope of what is granted; undefined when nothing is. */
function scopeFor(form: URLSearchParams, { codes, refresh, scope }: Given): string | undefined {
  const kind = form.get('grant_type');
  if (kind === 'refresh_token') return form.get('refresh_token') === refresh ? scope : undefined;
  if (kind !== 'authorization_code') return '';
  const asked = codes.get(form.get('code') ?? '');
  codes.delete(form.get('code') ?? '');
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  return asked?.get('code_challenge') === challenge ? (asked.get('scope') ?? '') : undefined;
}

function sendJson(response: ServerResponse, value: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
