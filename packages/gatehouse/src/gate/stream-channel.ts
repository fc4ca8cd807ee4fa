/** One growing text of a stream: how far it is clear, and which parts of it are masked when they are released. */
import type { Finding } from '../inspection/detector.ts';
import type { Channel, Mask } from '../inspection/inspector.ts';
import type { Passage } from '../kernel/passage.ts';
import { ok, type Result } from '../kernel/result.ts';

interface Region {
  readonly start: number;
  end: number;
  readonly finding: Finding;
}

export class StreamChannel {
  readonly #channel: Channel;
  readonly #mask: Mask;
  readonly #view: Passage['view'];
  readonly #regions: Region[] = [];
  readonly #known = new Set<string>();
  /** How much text has been pushed. */
  length = 0;
  /** Everything before this may leave, masked. */
  clear = 0;
  ended = false;
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

  /** Whether a finding only continues one that was reported before. */
  knows({ class: name, start }: Finding): boolean {
    const key = `${name}@${start}`;
    if (this.#known.has(key)) return true;
    this.#known.add(key);
    return false;
  }
}
