/** Makes the detectors that a configuration adds to the built-in ones, with the files that they need. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Problem, Report } from '../config/problem.ts';
import type { Settings } from '../config/schema.ts';
import { createCustom } from '../inspection/custom/all.ts';
import type { Detector } from '../inspection/detector.ts';
import { canaryOf } from '../inspection/detectors/output/canary.ts';
import { exactData } from '../inspection/exact/exact-data.ts';
import { openIdentifiers } from '../inspection/exact/store.ts';
import { sharedText } from '../inspection/fingerprints/shared-text.ts';
import { openFingerprints } from '../inspection/fingerprints/store.ts';
import { type Fault, fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';

interface Parts {
  readonly settings: Settings;
  readonly report: Report;
  /** The configuration, to which other files are relative. */
  readonly file: string;
  /** The secret of this deployment, under which identifiers are kept; made when it is first needed. */
  readonly secret: () => string;
}

export type AddedDetectors =
  | { readonly detectors: readonly Detector[] }
  | { readonly problems: readonly Problem[] };

/** All of them, or the reasons why there are none. */
export function addedDetectors(parts: Parts): AddedDetectors {
  const { settings, report } = parts;
  const custom = createCustom(settings.inspection.detectors, report);
  const detectors = 'detectors' in custom ? [...custom.detectors] : [];
  const problems = 'problems' in custom ? [...custom.problems] : [];
  const { canaries } = settings.inspection;
  if (canaries.length > 0) detectors.push(canaryOf(canaries));
  for (const [index, rule] of settings.inspection.exact_data.entries()) {
    const identifiers = open(parts, rule.store, (bytes) => openIdentifiers(bytes, parts.secret()));
    if (identifiers.ok) detectors.push(exactData(rule, identifiers.value));
    else {
      problems.push(report(['inspection', 'exact_data', index, 'store'], identifiers.fault.message));
    }
  }
  for (const [index, rule] of settings.inspection.fingerprints.entries()) {
    const fingerprints = open(parts, rule.store, (bytes) => openFingerprints(bytes, parts.secret()));
    if (fingerprints.ok) detectors.push(sharedText(rule, fingerprints.value));
    else {
      problems.push(report(['inspection', 'fingerprints', index, 'store'], fingerprints.fault.message));
    }
  }
  return problems.length > 0 ? { problems } : { detectors };
}

function open<Value>(
  { file }: Parts,
  path: string,
  read: (bytes: Uint8Array) => Result<Value>,
): Result<Value> {
  const bytes = bytesOf(resolve(dirname(file), path));
  return bytes.ok ? read(bytes.value) : failed(bytes.fault);
}

function bytesOf(path: string): Result<Uint8Array> {
  try {
    return ok(readFileSync(path));
  } catch (cause) {
    return failed(unreadable(cause));
  }
}

function unreadable(cause: unknown): Fault {
  return fault('config.invalid', 'The file cannot be read.', { cause });
}
