/** Accepts every tool that the servers of a configuration define now, as `gatehouse tools accept` does. */
import { acceptTools } from '../../src/main/accept-tools.ts';
import { lookAtTools } from '../../src/main/tool-look.ts';
import { type TestGate, UPSTREAM_KEY } from './gate.ts';

/** The configuration reads its manifests from `tools/*.yaml`. WHY with what is proposed: whoever tests something else says so. */
export async function acceptAllTools({ configFile }: Pick<TestGate, 'configFile'>): Promise<void> {
  const look = await lookAtTools({ file: configFile, environment: { UPSTREAM_KEY }, named: undefined });
  if ('problems' in look) throw new Error(JSON.stringify(look.problems));
  const accepted = acceptTools(look.tools, { ...look, by: 'tests@example.com' });
  if (!accepted.ok) throw new Error(accepted.fault.message);
}
