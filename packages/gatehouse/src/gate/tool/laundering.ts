/** Keeps the origin of what agents write through every store: remembered when it is written, known again when it is read. */
import { UNKNOWN_ARGUMENT } from '../../kernel/manifest.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Json, Step } from '../../mandate/flow.ts';
import { canBeLaundered, pieces, scalars } from '../../mandate/laundering.ts';
import type { Gate } from '../gate.ts';
import type { Decided } from './stations.ts';

/** More pieces than this are asked for in several questions. */
const PIECES_MAX = 8_192;

/**
 * The values that a call writes although nothing trusted says them. INVARIANT: remembered before it leaves, for it may be
 * done and never heard of again; what never arrives is remembered for nothing, which only asks more.
 */
export function writtenBy({ tool: { manifest }, assessment }: Decided): readonly string[] {
  return assessment.traced.flatMap(({ argument, value, origin }) => {
    const { role } = manifest.arguments[argument] ?? UNKNOWN_ARGUMENT;
    const isUntrusted = origin.kind === 'untrusted' || origin.kind === 'unknown';
    return isUntrusted && canBeLaundered(role) ? pieces(value, role) : [];
  });
}

/** The pieces of what was read that an agent of the tenant, under whatever mandate, wrote with an untrusted origin. */
async function laundered(gate: Gate, tenant: string, value: Json): Promise<Result<readonly string[]>> {
  const read = new Set<string>();
  for (const { text } of scalars(value, '$')) {
    for (const role of ['text', 'amount', 'time'] as const)
      for (const piece of pieces(text, role)) read.add(piece);
  }
  const found: string[] = [];
  const wanted = [...read];
  for (let from = 0; from < wanted.length; from += PIECES_MAX) {
    const known = await gate.tainted.known(tenant, wanted.slice(from, from + PIECES_MAX));
    if (!known.ok) return known;
    found.push(...known.value);
  }
  return ok(found);
}

/** The step of a result, with what is laundered in it. */
export async function withLaundered(
  gate: Gate,
  tenant: string,
  steps: readonly Step[],
): Promise<Result<readonly Step[]>> {
  const labelled: Step[] = [];
  for (const step of steps) {
    if (step.kind !== 'result' || step.value === null) {
      labelled.push(step);
      continue;
    }
    const pieces = await laundered(gate, tenant, step.value);
    if (!pieces.ok) return pieces;
    labelled.push(pieces.value.length === 0 ? step : { ...step, laundered: pieces.value });
  }
  return ok(labelled);
}
