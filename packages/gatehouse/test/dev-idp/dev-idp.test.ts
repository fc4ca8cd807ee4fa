/** The development identity provider is a real one: official clients get tokens from it that the gate accepts. */
import assert from 'node:assert/strict';
import { get, request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import * as client from 'openid-client';
import { AUDIENCES, CAST, devIssuers } from '../../src/dev-idp/cast.ts';
import { type DevIdp, type DevIdpOptions, newDevKeys, startDevIdp } from '../../src/dev-idp/dev-idp.ts';
import { devToken } from '../../src/dev-idp/dev-token.ts';
import { createTokenVerifier } from '../../src/identity/tokens.ts';
import { fetchFromIssuer } from '../support/issuer.ts';
import { codeOf } from '../support/keys.ts';
import { movingClock } from '../support/moving-clock.ts';

const SECRET = 'a-secret-of-this-test-run';

async function started(options: Partial<DevIdpOptions> = {}): Promise<DevIdp> {
  const idp = await startDevIdp({ port: 0, secret: SECRET, ...options });
  if (!idp.ok) throw new Error(idp.fault.message);
  return idp.value;
}

async function tokenOf(issuer: string, as: string): Promise<string> {
  const token = await devToken({ issuer, as, secret: SECRET });
  if (!token.ok) throw new Error(token.fault.message);
  return token.value;
}

/** A verifier whose clock begins when the newest token was issued. */
function verifierAt(issuer: string, token: string) {
  const { iat } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  const clock = movingClock(iat * 1_000);
  const verifier = createTokenVerifier({
    issuers: devIssuers(issuer, 'acme'),
    fetch: fetchFromIssuer,
    clock,
  });
  return { verifier, clock };
}

describe('the development identity provider', () => {
  let idp: DevIdp;
  before(async () => {
    idp = await started({ interactive: true });
  });
  after(() => idp.close());

  for (const [name, player] of Object.entries(CAST)) {
    it(`speaks for ${name}`, async () => {
      const token = await tokenOf(idp.issuer, name);
      const verified = await verifierAt(idp.issuer, token).verifier.verify(token);
      assert.ok(verified.ok);
      const { kind, tenant, id, roles, teams } = verified.value;
      assert.deepEqual(
        { kind, tenant, id, roles, teams },
        {
          kind: player.kind,
          tenant: 'acme',
          id: name,
          roles: player.roles,
          teams: player.teams,
        },
      );
    });
  }

  it('gives nothing for a wrong secret or an unknown name', async () => {
    const wrong = await devToken({ issuer: idp.issuer, as: 'alice', secret: 'wrong' });
    assert.ok(!wrong.ok && !JSON.stringify(wrong).includes(SECRET));
    for (const as of ['mallory', 'toString', '']) {
      const unknown = await devToken({ issuer: idp.issuer, as, secret: SECRET });
      assert.equal(unknown.ok ? 'ok' : unknown.fault.code, 'control.invalid');
    }
  });

  it('is asked on the loopback address only', async () => {
    const token = await devToken({ issuer: 'http://id.example', as: 'alice', secret: SECRET });
    assert.equal(token.ok ? 'ok' : token.fault.code, 'identity.unavailable');
  });

  it('answers to no other name than its own', async () => {
    const status = await new Promise((resolve) => {
      const headers = { host: 'rebound.example' };
      get(`${idp.issuer}/.well-known/openid-configuration`, { headers }, (answer) =>
        resolve(answer.resume().statusCode),
      );
    });
    assert.equal(status, 421);
  });

  it('says so when its port is taken', async () => {
    const second = await startDevIdp({ port: Number(new URL(idp.issuer).port), secret: SECRET });
    assert.equal(second.ok ? 'ok' : second.fault.code, 'start.failed');
  });

  it('serves the official client by discovery and client credentials', async () => {
    const configuration = await discovered('ci', SECRET);
    const { access_token: token } = await client.clientCredentialsGrant(configuration);
    const verified = await verifierAt(idp.issuer, token).verifier.verify(token);
    assert.ok(verified.ok && verified.value.id === 'ci' && verified.value.kind === 'workload');
  });

  it('signs a person in through the browser with PKCE', async () => {
    const configuration = await discovered('gatehouse-cli');
    const verifierCode = client.randomPKCECodeVerifier();
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: 'http://127.0.0.1:4711/callback',
      scope: 'openid',
      code_challenge: await client.calculatePKCECodeChallenge(verifierCode),
      code_challenge_method: 'S256',
    });
    const back = await signIn(address, 'alice');
    const tokens = await client.authorizationCodeGrant(configuration, back, {
      pkceCodeVerifier: verifierCode,
    });
    const verified = await verifierAt(idp.issuer, tokens.access_token).verifier.verify(tokens.access_token);
    assert.ok(verified.ok && verified.value.id === 'alice');
    assert.deepEqual(verified.value.roles, ['developer']);
  });

  async function discovered(id: string, secret?: string): Promise<client.Configuration> {
    const authentication = secret === undefined ? client.None() : client.ClientSecretBasic(secret);
    return client.discovery(new URL(idp.issuer), id, undefined, authentication, {
      execute: [client.allowInsecureRequests],
    });
  }

  it('keeps its word over a restart with the same keys, and ends it with new ones', async () => {
    const keys = await newDevKeys();
    const first = await started({ keys });
    const port = Number(new URL(first.issuer).port);
    const early = await tokenOf(first.issuer, 'bob');
    const { verifier, clock } = verifierAt(first.issuer, early);
    assert.equal(await codeOf(verifier.verify(early)), 'ok');
    await first.close();

    const second = await started({ port, keys });
    assert.equal(await codeOf(verifierAt(second.issuer, early).verifier.verify(early)), 'ok');
    await second.close();

    const third = await started({ port });
    const late = await tokenOf(third.issuer, 'bob');
    clock.advance(5_000);
    assert.equal(await codeOf(verifier.verify(late)), 'ok');
    assert.equal(await codeOf(verifier.verify(early)), 'identity.invalid');
    await third.close();
  });

  it('keeps workloads out of the audience of people', async () => {
    const token = await tokenOf(idp.issuer, 'ci');
    const { clock } = verifierAt(idp.issuer, token);
    const people = devIssuers(idp.issuer, 'acme').filter(({ audiences }) =>
      audiences.includes(AUDIENCES.person),
    );
    const verifier = createTokenVerifier({ issuers: people, fetch: fetchFromIssuer, clock });
    assert.equal(await codeOf(verifier.verify(token)), 'identity.invalid');
  });
});

