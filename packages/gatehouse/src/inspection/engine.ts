/** The inspector: whole passages and streams walk the same detectors in the same way. */
import { createHash } from 'node:crypto';
import type { Passage } from '../kernel/passage.ts';
import { ok, type Result } from '../kernel/result.ts';
import { openChannel } from './channel.ts';
import type { Detector, Finding } from './detector.ts';
import type { Inspector, Sighting } from './inspector.ts';
import { createMemo } from './memo.ts';

/** Shorter texts are scanned faster than they are looked up. */
const MEMO_MIN = 256;
const MEMO_BYTES = 16 * 1024 * 1024;

/** How passages are read before detectors see them (views, folding, merging); counted up when that changes. */
const READING_REVISION = 1;

export function createInspector(options: {
  readonly detectors: readonly Detector[];
  /** Bound of the memory for what was found before, over all tenants. */
  readonly memoBytes?: number;
}): Inspector {
  const { detectors } = options;
  const memo = createMemo(options.memoBytes ?? MEMO_BYTES);

  function find(tenant: string, passage: Passage): Result<readonly Finding[]> {
    // WHY: lone surrogates all digest alike, so a text that has some is never looked up.
    const isKeyed = passage.text.length >= MEMO_MIN && passage.text.isWellFormed();
    const key = isKeyed ? memo.keyOf(tenant, passage) : undefined;
    const remembered = key === undefined ? undefined : memo.get(key);
    if (remembered !== undefined) return ok(remembered);
    const found = openChannel(detectors, passage.view).push(passage.text, true);
    if (!found.ok) return found;
    if (key !== undefined) memo.set(key, found.value.findings);
    return ok(found.value.findings);
  }

  return {
    digest: digestOf(detectors),
    inspect(tenant, passages) {
      const sightings: Sighting[] = [];
      for (const passage of passages) {
        const found = find(tenant, passage);
        if (!found.ok) return found;
        for (const finding of found.value) sightings.push({ passage, finding });
      }
      return ok(sightings);
    },
    openChannel: (view) => openChannel(detectors, view),
  };
}

function digestOf(detectors: readonly Detector[]): string {
  const rules = detectors.map(({ name, class: found, version, reach }) => [name, found, version, reach]);
  return createHash('sha256')
    .update(JSON.stringify([READING_REVISION, rules]))
    .digest('hex');
}
