/** The credential of whoever has given a grant: its access token, renewed where that helps. */
import { isDeepStrictEqual } from 'node:util';
import { computeScopeUnion, extractWWWAuthenticateParams } from '@modelcontextprotocol/client';
import { failed, ok } from '../../kernel/result.ts';
import type { Refusal, ToolCredential } from './credential.ts';
import { given, type KeptAsk, type KeptGrant } from './grant-book.ts';
import { missing, tooNarrow } from './grant-faults.ts';
import type { GrantParts } from './grant-options.ts';
import { renew } from './grant-renewal.ts';

/** A token that ends this soon may end on its way. */
const LEEWAY_MS = 30_000;
/** Of all scopes together; a tool that asks for more is not listened to. */
const SCOPE_MAX = 4_096;

/** WHY without a grant nothing is added: only a tool's refusal says what it wants, and who can give it (RFC 9728). */
export function grantCredential(parts: GrantParts): ToolCredential {
  const { book, options } = parts;
  const { clock } = options;
  return {
    personal: true,
    async headersFor(onBehalfOf) {
      const now = await book.grant(onBehalfOf);
      if (!now.ok) return now;
      const { tokens } = now.value;
      if (tokens === undefined) return ok({});
      const current = hasEnded(now.value, clock.nowMs()) ? await renew(parts, onBehalfOf, tokens) : now;
      if (!current.ok) return current;
      const token = current.value.tokens?.access_token;
      return token === undefined ? failed(missing(options)) : ok({ authorization: `Bearer ${token}` });
    },
    async refused(onBehalfOf, refusal) {
      const [now, before] = [await book.grant(onBehalfOf), await book.ask(onBehalfOf)];
      if (!now.ok) return now;
      if (!before.ok) return before;
      const { tokens } = now.value;
      const ask = { ...before.value, ...challenged(refusal, [before.value.scope, tokens?.scope]) };
      if (!isDeepStrictEqual(ask, before.value)) {
        const written = await book.keepAsk(onBehalfOf, ask);
        if (!written.ok) return written;
      }
      // WHY: a refresh cannot widen what was granted (RFC 6749 section 6); only the subject can.
      if (refusal.status === 403) return failed(tooNarrow(options, ask.scope));
      if (tokens?.refresh_token === undefined) return failed(missing(options));
      const renewed = await renew(parts, onBehalfOf, tokens);
      return renewed.ok ? ok(undefined) : renewed;
    },
  };
}

/** What a challenge asks for, added to what was asked for and granted before (MCP 2026-07-28, Scope Challenge Handling). */
function challenged({ status, challenge }: Refusal, before: readonly (string | undefined)[]): KeptAsk {
  if (challenge === undefined) return {};
  const headers = { 'www-authenticate': challenge };
  const { scope, resourceMetadataUrl } = extractWWWAuthenticateParams(
    new Response(null, { status, headers }),
  );
  const union = computeScopeUnion(...before, scope);
  return given({
    scope: union === undefined || union.length > SCOPE_MAX ? undefined : union,
    resourceMetadataUrl: resourceMetadataUrl?.href,
  });
}

function hasEnded({ tokens, obtainedAtMs = 0 }: KeptGrant, nowMs: number): boolean {
  const seconds = tokens?.expires_in;
  return seconds !== undefined && nowMs >= obtainedAtMs + seconds * 1_000 - LEEWAY_MS;
}