/** Walks through sign-in and consent as a browser would; returns the address that it is sent back to. */
async function signIn(start: URL, login: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let step = { url: start, form: undefined as string | undefined };
  for (let hop = 0; hop < 12; hop += 1) {
    const answer = await browse(step, cookies);
    if (answer.location !== undefined) {
      const url = new URL(answer.location, step.url);
      if (url.pathname === '/callback') return url;
      step = { url, form: undefined };
    } else {
      const prompt = /name="prompt" value="(\w+)"/.exec(answer.body)?.[1] ?? '';
      step = { url: step.url, form: new URLSearchParams({ prompt, login, password: 'any' }).toString() };
    }
  }
  throw new Error('the sign-in never ended');
}

async function browse(step: { url: URL; form: string | undefined }, cookies: Map<string, string>) {
  return new Promise<{ location: string | undefined; body: string }>((resolve, reject) => {
    const headers = {
      cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
      'content-type': 'application/x-www-form-urlencoded',
    };
    const method = step.form === undefined ? 'GET' : 'POST';
    const outgoing = request(step.url, { method, headers }, async (incoming) => {
      for (const cookie of incoming.headers['set-cookie'] ?? []) {
        const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
        cookies.set(name, value);
      }
      let body = '';
      for await (const part of incoming.setEncoding('utf8')) body += part;
      resolve({ location: incoming.headers.location, body });
    });
    outgoing.once('error', reject);
    outgoing.end(step.form);
  });
}
