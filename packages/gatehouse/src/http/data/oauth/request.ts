/** A token request (RFC 8693 section 2.1) as the exchange understands it, or what is wrong with it. */
import type { Asked } from '../../../gate/mandates/exchange.ts';
import type { MandateBudget } from '../../../mandate/mandates.ts';
import type { Form } from './form.ts';
import type { OAuthError } from './oauth-error.ts';

export const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
export const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

/** Gatehouse keys are shown as access tokens: RFC 8693 section 3 has no other type for what opens a resource. */
const TOKEN_TYPES = new Set([ACCESS_TOKEN, 'urn:ietf:params:oauth:token-type:jwt']);

const WORDS_MAX = 64;
const WORDS_LENGTH_MAX = 131_072;
const TOOLS_MAX = 64;
const SCOPE_LENGTH_MAX = 4_000;
/** RFC 6749 section 3.3. */
const SCOPE = /^[!#-[\]-~]+(?: [!#-[\]-~]+)*$/;
const WHOLE = /^[1-9]\d{0,14}$/;
const AMOUNT = /^\d{1,9}(?:\.\d{1,6})?$/;

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: OAuthError };

/** What the caller shows of itself besides the form. */
export interface Shown {
  readonly actorTokens: readonly string[];
  readonly jkt: string | undefined;
  /** Addresses that a token can be for. */
  readonly isAudience: (resource: string) => boolean;
}

/** A proof of who asks: its own token, or the credential of the client. */
export function askedOf(form: Form, { actorTokens, jkt, isAudience }: Shown): Read<Asked> {
  const twice = firstRepeated(form);
  if (twice !== undefined) return wrong(`${twice} must not be repeated`);
  const subject = subjectOf(form);
  if (typeof subject !== 'string') return subject;
  const actor = actorOf(form, actorTokens);
  if (!actor.ok) return actor;
  const requested = one(form, 'requested_token_type');
  if (requested !== undefined && requested !== ACCESS_TOKEN) return wrong('only access tokens are issued');
  const words = form.get('words') ?? [];
  if (!areWords(words)) return wrong('words must be at most 64 texts of 131072 characters together');
  const resources = form.get('resource') ?? [];
  const [resource] = resources;
  // RFC 8707 section 2.2: a token is for one audience.
  if (resources.length > 1 || form.has('audience') || (resource !== undefined && !isAudience(resource))) {
    return refused('invalid_target', 'resource must be one address of this data plane');
  }
  const scope = one(form, 'scope');
  if (scope !== undefined && !isScope(scope)) return refused('invalid_scope', 'scope must list tools');
  const budget = budgetOf(form);
  if (budget === undefined) return wrong('a budget must be a positive number');
  const lifetime = one(form, 'lifetime');
  if (lifetime !== undefined && !WHOLE.test(lifetime)) return wrong('lifetime must be whole seconds');
  return {
    ok: true,
    value: {
      ...{ subjectToken: subject, actorToken: actor.value, jkt, words, budget },
      resource: resource?.replace(/\/$/, ''),
      purpose: one(form, 'purpose'),
      tools: scope?.split(' '),
      lifetimeSeconds: lifetime === undefined ? undefined : Number(lifetime),
    },
  };
}

/** Later words for a mandate. */
export function spokenOf(
  form: Form,
  actorTokens: readonly string[],
): Read<Pick<Asked, 'subjectToken' | 'actorToken' | 'words'> & { readonly mandate: string }> {
  const twice = firstRepeated(form);
  if (twice !== undefined) return wrong(`${twice} must not be repeated`);
  const subject = subjectOf(form);
  if (typeof subject !== 'string') return subject;
  const actor = actorOf(form, actorTokens);
  if (!actor.ok) return actor;
  const [mandate, words] = [one(form, 'mandate'), form.get('words') ?? []];
  if (mandate === undefined) return wrong('mandate is missing');
  if (words.length === 0 || !areWords(words)) return wrong('words are missing or too long');
  return { ok: true, value: { subjectToken: subject, actorToken: actor.value, words, mandate } };
}

/** RFC 6749 section 3.2: no parameter twice, but for those that are lists. */
function firstRepeated(form: Form): string | undefined {
  const lists = new Set(['words', 'resource', 'audience']);
  return [...form].find(([name, values]) => values.length > 1 && !lists.has(name))?.[0];
}

function subjectOf(form: Form): string | Extract<Read<never>, { ok: false }> {
  const [token, type] = [one(form, 'subject_token'), one(form, 'subject_token_type')];
  if (token === undefined || type === undefined) return wrong('subject_token and its type are missing');
  return TOKEN_TYPES.has(type) ? token : wrong('subject_token_type is not known');
}

/** INVARIANT: one actor or none; whoever shows two different credentials is nobody. */
function actorOf(form: Form, shown: readonly string[]): Read<string | undefined> {
  const [token, type] = [one(form, 'actor_token'), one(form, 'actor_token_type')];
  if ((token === undefined) !== (type === undefined))
    return wrong('actor_token and its type belong together');
  if (type !== undefined && !TOKEN_TYPES.has(type)) return wrong('actor_token_type is not known');
  const secret = one(form, 'client_secret');
  const all = new Set([token, secret, ...shown].filter((one) => one !== undefined));
  return all.size > 1 ? wrong('more than one actor was shown') : { ok: true, value: [...all][0] };
}

function budgetOf(form: Form): MandateBudget | undefined {
  const [requests, tokens, usd] = ['budget_requests', 'budget_tokens', 'budget_usd'].map((name) =>
    one(form, name),
  );
  if ([requests, tokens].some((text) => text !== undefined && !WHOLE.test(text))) return undefined;
  if (usd !== undefined && !AMOUNT.test(usd)) return undefined;
  return {
    ...(requests === undefined ? {} : { requests: Number(requests) }),
    ...(tokens === undefined ? {} : { tokens: Number(tokens) }),
    ...(usd === undefined ? {} : { usd: Number(usd) }),
  };
}

function areWords(words: readonly string[]): boolean {
  return words.length <= WORDS_MAX && words.reduce((sum, text) => sum + text.length, 0) <= WORDS_LENGTH_MAX;
}

function isScope(scope: string): boolean {
  return scope.length <= SCOPE_LENGTH_MAX && SCOPE.test(scope) && scope.split(' ').length <= TOOLS_MAX;
}

function one(form: Form, name: string): string | undefined {
  const value = form.get(name)?.[0];
  // RFC 6749 section 3.1: a parameter without a value counts as left out.
  return value === '' ? undefined : value;
}

function wrong(description: string) {
  return refused('invalid_request', description);
}

function refused(code: OAuthError['code'], description: string) {
  return { ok: false, error: { code, description } } as const;
}
