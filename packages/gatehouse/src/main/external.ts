/** Makes the external detectors of a configuration, or says why there must be none. */
import type { Problem, Report } from '../config/problem.ts';
import type { Settings } from '../config/schema.ts';
import { createExternal, type External } from '../inspection/external/external.ts';
import type { DetectorCalls, ExternalDetector } from '../inspection/external/port.ts';
import { remoteDetector } from '../inspection/external/remote.ts';
import { openOnnx } from './onnx.ts';
import { secretOf } from './secrets.ts';

interface Parts {
  /** The configuration, to which other files are relative. */
  readonly file: string;
  readonly settings: Settings;
  readonly report: Report;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly calls: DetectorCalls;
}

/** Undefined where none is configured. */
export type Opened = { readonly external: External | undefined } | { readonly problems: readonly Problem[] };

export async function openExternal(parts: Parts): Promise<Opened> {
  const { settings, report, environment, calls } = parts;
  const detectors: ExternalDetector[] = [];
  const problems: Problem[] = [];
  for (const [index, rule] of settings.inspection.external.entries()) {
    const apiKey = secretOf(rule.api_key, environment);
    if (rule.api_key !== undefined && apiKey === undefined) {
      // WHY refused: without it every question would fail, and with it every crossing.
      const message = 'This secret is not there, or its file may be read by others.';
      problems.push(report(['inspection', 'external', index, 'api_key'], message));
    }
    detectors.push(remoteDetector(rule, { calls, apiKey }));
  }
  for (const [index, rule] of settings.inspection.onnx.entries()) {
    const opened = await openOnnx(parts.file, rule);
    if (opened.ok) detectors.push(opened.value);
    else problems.push(report(['inspection', 'onnx', index], opened.fault.message));
  }
  if (problems.length > 0) return { problems };
  return { external: detectors.length === 0 ? undefined : createExternal(detectors) };
}
