/** Opens the channels of held calls: their secrets are read, and whatever is missing is said before anything starts. */
import { type Channel, type Inbound, isWebhookAddress } from '../approval/channel.ts';
import { webhookKey } from '../approval/webhook.ts';
import type { Path } from '../config/problem.ts';
import type { Settings } from '../config/schema.ts';
import { secretOf } from './secrets.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type ChannelSettings = Settings['approvals']['channels'][number];

export interface OpenedChannel {
  readonly channel: Channel;
  readonly allowPrivate: boolean;
}

/** What is wrong with a channel, and where in the settings. */
interface Objection {
  readonly path: Path;
  readonly message: string;
}

/** A channel to which there is an objection is not opened: nobody is told through it, and nobody heard. */
export function openChannels(
  { approvals }: Settings,
  environment: Environment,
): { readonly opened: readonly OpenedChannel[]; readonly objections: readonly Objection[] } {
  const opened: OpenedChannel[] = [];
  const objections: Objection[] = [];
  for (const [index, settings] of approvals.channels.entries()) {
    const one = openChannel(settings, environment);
    if ('channel' in one) opened.push(one);
    else objections.push({ path: ['approvals', 'channels', index, one.key], message: one.message });
  }
  return { opened, objections };
}

type Opening = OpenedChannel | { readonly key: 'url' | 'secret' | 'answers'; readonly message: string };

function openChannel(settings: ChannelSettings, environment: Environment): Opening {
  const { id, tenant, format, allow_private: allowPrivate, answers } = settings;
  const url = secretOf(settings.url, environment);
  if (url === undefined || !isWebhookAddress(url, allowPrivate)) {
    return { key: 'url', message: `${ABSENT} Or it is no https:// address.` };
  }
  const key = webhookKey(secretOf(settings.secret, environment) ?? '');
  if (settings.secret !== undefined && key === undefined) return { key: 'secret', message: NO_KEY };
  const inbound = answers && inboundOf(answers, tenant, environment);
  if (answers !== undefined && inbound === undefined) {
    return { key: 'answers', message: answers.kind === 'slack' ? ABSENT : NO_KEY };
  }
  return { channel: { id, tenant, format, url, key, inbound }, allowPrivate };
}

const ABSENT = 'This secret is not there, or its file may be read by others.';
const NO_KEY = `${ABSENT} Or it is not whsec_ and at least 24 bytes in base64.`;

function inboundOf(
  { kind, secret: name, people }: NonNullable<ChannelSettings['answers']>,
  tenant: string,
  environment: Environment,
): Inbound | undefined {
  const secret = secretOf(name, environment);
  if (secret === undefined) return undefined;
  const personOf = (other: string) => {
    const person = Object.hasOwn(people, other) ? people[other] : undefined;
    return person && { tenant, id: person.id, roles: person.roles };
  };
  if (kind === 'slack') return { kind, secret, personOf };
  const key = webhookKey(secret);
  return key && { kind, key, personOf };
}
