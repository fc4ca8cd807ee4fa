/** Finds prompt injection and jailbreaks: a linear model over concepts, their order and the shape of each chunk. */
import { createHash } from 'node:crypto';
import type { Role } from '../../../kernel/passage.ts';
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { CHUNK_REACH, nextChunk } from './chunks.ts';
import { FeatureReader, NO_TRAIL, type Trail } from './features.ts';
import { confidenceOf, loadModel, scoreOf, type Voice } from './model.ts';

/** Below this nothing is reported; from `SURE` on it is an attack. */
const SUSPECT = 0.25;

/** How each role is read; answers are not read at all. `doubt` is what a role takes off the score. */
const ROLES: Readonly<Record<Role, { readonly voice: Voice; readonly doubt: number } | undefined>> = {
  system: { voice: 'person', doubt: 1.5 },
  user: { voice: 'person', doubt: 0 },
  assistant: undefined,
  tool: { voice: 'data', doubt: 0 },
  document: { voice: 'data', doubt: 0 },
  definition: { voice: 'data', doubt: 0.5 },
  metadata: { voice: 'data', doubt: 0 },
  error: { voice: 'data', doubt: 0 },
};

const { model, bytes } = loadModel();
const REVISION = 1;

export const injection: Detector = {
  name: 'injection',
  classes: ['injection'],
  version: `${REVISION}-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`,
  reach: CHUNK_REACH,
  scan,
};

/** WHY one for all: it is large, and holds nothing between two chunks that the next one does not overwrite. */
const reader = new FeatureReader();

function scan(glance: Glance, cursor: Cursor, last: boolean): Scan {
  const role = ROLES[glance.role];
  if (role === undefined) return { findings: [], next: { ...cursor, from: glance.text.length } };
  const findings: Finding[] = [];
  let { from } = cursor;
  let trail = trailOf(cursor);
  for (;;) {
    const chunk = nextChunk(glance, from, last);
    if ('open' in chunk) {
      const carry = [trail.keys, trail.count, trail.talk, trail.latin];
      return { findings, next: { from: chunk.open, floor: 0, inside: false, carry } };
    }
    trail = reader.read(glance, chunk, trail);
    const confidence = confidenceOf(model, role.voice, scoreOf(model, reader, role.voice) - role.doubt);
    const start = glance.words.start(chunk.first);
    const end = glance.words.end(chunk.to - 1);
    if (confidence >= SUSPECT) {
      findings.push({ class: 'injection', detector: 'injection', start, end, confidence });
    }
    from = end;
  }
}

function trailOf({ carry }: Cursor): Trail {
  if (carry === undefined) return NO_TRAIL;
  const [keys = 0, count = 0, talk = 0, latin = 1] = carry;
  return { keys, count, talk, latin };
}
