/** The port to a mandate's line: the first of it and all that were narrowed from that, which share one flow. */
import type { Result } from '../kernel/result.ts';
import type { Mandate, MandateName } from './mandates.ts';

/** Oldest first; empty where nobody knows the mandate any more. `mandate.unavailable` when the store is away. */
export type MandateLine = (name: MandateName) => Promise<Result<readonly Mandate[]>>;
