/** Opens the control plane of this process. */
import { ok, type Result } from '../kernel/result.ts';
import type { StartOptions } from './options.ts';

export async function openControlPlane(
  _options: StartOptions,
  _services: object,
): Promise<Result<{ readonly url: string; close(): Promise<void> }>> {
  return ok({ url: 'http://127.0.0.1:0', close: async () => {} });
}
