/** Opens, narrows and renews mandates for whoever may: what a token exchange (RFC 8693) asks for, without its wire. */
import type { MandateRule } from '../../config/schema.ts';
import type { Authenticator } from '../../identity/authenticator.ts';
import { isMandateToken, type MandateToken, type MandateTokens } from '../../identity/mandate-tokens.ts';
import type { Clock } from '../../kernel/effects.ts';
import { type FaultCode, fault } from '../../kernel/faults.ts';
import type { Principal } from '../../kernel/principal.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { Mandate, MandateBudget, Mandated, MandateGrant, Mandates } from '../../mandate/mandates.ts';
import { isSame, maySpeak, narrowed, smallerBudget } from '../../mandate/narrowing.ts';

/** What was wanted and proven. Nothing in it has been decided yet. */
export interface Asked {
  /** The credential of whom the mandate is for, or the token of the mandate that is narrowed or renewed. */
  readonly subjectToken: string;
  /** The credential of who shall act; undefined where the subject itself does. */
  readonly actorToken: string | undefined;
  /** Thumbprint of the key that the caller proved to hold. */
  readonly jkt: string | undefined;
  /** The one server that the token is for; undefined: the whole data plane. */
  readonly resource: string | undefined;
  readonly purpose: string | undefined;
  readonly words: readonly string[];
  /** Undefined: whatever is allowed. */
  readonly tools: readonly string[] | undefined;
  readonly budget: MandateBudget;
  readonly lifetimeSeconds: number | undefined;
}

export interface Exchanged {
  readonly mandate: Mandate;
  readonly token: MandateToken;
}

/** What the active configuration says about mandates. */
export interface MandatePolicy {
  readonly digest: string;
  readonly rules: readonly MandateRule[];
  readonly lifetimeMs: number;
  /** Those of the wanted names and patterns, or narrower ones, that are open to this principal. */
  tools(principal: Principal, wanted: readonly string[]): Promise<Result<readonly string[]>>;
  models(principal: Principal, wanted: readonly string[]): Promise<Result<readonly string[]>>;
}

export interface MandateAct {
  readonly tenant: string;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, string>>;
}

export interface ExchangeParts {
  readonly authenticator: () => Authenticator;
  readonly mandates: Mandates;
  readonly tokens: MandateTokens;
  readonly policy: () => MandatePolicy;
  /** The data plane's address as clients know it. */
  readonly issuer: () => string;
  /** Makes an act durable; with a fault it is not done. */
  readonly record: (act: MandateAct) => Promise<Result<void>>;
  readonly clock: Clock;
}

export interface Exchange {
  exchange(asked: Asked): Promise<Result<Exchanged>>;
  /** Later words of the subject; the same proofs as for opening. Gives the number of steps. */
  speak(
    asked: Pick<Asked, 'subjectToken' | 'actorToken' | 'words'> & { readonly mandate: string },
  ): Promise<Result<{ readonly mandate: string }>>;
  /** Whoever holds its token may end a mandate. */
  end(token: string, jkt: string | undefined): Promise<Result<void>>;
}

/** How often words are tried again when other steps came first. */
const ATTEMPTS_MAX = 8;

