/** The control plane of the gate under test: makes keys, ends them, and tells the story of a crossing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Key {
  readonly id: string;
  readonly text: string;
}

export interface Control {
  /** Makes a key of a developer. */
  create(grant: Readonly<Record<string, unknown>>): Promise<Key>;
  rotate(id: string): Promise<Key>;
  revoke(id: string): Promise<void>;
  /** The crossing as operators see it. */
  crossing(id: string): Promise<Story>;
  /** Any other request: by the operator, or by whoever shows this token. */
  ask(method: string, path: string, more?: ControlAsk): Promise<ControlAnswer>;
}

export interface ControlAsk {
  readonly body?: object;
  readonly token?: string;
}

export interface ControlAnswer {
  readonly status: number;
  readonly value: Readonly<Record<string, unknown>>;
}

export interface Story {
  readonly status: number;
  readonly entries: readonly { readonly kind: string; readonly body: string }[];
  readonly text: string;
}

/** The address and the credential lie in the data directory. */
export function openControl(dataDir: string): Control {
  const { url, token } = JSON.parse(readFileSync(join(dataDir, 'control.json'), 'utf8')) as {
    url: string;
    token: string;
  };
  const ask: Control['ask'] = async (method, path, { body, token: shown = token } = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${shown}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, value: (await answer.json()) as Record<string, unknown> };
  };
  const issued = async (method: string, path: string, body: object): Promise<Key> => {
    const { status, value } = await ask(method, path, { body });
    if (status >= 300) throw new Error(`no key: ${JSON.stringify(value)}`);
    return { id: (value.key as { id: string }).id, text: value.text as string };
  };
  return {
    create: (grant) => issued('POST', '/v1/keys', { ...DEVELOPER, ...grant }),
    rotate: (id) => issued('POST', `/v1/keys/${id}/rotate?tenant=${TENANT}`, {}),
    async revoke(id) {
      const { status, value } = await ask('DELETE', `/v1/keys/${id}?tenant=${TENANT}`);
      if (status >= 300) throw new Error(`not revoked: ${JSON.stringify(value)}`);
    },
    async crossing(id) {
      const { status, value } = await ask('GET', `/v1/crossings/${id}?tenant=${TENANT}`);
      return { status, entries: (value.entries ?? []) as Story['entries'], text: String(value.text) };
    },
    ask,
  };
}

const TENANT = 'acme';
const DEVELOPER = {
  tenant: TENANT,
  name: 'matrix',
  principal: 'program',
  roles: ['developer'],
  purposes: ['work'],
};
