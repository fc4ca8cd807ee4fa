/** Makes findings of what an external detector claims about a stretch of a reading. */
import { type Fault, fault } from '../../kernel/faults.ts';
import type { Role } from '../../kernel/passage.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { Finding } from '../detector.ts';
import { jsonParts } from '../json-parts.ts';
import type { Reading } from '../reading.ts';
import type { Claim, ExternalDetector } from './port.ts';
import type { Window } from './windows.ts';

/** What is asked about: a window of a text, as its reader would read it, and whose voice it is. */
export interface Question {
  readonly reading: Reading;
  readonly window: Window;
  readonly role: Role;
}

/** Asks one detector. Findings are in raw offsets; no answer, or one that makes no sense, fails it. */
export async function findingsOf(
  detector: ExternalDetector,
  { reading, window, role }: Question,
): Promise<Result<readonly Finding[]>> {
  // WHY well-formed: half a character cannot be sent; its replacement is as long.
  const text = reading.text.slice(window.start, window.end).toWellFormed();
  const asked = await detector.ask(text, role);
  if ('failure' in asked) return failed(broken(detector, asked.failure));
  const { claims } = asked;
  if (!claims.every((claim) => makesSense(detector, claim, text))) {
    return failed(broken(detector, 'a claim about no text or of no known label'));
  }
  return ok(
    claims.flatMap((claim) =>
      jsonParts(reading, { start: claim.start + window.start, end: claim.end + window.start }).map((part) =>
        findingOf({ detector, claim, reading }, part),
      ),
    ),
  );
}

function makesSense(
  { classes }: ExternalDetector,
  { label, start, end, score }: Claim,
  text: string,
): boolean {
  return start >= 0 && end > start && end <= text.length && score > 0 && Object.hasOwn(classes, label);
}

const NUMBER = /[0-9+\-.eE]/;

/** What stands outside of a JSON string is taken as the whole number, so that its mask leaves valid JSON. */
function findingOf(
  { detector, claim, reading }: { detector: ExternalDetector; claim: Claim; reading: Reading },
  part: Window,
): Finding {
  let { start, end } = part;
  const isNumber = (index: number) => reading.isBare(index) && NUMBER.test(reading.text.charAt(index));
  const bare = isNumber(start);
  while (bare && start > 0 && isNumber(start - 1)) start -= 1;
  while (bare && end < reading.text.length && isNumber(end)) end += 1;
  return {
    class: detector.classes[claim.label] ?? '',
    detector: detector.id,
    start: reading.offset(start),
    end: reading.offsetOfEnd(end),
    confidence: claim.score,
    ...(bare ? { bare } : {}),
  };
}

function broken({ id }: ExternalDetector, cause: string): Fault {
  const message = `The external detector ${id} gave no answer that can be used, so nothing is let through.`;
  return fault('inspection.failed', message, { cause });
}