export function createExchange(parts: ExchangeParts): Exchange {
  const { mandates, tokens } = parts;
  return {
    exchange: (asked) =>
      isMandateToken(asked.subjectToken) ? fromMandate(parts, asked) : fromSubject(parts, asked),
    async speak({ mandate: id, words, ...asked }) {
      const speakers = await speakersOf(parts, asked);
      if (!speakers.ok) return speakers;
      const { subject, actor } = speakers.value;
      const name = { tenant: subject.tenant, id };
      const found = await mandates.find(name);
      if (!found.ok) return found;
      const mandate = found.value;
      // WHY one sentence: who may not speak for its subject need not learn that a mandate exists.
      if (mandate === undefined || mandate.wordless || !isSame(mandate.principal, subject)) {
        return refused('mandate.unknown', 'There is no such mandate of this subject.');
      }
      if (mandate.endedAtMs !== undefined || mandate.expiresAtMs <= parts.clock.nowMs()) return ended();
      const detail = { count: String(words.length) };
      const by = actor ?? subject;
      const recorded = await parts.record({
        ...name,
        act: 'mandate.words',
        actor: by.id,
        subject: id,
        detail,
      });
      if (!recorded.ok) return recorded;
      const said = await say(mandates, name, words);
      return said.ok ? ok({ mandate: id }) : said;
    },
    async end(token, jkt) {
      const holder = await tokens.redeem(token, jkt);
      if (!holder.ok) return holder;
      const { tenant, mandate, chain, id } = holder.value;
      if (mandate === undefined) return refused('identity.invalid', 'The token names no mandate.');
      const act = { act: 'mandate.revoke', actor: chain[0]?.id ?? id, subject: mandate.id, detail: {} };
      const recorded = await parts.record({ tenant, ...act });
      if (!recorded.ok) return recorded;
      const revoked = await mandates.revoke({ tenant, id: mandate.id });
      return revoked.ok ? ok(undefined) : revoked;
    },
  };
}

async function say(
  mandates: Mandates,
  name: { readonly tenant: string; readonly id: string },
  words: readonly string[],
): Promise<Result<void>> {
  const steps = words.map((text) => ({ kind: 'words', text }) as const);
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const flow = await mandates.flow(name);
    if (!flow.ok) return flow;
    const appended = await mandates.append(name, flow.value.version, steps);
    if (!appended.ok) return appended;
    if (appended.value.kind === 'appended') return ok(undefined);
  }
  return refused('mandate.unavailable', 'The mandate is too busy to take words right now. Try again.');
}

interface Speakers {
  readonly subject: Principal;
  /** Undefined where the subject acts itself. */
  readonly actor: Principal | undefined;
}

/**
 * Who speaks, and for whom. INVARIANT: both are proven by credentials of their own. A token that somebody was given to
 * act for the subject speaks for nobody: an agent could otherwise put words into the mouth of its user.
 */
async function speakersOf(
  parts: ExchangeParts,
  { subjectToken, actorToken }: Pick<Asked, 'subjectToken' | 'actorToken'>,
): Promise<Result<Speakers>> {
  const subject = await ownCredential(parts, subjectToken);
  if (!subject.ok) return subject;
  const shown = actorToken === undefined ? subject : await ownCredential(parts, actorToken);
  if (!shown.ok) return shown;
  if (!maySpeak(parts.policy().rules, shown.value, subject.value)) {
    return refused('policy.denied', 'The charter does not let this caller open mandates for this subject.');
  }
  const actor = isSame(shown.value, subject.value) ? undefined : shown.value;
  return ok({ subject: subject.value, actor });
}

async function ownCredential(parts: ExchangeParts, secret: string): Promise<Result<Principal>> {
  if (isMandateToken(secret)) return refused('identity.invalid', DELEGATED);
  const proven = await parts.authenticator().authenticate({ secret, scheme: 'key', proof: undefined });
  if (!proven.ok) return proven;
  return proven.value.chain.length === 0 ? proven : refused('identity.invalid', DELEGATED);
}

const DELEGATED = 'A token by which somebody acts for another cannot open mandates or speak for anyone.';

async function fromSubject(parts: ExchangeParts, asked: Asked): Promise<Result<Exchanged>> {
  const speakers = await speakersOf(parts, asked);
  if (!speakers.ok) return speakers;
  const { subject, actor } = speakers.value;
  if (asked.purpose !== undefined && !subject.purposes.includes(asked.purpose)) {
    return refused('policy.purpose', 'This purpose is not open to the subject.');
  }
  const all = actor === undefined ? [subject] : [actor, subject];
  const scope = await scopeOf(parts, all, { tools: asked.tools ?? ['*'], models: ['*'] });
  if (!scope.ok) return scope;
  const { credential: _proof, mandate: _none, ...mandated } = subject;
  const chain = actor === undefined ? [] : [{ kind: actor.kind, id: actor.id }];
  return open(parts, asked, {
    principal: { ...mandated, chain },
    ...{ parent: undefined, purpose: asked.purpose, budget: asked.budget, jkt: asked.jkt },
    keys: all.flatMap(({ credential }) => (credential.kind === 'key' ? [credential.id] : [])),
    ...scope.value,
    expiresAtMs: endOf(parts, asked, parts.policy().lifetimeMs),
  });
}

