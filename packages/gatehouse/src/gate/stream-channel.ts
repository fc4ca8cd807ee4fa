/** One growing text of a stream: how far it is clear, and which parts of it are replaced when they are released. */
import type { Finding } from '../inspection/detector.ts';
import type { ExternalChannel } from '../inspection/external/external.ts';
import type { Channel } from '../inspection/inspector.ts';
import { maskOf, regionsOf, replace } from '../inspection/mask.ts';
import type { Passage } from '../kernel/passage.ts';
import { ok, type Result } from '../kernel/result.ts';

/** A stretch of text that something else stands for. */
interface Region {
  readonly start: number;
  readonly end: number;
  readonly findings: readonly Finding[];
  /** What is written in its place; a mask when there is nothing. */
  readonly as: string | undefined;
}

export class StreamChannel {
  readonly #channel: Channel;
  readonly #view: Passage['view'];
  /** In order, without overlaps. */
  readonly #regions: Region[] = [];
  readonly #known = new Set<string>();
  /** How much text has been pushed. */
  length = 0;
  /** Everything before this was inspected here, and by those who are asked. */
  #seen = 0;
  #asked: number;
  /** Everything before this has left. */
  released = 0;
  ended = false;
  /** Whether its text is signed, so that it cannot be rewritten. */
  signed = false;

  /** Where external detectors are asked as well: `ask` follows every `push`. */
  readonly external: ExternalChannel | undefined;

  constructor(channel: Channel, view: Passage['view'], external: ExternalChannel | undefined) {
    this.#channel = channel;
    this.#view = view;
    this.external = external;
    this.#asked = external === undefined ? Number.POSITIVE_INFINITY : 0;
  }

  /** Everything before this may leave, replaced where it has to be. INVARIANT: everybody has inspected it. */
  get clear(): number {
    return Math.min(this.#seen, this.#asked);
  }

  push(text: string, last: boolean): Result<readonly Finding[]> {
    const pushed = this.#channel.push(text, last);
    if (!pushed.ok) return pushed;
    this.length += text.length;
    this.#seen = pushed.value.clear;
    this.ended = last;
    return ok(pushed.value.findings);
  }

  async ask(text: string, last: boolean): Promise<Result<readonly Finding[]>> {
    if (this.external === undefined) return ok([]);
    const asked = await this.external.push(text, last);
    if (!asked.ok) return asked;
    this.#asked = asked.value.clear;
    return ok(asked.value.findings);
  }

  /** Whether a finding only continues one that was reported before (a long key is reported as it grows). */
  knows({ detector, start }: Finding): boolean {
    const key = `${detector}@${start}`;
    if (this.#known.has(key)) return true;
    this.#known.add(key);
    return false;
  }

  /** Has the finding replaced when its text is released: by `as`, or by its mask. */
  replace(finding: Finding, as?: string): void {
    // WHY from the end: findings come in order, so that what they touch is among the last.
    let at = this.#regions.length;
    while (at > 0 && (this.#regions[at - 1]?.end ?? 0) > finding.start) at -= 1;
    let behind = at;
    while ((this.#regions[behind]?.start ?? finding.end) < finding.end) behind += 1;
    const touching = this.#regions.slice(at, behind);
    const [first] = touching;
    this.#regions.splice(at, touching.length, {
      start: Math.min(finding.start, first?.start ?? finding.start),
      end: Math.max(finding.end, ...touching.map(({ end }) => end)),
      findings: [...touching.flatMap(({ findings }) => findings), finding],
      // WHY a mask wins over anything else: it is what hides the most.
      as: touching.length > 1 || (first !== undefined && first.as !== as) ? undefined : as,
    });
  }

  /** The text that stands at `start` of the channel, as it may leave: a mask leaves where its region begins. */
  releasedText(text: string, start: number): string {
    const end = start + text.length;
    let written = '';
    let position = start;
    for (const region of this.#regions) {
      if (region.end <= position || region.start >= end) continue;
      if (region.start >= start)
        written += text.slice(position - start, region.start - start) + this.#write(region);
      position = Math.min(region.end, end);
    }
    this.#forget(start);
    this.released = Math.max(this.released, end);
    return written + text.slice(position - start);
  }

  #write({ findings, as }: Region): string {
    const together = regionsOf(findings.map((finding) => ({ ...finding, start: 0, end: 1 })));
    return replace({ text: '?', view: this.#view }, together, as === undefined ? maskOf : () => as);
  }

  /** WHY: the last region stays, because a key that is still growing continues it. */
  #forget(before: number): void {
    while (this.#regions.length > 1 && (this.#regions[0]?.end ?? before) < before) this.#regions.shift();
  }
}
