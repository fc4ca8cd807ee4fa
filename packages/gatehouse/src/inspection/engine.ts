/** The inspector: whole passages and streams walk the same detectors in the same way. */
import { createHash } from 'node:crypto';
import type { Passage } from '../kernel/passage.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Background } from './background.ts';
import { openChannel, readWhole, watchOf } from './channel.ts';
import type { Detector, Finding } from './detector.ts';
import type { Inspector, Sighting } from './inspector.ts';
import { createMemo } from './memo.ts';

const MEMO_BYTES = 16 * 1024 * 1024;

/** How passages are read before detectors see them (views, folding, merging); counted up when that changes. */
const READING_REVISION = 3;

export function createInspector(options: {
  readonly detectors: readonly Detector[];
  /** Bound of the memory for what was found before, over all tenants. */
  readonly memoBytes?: number;
}): Inspector {
  const { detectors } = options;
  const watch = watchOf(detectors);
  const memo = createMemo(options.memoBytes ?? MEMO_BYTES);

  function find(
    tenant: string,
    passage: Passage,
    background: Background | undefined,
  ): Result<readonly Finding[]> {
    // WHY: lone surrogates all digest alike, so a text that has some is never looked up; and what is found in an
    // answer depends on what it answers.
    const isKeyed = background === undefined && passage.text.isWellFormed();
    const key = isKeyed ? memo.keyOf(tenant, passage) : undefined;
    const remembered = key === undefined ? undefined : memo.get(key);
    if (remembered !== undefined) return ok(remembered);
    const { view, role, text } = passage;
    const found = readWhole(
      watch,
      { view, role, ...(background === undefined ? {} : { background }) },
      flat(text),
    );
    if (!found.ok) return found;
    if (key !== undefined) memo.set(key, found.value);
    return found;
  }

  return {
    digest: digestOf(detectors),
    inspect(tenant, passages, background) {
      const sightings: Sighting[] = [];
      for (const passage of passages) {
        // WHY only there: names, ids and the like are no words of an answer, and are the same again and again.
        const answers = passage.role === 'assistant' ? background : undefined;
        const found = find(tenant, passage, answers);
        if (!found.ok) return found;
        for (const finding of found.value) sightings.push({ passage, finding });
      }
      return ok(sightings);
    },
    openChannel: (opening) => openChannel(watch, opening),
  };
}

/** Copying is cheaper than this. */
const FLAT_MIN = 64;

/** WHY: a passage is a slice of a body, and every look at a character of a slice goes through the body first. */
function flat(text: string): string {
  return text.length < FLAT_MIN ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}

function digestOf(detectors: readonly Detector[]): string {
  const rules = detectors.map(({ name, classes, version, reach }) => [name, classes, version, reach]);
  return createHash('sha256')
    .update(JSON.stringify([READING_REVISION, rules]))
    .digest('hex');
}
