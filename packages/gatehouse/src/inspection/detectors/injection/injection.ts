/** Finds prompt injection and jailbreaks: a linear model over concepts, their order and the shape of each chunk. */
import { createHash } from 'node:crypto';
import type { Role } from '../../../kernel/passage.ts';
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { FeatureReader, NO_TRAIL, type Trail, talked } from './features.ts';
import { confidenceOf, loadModel, scoreOf } from './model.ts';
import type { Voice } from './roles.ts';
import { WINDOW_REACH, Windows } from './windows.ts';

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
const REVISION = 2;

export const injection: Detector = {
  name: 'injection',
  classes: ['injection'],
  version: `${REVISION}-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`,
  reach: WINDOW_REACH,
  scan,
};

/** WHY one for all: it is large, and holds nothing between two chunks that the next one does not overwrite. */
const reader = new FeatureReader();

function scan(glance: Glance, cursor: Cursor, last: boolean): Scan {
  const role = ROLES[glance.role];
  if (role === undefined) return { findings: [], next: { ...cursor, from: glance.text.length } };
  const windows = new Windows(glance, cursor, last);
  let findings: Finding[] | undefined;
  let trail = trailOf(cursor);
  while (windows.next()) {
    trail = reader.read(glance, windows, talked(trail, windows.talk));
    windows.leave();
    if (!reader.isTelling(role.voice)) continue;
    const known = scoreOf(model, reader, role.voice) - role.doubt;
    if (confidenceOf(model, role.voice, known + model.ngramCap) < SUSPECT) continue;
    reader.readNgrams(glance, windows);
    const confidence = confidenceOf(model, role.voice, scoreOf(model, reader, role.voice) - role.doubt);
    if (confidence < SUSPECT) continue;
    const start = glance.words.start(windows.anchor);
    findings ??= [];
    findings.push({ class: 'injection', detector: 'injection', start, end: windows.floor, confidence });
  }
  const { keys, count, talk, latin } = talked(trail, windows.talk);
  const carry = [keys, count, talk, latin];
  return {
    findings: findings ?? [],
    next: { from: windows.open, floor: windows.floor, inside: false, carry },
  };
}

function trailOf({ carry }: Cursor): Trail {
  if (carry === undefined) return NO_TRAIL;
  const [keys = 0, count = 0, talk = 0, latin = 1] = carry;
  return { keys, count, talk, latin };
}
