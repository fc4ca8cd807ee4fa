/** A channel: where people are told of held calls, with the secrets that its settings only name. */
import type { ApprovalSettings } from './desk.ts';
import type { Approver } from './rules.ts';

type ChannelSettings = ApprovalSettings['channels'][number];

export interface Channel extends Pick<ChannelSettings, 'id' | 'tenant' | 'format'> {
  readonly url: string;
  /** The key that messages to it are signed with; undefined where they are not. */
  readonly key: Buffer | undefined;
  /** How answers come back; undefined where none do. */
  readonly inbound: Inbound | undefined;
}

export type Inbound = { readonly personOf: (name: string) => Approver | undefined } & (
  | { readonly kind: 'slack'; readonly secret: string }
  | { readonly kind: 'signed'; readonly key: Buffer }
);

/** The port by which messages leave; `net/egress.ts` is the only way out behind it. */
export interface WebhookCalls {
  /** Posts JSON to a listed receiver; whether it was taken (2xx). Follows no redirect. */
  postWebhook(message: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly timeoutMs: number;
  }): Promise<boolean>;
}

/** Whether messages may be sent there: https, or http to a private address that the settings allow. */
export function isWebhookAddress(text: string, allowPrivate: boolean): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && allowPrivate);
}