/** Renews the token of a mandate, or narrows the mandate where anything was asked of it. */
async function fromMandate(parts: ExchangeParts, asked: Asked): Promise<Result<Exchanged>> {
  const holder = await parts.tokens.redeem(asked.subjectToken, asked.jkt);
  if (!holder.ok) return holder;
  const reference = holder.value.mandate;
  if (reference === undefined) return ended();
  if (asked.words.length > 0)
    return refused('policy.denied', 'A mandate cannot speak: words come from its subject.');
  const { tenant } = holder.value;
  const found = await parts.mandates.find({ tenant, id: reference.id });
  if (!found.ok) return found;
  const mandate = found.value;
  if (mandate === undefined || mandate.endedAtMs !== undefined) return ended();
  // INVARIANT: a token for one server is never exchanged for one that opens more.
  const resource = reference.audience === parts.issuer() ? asked.resource : reference.audience;
  if (asked.resource !== undefined && asked.resource !== resource) {
    return refused('identity.scope', 'The token that was shown is for another audience.');
  }
  const within = { ...asked, resource };
  const { tools, purpose, lifetimeSeconds, budget, actorToken } = asked;
  const changes = [tools, purpose, lifetimeSeconds, actorToken, ...Object.values(budget)];
  return changes.every((change) => change === undefined)
    ? renew(parts, within, { mandate, holder: holder.value })
    : narrow(parts, within, { mandate, holder: holder.value });
}

interface Held {
  readonly mandate: Mandate;
  readonly holder: Principal;
}

async function renew(
  parts: ExchangeParts,
  asked: Asked,
  { mandate, holder }: Held,
): Promise<Result<Exchanged>> {
  if (parts.policy().digest === mandate.policyDigest) return tokenOf(parts, asked, mandate);
  const scope = await scopeOf(parts, [holder], mandate);
  if (!scope.ok) return scope;
  const renewed = await parts.mandates.renew({ tenant: holder.tenant, id: mandate.id }, scope.value);
  if (!renewed.ok) return renewed;
  return renewed.value === undefined ? ended() : tokenOf(parts, asked, renewed.value);
}

async function narrow(
  parts: ExchangeParts,
  asked: Asked,
  { mandate, holder }: Held,
): Promise<Result<Exchanged>> {
  const actor = asked.actorToken === undefined ? undefined : await ownCredential(parts, asked.actorToken);
  if (actor?.ok === false) return actor;
  if (actor !== undefined && actor.value.tenant !== holder.tenant) {
    return refused('policy.denied', 'Nobody of another tenant can act here.');
  }
  if (asked.purpose !== undefined && asked.purpose !== mandate.purpose) {
    return refused('policy.purpose', 'A mandate keeps the purpose that it was opened for.');
  }
  const tools = narrowed(asked.tools ?? mandate.tools, mandate.tools);
  const scope = await scopeOf(parts, actor === undefined ? [holder] : [actor.value, holder], {
    ...{ tools, models: mandate.models },
  });
  if (!scope.ok) return scope;
  const nearest = actor === undefined ? [] : [{ kind: actor.value.kind, id: actor.value.id }];
  const chain = [...nearest, ...mandate.principal.chain];
  if (chain.length > CHAIN_MAX || mandate.accounts.length >= LINE_MAX) {
    return refused('identity.incomplete', 'The chain of delegation is too long.');
  }
  const key = actor?.value.credential.kind === 'key' ? [actor.value.credential.id] : [];
  return open(parts, asked, {
    principal: { ...mandate.principal, chain } satisfies Mandated,
    ...{ parent: mandate.id, purpose: mandate.purpose },
    budget: smallerBudget(asked.budget, mandate.budget),
    // WHY the asker's: a sub-agent holds a key of its own, or none where the mandate needs none.
    jkt: asked.jkt,
    keys: [...mandate.keys, ...key],
    ...scope.value,
    expiresAtMs: Math.min(
      mandate.expiresAtMs,
      endOf(parts, asked, mandate.expiresAtMs - parts.clock.nowMs()),
    ),
  });
}

