/** Reads secrets in files of known forms: .netrc, and manifests of Kubernetes. */
import { charactersOf } from '../../characters.ts';
import { CONTEXT } from '../../detector.ts';
import { isPassword } from './randomness.ts';
import { found, type Outcome, type Place, runEnd } from './reading.ts';

/** netrc(5): `machine … login … password …`. */
const MACHINE = /\b(?:machine[ \t]+\S+|default)\s+login[ \t]+\S+\s+$/;
const SECRET = charactersOf(/[^\s'"`\\]/);
const SECRET_MAX = 96;

export function readMachine({ text, start, end, floor, last }: Place): Outcome {
  const before = text.slice(Math.max(floor, end - CONTEXT), start);
  if (!before.includes('login') || !MACHINE.test(before)) return undefined;
  const until = runEnd(text, end, { members: SECRET, max: SECRET_MAX });
  if (until - end > SECRET_MAX) return undefined;
  if (until === text.length && !last) return until > end ? end : undefined;
  const secret = text.slice(end, until);
  if (!isPassword(secret)) return undefined;
  return { ...found('netrc-password', 'password', [end, until, 0.9]), yields: true };
}

/** kubernetes.io/docs/concepts/configuration/secret: a value under `data`, in base64. */
const MANIFEST = /[^\0]{0,80}?\bdata:[^\S\n]{0,4}\n[ \t]{1,8}[\w.-]{1,32}:[ \t]{1,3}["']?/y;
const ENTRY = /[^\S\n]{0,4}\n[ \t]{1,8}[\w.-]{1,32}:[ \t]{1,3}["']?/y;
const UNKNOWN_MIN = 16;
const TEXT = /^[\t\n\r -~]+$/;
const ENCODED = charactersOf(/[A-Za-z0-9+/=]/);
const ENCODED_MAX = 4096;
const BASE64 = /^[^=]+={0,2}$/;

export function readManifest(place: Place): Outcome {
  return encoded(place, MANIFEST);
}

/** The same where the kind is not known yet: then the value has to be a text in base64. */
export function readData(place: Place): Outcome {
  const outcome = encoded(place, ENTRY);
  if (typeof outcome !== 'object') return outcome;
  const value = place.text.slice(outcome.start, outcome.end);
  return value.length >= UNKNOWN_MIN && TEXT.test(atob(value))
    ? { ...outcome, confidence: 0.6, yields: true }
    : undefined;
}

function encoded({ text, start, end, last }: Place, pattern: RegExp): Outcome {
  pattern.lastIndex = end;
  if (!pattern.test(text)) return undefined;
  const from = pattern.lastIndex;
  if (from - start > CONTEXT) return undefined;
  const until = runEnd(text, from, { members: ENCODED, max: ENCODED_MAX });
  if (until === text.length && !last) return until > from ? from : undefined;
  if (
    until - from < 8 ||
    until - from > ENCODED_MAX ||
    (until - from) % 4 !== 0 ||
    !BASE64.test(text.slice(from, until)) ||
    !/[\s"']/.test(text[until] ?? ' ')
  )
    return undefined;
  return found('kubernetes-secret-yaml', 'generic_secret', [from, until, 0.8]);
}
