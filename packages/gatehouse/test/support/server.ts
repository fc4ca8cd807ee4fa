/** The one PostgreSQL server of all tests of this user, at a place of its own; whoever leaves last stops it. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedServer, startEmbedded } from '../../src/stores/postgres/embedded.ts';
import { chance } from './chance.ts';

export async function joinTestServer(): Promise<EmbeddedServer> {
  const dataDir = join(tmpdir(), `gatehouse-test-${process.getuid?.()}`);
  const started = await startEmbedded({ dataDir, chance });
  if (!started.ok) throw new Error(`${started.fault.message} ${started.fault.cause ?? ''}`);
  return started.value;
}