/** As in `kernel/principal.ts`: a longer chain proves nobody. */
const CHAIN_MAX = 8;
/** How often a mandate can be narrowed: every crossing draws on the budgets of its whole line. */
const LINE_MAX = 16;

type Scope = Pick<MandateGrant, 'tools' | 'models' | 'policyDigest'>;

/** INVARIANT: what any of them may not use is not in it. */
async function scopeOf(
  parts: ExchangeParts,
  all: readonly Principal[],
  wanted: Pick<MandateGrant, 'tools' | 'models'>,
): Promise<Result<Scope>> {
  const policy = parts.policy();
  let { tools, models } = wanted;
  for (const principal of all) {
    const [openTools, openModels] = [
      await policy.tools(principal, tools),
      await policy.models(principal, models),
    ];
    if (!openTools.ok) return openTools;
    if (!openModels.ok) return openModels;
    tools = narrowed(tools, openTools.value);
    models = narrowed(narrowed(models, openModels.value), principal.credential.models);
  }
  return ok({ tools, models, policyDigest: policy.digest });
}

function endOf({ clock }: ExchangeParts, { lifetimeSeconds }: Asked, longestMs: number): number {
  const askedMs = lifetimeSeconds === undefined ? longestMs : lifetimeSeconds * 1_000;
  return clock.nowMs() + Math.min(askedMs, longestMs);
}

/** INVARIANT: on record before it is opened. */
async function open(parts: ExchangeParts, asked: Asked, grant: MandateGrant): Promise<Result<Exchanged>> {
  if (asked.tools !== undefined && asked.tools.length > 0 && grant.tools.length === 0) {
    return refused('identity.scope', 'None of these tools is open to all who take part in the mandate.');
  }
  const { principal, parent = '', purpose = '' } = grant;
  const recorded = await parts.record({
    ...{ tenant: principal.tenant, act: parent === '' ? 'mandate.open' : 'mandate.narrow' },
    ...{ actor: principal.chain[0]?.id ?? principal.id, subject: `${principal.kind} ${principal.id}` },
    detail: {
      chain: principal.chain.map(({ kind, id }) => `${kind} ${id}`).join(', '),
      ...{ parent, purpose, tools: grant.tools.join(' '), policy: grant.policyDigest },
      expires: new Date(grant.expiresAtMs).toISOString(),
    },
  });
  if (!recorded.ok) return recorded;
  const opened = await parts.mandates.open(grant, asked.words);
  return opened.ok ? tokenOf(parts, asked, opened.value) : opened;
}

async function tokenOf(parts: ExchangeParts, asked: Asked, mandate: Mandate): Promise<Result<Exchanged>> {
  // INVARIANT: a mandate that was bound to a key has no token that is not bound to the same one.
  if (mandate.jkt !== undefined && mandate.jkt !== asked.jkt) {
    return refused('identity.proof', 'The mandate is bound to a key: prove that you hold it.');
  }
  const { id, principal, tools, jkt, expiresAtMs } = mandate;
  const audience = asked.resource ?? parts.issuer();
  const token = await parts.tokens.issue({ mandate: id, principal, tools, audience, jkt, expiresAtMs });
  return ok({ mandate, token });
}

function ended(): Result<never> {
  return refused('mandate.ended', 'The mandate has ended. Open a new one.');
}

function refused(code: FaultCode, message: string): Result<never> {
  return failed(fault(code, message));
}
