/** Asks external detectors about passages and streams: the contract of inspection, asynchronous, and closed when anything goes wrong. */
import { createHash } from 'node:crypto';
import type { Passage, Role } from '../../kernel/passage.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Finding } from '../detector.ts';
import type { Opening, Sighting } from '../inspector.ts';
import { createMemo } from '../memo.ts';
import { Reading } from '../reading.ts';
import { findingsOf, type Question } from './findings.ts';
import type { ExternalDetector } from './port.ts';
import { windowEnd, windowsOf } from './windows.ts';

export interface External {
  /** The digest of the detectors and their settings. */
  readonly digest: string;
  /** Findings are in raw offsets of `passage.text`. No answer, a late one or one that makes no sense fails it all. */
  inspect(tenant: string, passages: readonly Passage[]): Promise<Result<readonly Sighting[]>>;
  /** Undefined where nobody is asked about this voice. */
  openChannel(opening: Opening): ExternalChannel | undefined;
}

/** One growing text of a streamed answer, as `Channel`; each window of it is asked about as a whole. */
export interface ExternalChannel {
  push(
    text: string,
    last: boolean,
  ): Promise<Result<{ readonly findings: readonly Finding[]; readonly clear: number }>>;
}

const MEMO_BYTES = 4 * 1024 * 1024;
const WINDOW = 10_000;
/** Passages that are asked about at once, for one crossing. */
const PASSAGES_MAX = 8;

export function createExternal(detectors: readonly ExternalDetector[]): External {
  const memo = createMemo(MEMO_BYTES);
  const askedAbout = (role: Role) => detectors.filter(({ roles }) => roles?.includes(role) ?? true);

  async function find(tenant: string, passage: Passage): Promise<Result<readonly Finding[]>> {
    const asked = askedAbout(passage.role);
    if (asked.length === 0 || passage.text === '') return ok([]);
    const key = passage.text.isWellFormed() ? memo.keyOf(tenant, passage) : undefined;
    const remembered = key === undefined ? undefined : memo.get(key);
    if (remembered !== undefined) return ok(remembered);
    const reading = new Reading(passage.view);
    reading.append(passage.text, true);
    const findings: Finding[] = [];
    for (const window of windowsOf(reading.text, WINDOW)) {
      const found = await askAll(asked, { reading, window, role: passage.role });
      if (!found.ok) return found;
      findings.push(...found.value);
    }
    if (key !== undefined) memo.set(key, findings);
    return ok(findings);
  }

  return {
    digest: digestOf(detectors),
    async inspect(tenant, passages) {
      const sightings: Sighting[] = [];
      // In groups, so that a long conversation neither waits for one answer after the other nor floods a detector.
      for (let first = 0; first < passages.length; first += PASSAGES_MAX) {
        const group = passages.slice(first, first + PASSAGES_MAX);
        const found = await Promise.all(group.map((passage) => find(tenant, passage)));
        for (const [index, each] of found.entries()) {
          if (!each.ok) return each;
          const passage = group[index] as Passage;
          for (const finding of each.value) sightings.push({ passage, finding });
        }
      }
      return ok(sightings);
    },
    openChannel(opening) {
      const asked = askedAbout(opening.role);
      return asked.length === 0 ? undefined : new GrowingWindows(asked, opening);
    },
  };
}

class GrowingWindows implements ExternalChannel {
  readonly #detectors: readonly ExternalDetector[];
  readonly #role: Role;
  readonly #reading: Reading;
  /** The raw offset up to which everything was asked about. */
  #clear = 0;

  constructor(detectors: readonly ExternalDetector[], { view, role }: Opening) {
    this.#detectors = detectors;
    this.#role = role;
    this.#reading = new Reading(view);
  }

  async push(
    text: string,
    last: boolean,
  ): Promise<Result<{ readonly findings: readonly Finding[]; readonly clear: number }>> {
    const reading = this.#reading;
    reading.append(text, last);
    const findings: Finding[] = [];
    let start = 0;
    for (let end = this.#endAfter(start, last); end !== undefined; end = this.#endAfter(start, last)) {
      const window = { start, end };
      const found = await askAll(this.#detectors, { reading, window, role: this.#role });
      if (!found.ok) return found;
      findings.push(...found.value);
      start = end;
      this.#clear = reading.offset(end);
    }
    reading.drop(start);
    if (last) this.#clear = reading.offset(0);
    return ok({ findings, clear: this.#clear });
  }

  /** Where the next window ends; undefined as long as that is not known. It never ends within a raw character. */
  #endAfter(start: number, last: boolean): number | undefined {
    const { text } = this.#reading;
    let end = windowEnd(text, start) ?? (last && start < text.length ? text.length : undefined);
    while (end !== undefined && this.#reading.isWithin(end)) end -= 1;
    return end;
  }
}

async function askAll(
  detectors: readonly ExternalDetector[],
  question: Question,
): Promise<Result<readonly Finding[]>> {
  const findings: Finding[] = [];
  for (const found of await Promise.all(detectors.map((detector) => findingsOf(detector, question)))) {
    if (!found.ok) return found;
    findings.push(...found.value);
  }
  return ok(findings.sort((left, right) => left.start - right.start || left.end - right.end));
}

function digestOf(detectors: readonly ExternalDetector[]): string {
  const hash = createHash('sha256');
  for (const { id, classes, roles, version } of detectors) {
    hash.update(`${JSON.stringify([id, classes, roles ?? [], version])}\n`);
  }
  return hash.digest('hex');
}
