/** The contract of identity: a credential in, a complete principal out; keys and tokens are told apart by their form. */
import { fault } from '../kernel/faults.ts';
import type { Principal } from '../kernel/principal.ts';
import { failed, type Result } from '../kernel/result.ts';
import { type Presented, pickCredential } from './credential.ts';
import { KEY_PREFIX } from './key-format.ts';
import type { KeyVerifier } from './key-verifier.ts';
import { isMandateToken, type MandateTokens } from './mandate-tokens.ts';
import type { Target } from './proof.ts';
import type { Signers } from './signers.ts';
import type { Standings } from './standings.ts';
import type { TokenVerifier } from './tokens.ts';

export interface Authenticator {
  /** `target` is what the request was sent to: tokens may be bound to it. */
  authenticate(presented: Presented, target?: Target): Promise<Result<Principal>> | Result<Principal>;
  /** Who sent a request: by its credential, by its signature, or by both where they prove the same. */
  recognise(request: Sent): Promise<Result<Principal>>;
}

interface Sent {
  /** As they came, in pairs. */
  readonly rawHeaders: readonly string[];
  readonly target?: Target | undefined;
}

/** Three parts of base64url (RFC 7515 section 3.1), each at least one character: an unsigned token has none. */
const TOKEN = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

interface Verifiers {
  readonly keys: Pick<KeyVerifier, 'verify'>;
  readonly tokens: TokenVerifier;
  readonly mandates: Pick<MandateTokens, 'verify'>;
  readonly signers: Signers;
  readonly standings: Pick<Standings, 'refusal'>;
}

/** WHY: no credential is tried twice: its form alone says who checks it, and nothing falls through to another. */
export function createAuthenticator(verifiers: Verifiers): Authenticator {
  /** INVARIANT: whatever proved it, nobody who was put out gets further, nor anyone for whom such a one acts. */
  function standing(proven: Result<Principal>): Result<Principal> | Promise<Result<Principal>> {
    if (!proven.ok) return proven;
    const { tenant, kind, id, chain } = proven.value;
    const refusal = verifiers.standings.refusal(tenant, [{ kind, id }, ...chain]);
    if (refusal instanceof Promise) return refusal.then((refused) => refused ?? proven);
    return refusal ?? proven;
  }

  function authenticate(presented: Presented, target?: Target) {
    const proven = prove(verifiers, presented, target);
    return proven instanceof Promise ? proven.then(standing) : standing(proven);
  }

  return {
    authenticate,
    async recognise({ rawHeaders, target }) {
      const picked = pickCredential(pairs(rawHeaders));
      const { signers } = verifiers;
      // WHY only where somebody signs: others may sign what passes through them, for readers that are not us.
      const isSigned = signers.any && [...pairs(rawHeaders)].some(([name]) => isSignature(name));
      if (!isSigned) return picked.ok ? authenticate(picked.value, target) : picked;
      if (!picked.ok && picked.fault.code !== 'identity.missing') return picked;
      const signer = await signers.verify(rawHeaders, target);
      if (!signer.ok) return signer;
      const shown = picked.ok ? await authenticate(picked.value, target) : standing(signer);
      const proven = await shown;
      return !proven.ok || isBy(proven.value, signer.value) ? proven : failed(DISAGREED);
    },
  };
}

function isSignature(name: string): boolean {
  return /^signature(?:-input)?$/i.test(name);
}

/** Whether it is this one who acts: itself, or the nearest in the chain of whom it acts for. */
function isBy({ tenant, kind, id, chain }: Principal, signer: Principal): boolean {
  const actor = chain[0] ?? { kind, id };
  return tenant === signer.tenant && actor.kind === signer.kind && actor.id === signer.id;
}

const DISAGREED = fault(
  'identity.ambiguous',
  'The credential and the signature of the request prove different principals. Send one, or two of the same.',
);

function* pairs(rawHeaders: readonly string[]): Generator<readonly [name: string, value: string]> {
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    yield [rawHeaders[index] ?? '', rawHeaders[index + 1] ?? ''];
  }
}

function prove(
  { keys, tokens, mandates }: Verifiers,
  presented: Presented,
  target: Target | undefined,
): Promise<Result<Principal>> | Result<Principal> {
  const { secret, scheme } = presented;
  const isToken = TOKEN.test(secret) && !secret.startsWith(KEY_PREFIX);
  if (isToken && isMandateToken(secret)) return mandates.verify(presented, target);
  if (scheme === 'dpop')
    return invalid('The scheme `DPoP` is for tokens of mandates that are bound to a key.');
  if (secret.startsWith(KEY_PREFIX)) return keys.verify(secret);
  if (isToken) return tokens.verify(secret);
  return invalid('The credential is neither a Gatehouse key nor a token of a configured issuer.');
}

function invalid(message: string): Result<never> {
  return failed(fault('identity.invalid', message));
}
