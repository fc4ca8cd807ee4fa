/** Reads secrets on command lines of curl. */
import { charactersOf } from '../../characters.ts';
import { CONTEXT } from '../../detector.ts';
import { isDrawn, isPassword } from './randomness.ts';
import { found, type Outcome, type Place, runEnd } from './reading.ts';

/** curl(1): `-u user:password`, `--user "key:"`. */
const OPENING = charactersOf(/[\s='"]/);
const LOGIN = charactersOf(/[^\s:'"`$<{[(\\]/);
const LOGIN_MAX = 64;
const SECRET_OF_LOGIN = charactersOf(/[^\s'"`\\]/);
const SECRET_OF_LOGIN_MAX = 96;
/** From so many characters on, a name without a password can be a key. */
const KEY_MIN = 12;

export function readLogin({ text, start, end, floor, last }: Place): Outcome {
  if (!/\s/.test(text.charAt(start - 1))) return undefined;
  const user = runEnd(text, end, { members: OPENING, max: 2 });
  if (!text.slice(Math.max(floor, user - CONTEXT), start).includes('curl')) return undefined;
  const colon = runEnd(text, user, { members: LOGIN, max: LOGIN_MAX });
  if (colon >= text.length - 1 && !last) return user < text.length ? user : undefined;
  if (text[colon] !== ':') return undefined;
  const from = colon + 1;
  const until = runEnd(text, from, { members: SECRET_OF_LOGIN, max: SECRET_OF_LOGIN_MAX });
  if (until - from > SECRET_OF_LOGIN_MAX) return undefined;
  if (until === text.length && !last) return from;
  if (until === from) {
    const isKey =
      colon - user >= KEY_MIN && /\d/.test(text.slice(user, colon)) && isDrawn(text.slice(user, colon));
    return isKey ? { ...found('curl-auth-user', 'password', [user, colon, 0.7]), yields: true } : undefined;
  }
  const secret = text.slice(from, until);
  if (!isPassword(secret)) return undefined;
  return found('curl-auth-user', 'password', [from, until, 0.8]);
}
