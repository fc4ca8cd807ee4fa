/** Gets a token of the development identity provider in someone's name, as a script would. */
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { CAST, playerOf } from './cast.ts';
import { postForm } from './wire.ts';

export interface DevTokenOptions {
  readonly issuer: string;
  /** Who: `alice`, `bob`, `admin` or `ci`. */
  readonly as: string;
  /** What the provider was started with. */
  readonly secret: string;
  /** What it is for (RFC 8707); the data plane by default. */
  readonly resource?: string;
}

export async function devToken({ issuer, as, secret, resource }: DevTokenOptions): Promise<Result<string>> {
  if (playerOf(as) === undefined) {
    return failed(
      fault('control.invalid', `Nobody of that name exists. There are ${Object.keys(CAST).join(', ')}.`),
    );
  }
  const answer = await postForm(`${issuer}/token`, {
    user: as,
    password: secret,
    form: { grant_type: 'client_credentials', ...(resource === undefined ? {} : { resource }) },
  });
  if (!answer.ok) return answer;
  const { access_token: token, error } = (answer.value ?? {}) as Record<string, unknown>;
  if (typeof token === 'string') return ok(token);
  return failed(
    fault('identity.unavailable', 'The development identity provider gave no token.', { cause: error }),
  );
}
