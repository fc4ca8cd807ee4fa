/** People with an identity provider of their own: they open mandates for agents, and answer what is held. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestGate } from './gate.ts';
import { signed, signingKey, startIssuer } from './issuer.ts';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS = 'urn:ietf:params:oauth:token-type:access_token';

export interface People {
  /** For `identity.issuers` of a configuration. */
  readonly issuer: object;
  /** A person's token for the data plane, or for answering. */
  token(name: string, audience?: string, roles?: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

export async function startPeople(): Promise<People> {
  const issuer = await startIssuer();
  const key = await signingKey('people');
  issuer.publish(key);
  return {
    issuer: {
      issuer: issuer.url,
      tenant: 'acme',
      audiences: ['gatehouse'],
      kind: 'person',
      allow_private: true,
    },
    token(name, audience = 'gatehouse', roles = ['developer']) {
      const seconds = Math.floor(Date.now() / 1_000);
      const times = { iat: seconds, exp: seconds + 600 };
      return signed(key, { iss: issuer.url, sub: name, aud: audience, roles: [...roles], ...times });
    },
    close: issuer.close,
  };
}

export interface Opened {
  readonly token: string;
  readonly mandate: string;
}

/** Opens a mandate for a person with its words; with `actor`, for an agent's key that acts. Without words, narrows one. */
export async function openMandate(
  gate: Pick<TestGate, 'url'>,
  subject: string,
  {
    words,
    actor,
    scope,
    budget = {},
  }: {
    readonly words: string;
    readonly actor?: string;
    readonly scope?: string;
    readonly budget?: Readonly<Record<`budget_${string}`, string>>;
  },
): Promise<Opened> {
  const form = new URLSearchParams({
    ...{ grant_type: EXCHANGE, subject_token: subject, subject_token_type: ACCESS, ...budget },
    ...(words === '' ? {} : { words }),
    ...(actor === undefined ? {} : { actor_token: actor, actor_token_type: ACCESS }),
    ...(scope === undefined ? {} : { scope }),
  });
  const answer = await fetch(`${gate.url}/oauth/token`, { method: 'POST', body: form });
  const json = (await answer.json()) as { access_token?: string; mandate?: string };
  if (json.access_token === undefined || json.mandate === undefined) throw new Error(JSON.stringify(json));
  return { token: json.access_token, mandate: json.mandate };
}

/** Answers a held call as a person would who was shown it. */
export async function answerHold(
  gate: Pick<TestGate, 'dataDir'>,
  hold: string,
  {
    token,
    ...said
  }: { readonly token: string; readonly answer: 'yes' | 'no'; readonly grantValues?: boolean },
): Promise<{ readonly status: number; readonly text: string }> {
  const note = JSON.parse(readFileSync(join(gate.dataDir, 'control.json'), 'utf8')) as { url: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const shown = await fetch(`${note.url}/v1/approvals/${hold}?tenant=acme`, { headers });
  const { question } = (await shown.json()) as { question?: { shown: string } };
  const body = JSON.stringify({ ...said, shown: question?.shown ?? '' });
  const given = await fetch(`${note.url}/v1/approvals/${hold}/answer?tenant=acme`, {
    ...{ method: 'POST', headers, body },
  });
  return { status: given.status, text: await given.text() };
}
