/** One growing text of a stream: how far it is clear, and which parts of it are masked when they are released. */
import type { Finding } from '../inspection/detector.ts';
import type { Channel, Mask } from '../inspection/inspector.ts';
import type { Passage } from '../kernel/passage.ts';
import { ok, type Result } from '../kernel/result.ts';

/** A stretch of text that one mask stands for. */
interface Region {
  start: number;
  end: number;
  readonly findings: Finding[];
}

export class StreamChannel {
  readonly #channel: Channel;
  readonly #mask: Mask;
  readonly #view: Passage['view'];
  /** In order, without overlaps. */
  readonly #regions: Region[] = [];
  readonly #known = new Set<string>();
  /** How much text has been pushed. */
  length = 0;
  /** Everything before this may leave, masked. */
  clear = 0;
  ended = false;
  /** Whether its text is signed, so that it cannot be rewritten. */
  signed = false;

  constructor(channel: Channel, mask: Mask, view: Passage['view']) {
    this.#channel = channel;
    this.#mask = mask;
    this.#view = view;
  }

  push(text: string, last: boolean): Result<readonly Finding[]> {
    const pushed = this.#channel.push(text, last);
    if (!pushed.ok) return pushed;
    this.length += text.length;
    this.clear = pushed.value.clear;
    this.ended = last;
    return ok(pushed.value.findings);
  }

  /** Whether a finding only continues one that was reported before (a long key is reported as it grows). */
  knows({ class: name, start }: Finding): boolean {
    const key = `${name}@${start}`;
    if (this.#known.has(key)) return true;
    this.#known.add(key);
    return false;
  }

  /** Has the finding masked when its text is released. */
  mask(finding: Finding): void {
    const touching = this.#regions.filter(({ start, end }) => start < finding.end && finding.start < end);
    const [region] = touching;
    if (region === undefined) {
      this.#regions.push({ start: finding.start, end: finding.end, findings: [finding] });
      this.#regions.sort((left, right) => left.start - right.start);
      return;
    }
    region.start = Math.min(region.start, finding.start);
    region.end = Math.max(finding.end, ...touching.map(({ end }) => end));
    region.findings.push(finding, ...touching.slice(1).flatMap(({ findings }) => findings));
    for (const merged of touching.slice(1)) this.#regions.splice(this.#regions.indexOf(merged), 1);
  }

  /** The text that stands at `start` of the channel, as it may leave: a mask leaves where its region begins. */
  maskedText(text: string, start: number): string {
    const end = start + text.length;
    let masked = '';
    let position = start;
    for (const region of this.#regions) {
      if (region.end <= position || region.start >= end) continue;
      if (region.start >= start)
        masked += text.slice(position - start, region.start - start) + this.#maskOf(region);
      position = Math.min(region.end, end);
    }
    this.#forget(start);
    return masked + text.slice(position - start);
  }

  #maskOf({ findings }: Region): string {
    const together = findings.map((finding) => ({ ...finding, start: 0, end: 1 }));
    return this.#mask({ text: '?', view: this.#view }, together);
  }

  /** WHY: the last region stays, because a key that is still growing continues it. */
  #forget(before: number): void {
    while (this.#regions.length > 1 && (this.#regions[0]?.end ?? before) < before) this.#regions.shift();
  }
}
