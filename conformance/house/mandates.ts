/** Mandates as callers get them: by token exchange (RFC 8693), for a person, to an agent, bound to a key or not. */
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { send } from '../run/send.ts';
import { PUBLIC_URL } from './settings.ts';
import type { Stage } from './stage.ts';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

export interface Opened {
  readonly status: number;
  /** The token of the mandate, and its id; empty where it was refused. */
  readonly token: string;
  readonly id: string;
  /** The tools that it is open to. */
  readonly scope: string;
  /** OAuth's code, where it was refused. */
  readonly error: string;
}

/** Asks the token endpoint; `fields` are added to the form, and `undefined` takes one away. */
export async function exchange(
  stage: Stage,
  fields: Readonly<Record<string, string | undefined>>,
  { proof, path = '/oauth/token' }: { readonly proof?: string; readonly path?: string } = {},
): Promise<Opened> {
  const form = new URLSearchParams({ grant_type: EXCHANGE, subject_token_type: ACCESS_TOKEN });
  if (fields.actor_token !== undefined) form.set('actor_token_type', ACCESS_TOKEN);
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, value);
  const { status, raw } = await send({
    ...{ url: stage.url, credential: undefined, mark: '' },
    request: {
      path,
      headers: {
        host: new URL(PUBLIC_URL).host,
        'content-type': 'application/x-www-form-urlencoded',
        ...(proof === undefined ? {} : { dpop: proof }),
      },
      body: form.toString(),
    },
  });
  const said = JSON.parse(raw) as Readonly<Record<string, string | undefined>>;
  const { access_token: token = '', mandate: id = '', scope = '', error = '' } = said;
  return { status, token, id, scope, error };
}

/** A mandate of one person for one agent, both of this cell alone. */
export interface Mandated extends Opened {
  /** The credential of the person, and of the agent. */
  readonly person: string;
  readonly agent: string;
}

export async function openMandate(
  stage: Stage,
  { mark, ...fields }: { readonly mark: string } & Readonly<Record<string, string>>,
  proof?: string,
): Promise<Mandated> {
  const person = stage.credential('developer', mark);
  const agent = await agentKey(stage, mark);
  const asked = { subject_token: person, actor_token: agent, ...fields };
  const opened = await exchange(stage, asked, proof === undefined ? {} : { proof });
  if (opened.token === '') throw new Error(`no mandate: ${opened.status} ${opened.error}`);
  return { ...opened, person, agent };
}

/** A key of an agent that only this cell has. */
export async function agentKey(stage: Stage, mark: string): Promise<string> {
  if (stage.control === undefined) throw new Error('there is no control plane');
  return (await stage.control.create({ kind: 'agent', principal: `agent-${mark}` })).text;
}

/** A key pair with which a client proves that a token is its own (RFC 9449). */
export interface Prover {
  /** A fresh proof for one request; with a token it says which one. */
  proof(method: string, path: string, token?: string): string;
}

export function newProver(): Prover {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: publicKey.export({ format: 'jwk' }) };
  return {
    proof(method, path, token) {
      const ath = token === undefined ? undefined : createHash('sha256').update(token).digest('base64url');
      const iat = Math.floor(Date.now() / 1_000);
      const claims = { jti: randomUUID(), htm: method, htu: PUBLIC_URL + path, iat, ath };
      const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
      const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
      return [...text, sign('sha256', Buffer.from(text.join('.')), key).toString('base64url')].join('.');
    },
  };
}
