/** Asks external detectors about passages: the contract of inspection, asynchronous, and closed when anything goes wrong. */
import { type Fault, fault } from '../../kernel/faults.ts';
import type { Passage } from '../../kernel/passage.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { Finding } from '../detector.ts';
import type { Sighting } from '../inspector.ts';
import { createMemo } from '../memo.ts';
import { Reading } from '../reading.ts';
import { type Claim, DIALECTS, type ExternalRule } from './dialects.ts';
import type { DetectorCalls } from './port.ts';
import { type Window, windowsOf } from './windows.ts';

export interface External {
  /** Findings are in raw offsets of `passage.text`. No answer, a late one or one that makes no sense fails it all. */
  inspect(tenant: string, passages: readonly Passage[]): Promise<Result<readonly Sighting[]>>;
}

const MEMO_BYTES = 4 * 1024 * 1024;
const WINDOW = 10_000;
const ANSWER_BYTES = 1_048_576;
/** Questions under way at once, over all detectors, for one crossing. */
const QUESTIONS_MAX = 8;

export function createExternal(rules: readonly ExternalRule[], calls: DetectorCalls): External {
  const memo = createMemo(MEMO_BYTES);

  async function find(tenant: string, passage: Passage): Promise<Result<readonly Finding[]>> {
    const asked = rules.filter(({ roles }) => roles?.includes(passage.role) ?? true);
    if (asked.length === 0 || passage.text === '') return ok([]);
    const key = passage.text.isWellFormed() ? memo.keyOf(tenant, passage) : undefined;
    const remembered = key === undefined ? undefined : memo.get(key);
    if (remembered !== undefined) return ok(remembered);
    const reading = new Reading(passage.view);
    reading.append(passage.text, true);
    const findings: Finding[] = [];
    for (const rule of asked) {
      for (const window of windowsOf(reading.text, WINDOW)) {
        const claims = await ask(rule, reading.text.slice(window.start, window.end), passage);
        if (!claims.ok) return claims;
        for (const claim of claims.value) findings.push(findingOf(rule, reading, shifted(claim, window)));
      }
    }
    findings.sort((left, right) => left.start - right.start || left.end - right.end);
    if (key !== undefined) memo.set(key, findings);
    return ok(findings);
  }

  async function ask(rule: ExternalRule, text: string, { role }: Passage): Promise<Result<readonly Claim[]>> {
    const { urlOf, bodyOf, claimsOf } = DIALECTS[rule.kind];
    // WHY well-formed: half a character cannot be sent; its replacement is as long.
    const body = JSON.stringify(bodyOf(rule, text.toWellFormed(), role));
    const answer = await calls.askDetector({
      url: urlOf(rule),
      body,
      timeoutMs: rule.timeout_ms,
      maxBytes: ANSWER_BYTES,
    });
    if (!answer.ok) return failed(broken(rule, answer.fault));
    const claims = claimsOf(answer.value, text);
    if (claims === undefined) return failed(broken(rule, 'the answer has another shape'));
    const wrong = claims.find(
      (claim) => !makesSense(claim, text) || !Object.hasOwn(rule.classes, claim.label),
    );
    return wrong === undefined
      ? ok(claims)
      : failed(broken(rule, 'a claim about no text or of no known label'));
  }

  return {
    async inspect(tenant, passages) {
      const sightings: Sighting[] = [];
      // In groups, so that a long conversation neither waits for one answer after the other nor floods a detector.
      for (let first = 0; first < passages.length; first += QUESTIONS_MAX) {
        const group = passages.slice(first, first + QUESTIONS_MAX);
        const found = await Promise.all(group.map((passage) => find(tenant, passage)));
        for (const [index, each] of found.entries()) {
          if (!each.ok) return each;
          const passage = group[index] as Passage;
          for (const finding of each.value) sightings.push({ passage, finding });
        }
      }
      return ok(sightings);
    },
  };
}

function makesSense({ start, end, score }: Claim, text: string): boolean {
  return start >= 0 && end > start && end <= text.length && score > 0;
}

function shifted(claim: Claim, window: Window): Claim {
  return { ...claim, start: claim.start + window.start, end: claim.end + window.start };
}

const NUMBER = /[0-9+\-.eE]/;

/** In raw offsets; what stands outside of a JSON string is taken as the whole number, so that its mask leaves valid JSON. */
function findingOf(rule: ExternalRule, reading: Reading, claim: Claim): Finding {
  let { start, end } = claim;
  const isNumber = (index: number) => reading.isBare(index) && NUMBER.test(reading.text.charAt(index));
  const bare = isNumber(start);
  while (bare && start > 0 && isNumber(start - 1)) start -= 1;
  while (bare && end < reading.text.length && isNumber(end)) end += 1;
  return {
    class: rule.classes[claim.label] ?? '',
    detector: rule.id,
    start: reading.offset(start),
    end: reading.offsetOfEnd(end),
    confidence: claim.score,
    ...(bare ? { bare } : {}),
  };
}

function broken({ id }: ExternalRule, cause: Fault | string): Fault {
  const message = `The external detector ${id} gave no answer that can be used, so nothing is let through.`;
  const why = typeof cause === 'string' ? cause : `${cause.code}: ${cause.cause ?? cause.message}`;
  return fault('inspection.failed', message, { cause: why });
}
