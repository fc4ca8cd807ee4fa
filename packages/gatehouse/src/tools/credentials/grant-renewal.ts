/** Renews grants: one process at a time, for a refresh token may be used once. */
import { auth, type StoredOAuthTokens } from '@modelcontextprotocol/client';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { OnBehalfOf } from './credential.ts';
import { given, type KeptAsk, type KeptGrant } from './grant-book.ts';
import { missing, unobtained } from './grant-faults.ts';
import type { GrantParts } from './grant-options.ts';
import { OAuthFlow } from './oauth-flow.ts';

const CLAIM_MS = 30_000;
const CLAIM_PAUSE_MS = 200;

/** Exchanges the refresh token; whoever finds that another process just did takes what that one got. */
export async function renew(
  parts: GrantParts,
  onBehalfOf: OnBehalfOf,
  seen: StoredOAuthTokens,
): Promise<Result<KeptGrant>> {
  const { book, options } = parts;
  const { tenant, subject } = onBehalfOf;
  const holder = { tenant, subject, server: options.server, part: 'grant' } as const;
  for (let waitedMs = 0; ; waitedMs += CLAIM_PAUSE_MS) {
    const claimed = await options.store.claim(holder, CLAIM_MS);
    if (!claimed.ok) return claimed;
    const now = await book.grant(onBehalfOf);
    const changed = now.ok && now.value.tokens?.access_token !== seen.access_token;
    if (!claimed.value && now.ok && !changed) {
      if (waitedMs >= CLAIM_MS)
        return failed(unobtained(options.server, 'another process has been parts it for too long'));
      await options.pause(CLAIM_PAUSE_MS);
      continue;
    }
    const renewed = !now.ok || changed ? now : await refresh(parts, onBehalfOf, now.value);
    if (claimed.value) await options.store.release(holder);
    return renewed;
  }
}

async function refresh(
  { book, options, fetchFn }: GrantParts,
  onBehalfOf: OnBehalfOf,
  now: KeptGrant,
): Promise<Result<KeptGrant>> {
  const { identity, server, url, clock } = options;
  if (now.tokens?.refresh_token === undefined) return failed(missing(options));
  const client = await book.client(onBehalfOf.tenant);
  if (!client.ok) return client;
  const ask = await book.ask(onBehalfOf);
  if (!ask.ok) return ask;
  const flow = new OAuthFlow(identity, given({ client: client.value, tokens: now.tokens }), '');
  try {
    const became = await auth(flow, { serverUrl: url, fetchFn, ...wanted(ask.value, options.scope) });
    if (became !== 'AUTHORIZED') return failed(missing(options));
  } catch (cause) {
    return failed(unobtained(server, cause));
  }
  const next = given<KeptGrant>({ tokens: flow.after.tokens, obtainedAtMs: clock.nowMs() });
  const written = await book.renewGrant(onBehalfOf, next);
  if (!written.ok) return written;
  return written.value ? ok(next) : failed(missing(options));
}

/** What the authorisation server is asked for. */
export function wanted(
  ask: KeptAsk,
  fallback: string | undefined,
): { scope?: string; resourceMetadataUrl?: URL } {
  const metadata = ask.resourceMetadataUrl;
  const resourceMetadataUrl = metadata === undefined ? undefined : new URL(metadata);
  return given({ scope: ask.scope ?? fallback, resourceMetadataUrl });
}
