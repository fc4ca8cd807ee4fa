/** The stage on which cells are played: the gate under test, the recording provider, an issuer, and the record. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Received } from '../recorder/received.ts';
import { PROVIDER_KEY } from '../samples.ts';
import type { Persona } from '../words.ts';
import { type Control, openControl } from './control.ts';
import { type Issuer, startIssuer } from './issuer.ts';
import { addressOfEmbedded, openRecords, type RecordReader } from './ledger.ts';
import { PERSONAS } from './personas.ts';
import { firstLine, type Running, run, stop } from './processes.ts';
import { matrixSettings } from './settings.ts';

export interface Stage {
  /** Where the gate listens. */
  readonly url: string;
  readonly recorderUrl: string;
  /** A credential for a persona; cells that share no budget are different people. */
  credential(persona: Persona, person: string): string;
  readonly issuer: Issuer;
  /** What the provider got that carries this mark. */
  received(mark: string): Promise<readonly Received[]>;
  /** Lets a paced answer go on. */
  go(mark: string): Promise<void>;
  /** Absent when the gate keeps its record out of our sight. */
  readonly record: RecordReader | undefined;
  /** Absent when the gate is somebody else's. */
  readonly control: Control | undefined;
  /** What the gate said on its error output. */
  complaints(): string;
  close(): Promise<void>;
}

/** What stays up while one gate after another is tested. */
export interface Company {
  readonly recorderUrl: string;
  readonly issuer: Issuer;
  readonly folder: string;
  readonly config: string;
  close(): Promise<void>;
}

export interface GateUnderTest {
  /** The command line of the gate. */
  readonly cli: string;
  /** A database to use; by default the gate starts its own. */
  readonly databaseUrl?: string;
}

export const CLI = fileURLToPath(new URL('../../packages/gatehouse/src/cli/main.ts', import.meta.url));
const RECORDER = fileURLToPath(new URL('../recorder/main.ts', import.meta.url));

export async function gatherCompany(recorderPort?: number): Promise<Company> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-matrix-'));
  const recorder = recorderPort === undefined ? run([RECORDER]) : run([RECORDER, String(recorderPort)]);
  const recorderUrl = `http://127.0.0.1:${await firstLine(recorder)}`;
  const issuer = await startIssuer();
  const config = join(folder, 'gatehouse.yaml');
  writeFileSync(config, matrixSettings({ issuer: issuer.url, recorder: recorderUrl }));
  return {
    recorderUrl,
    issuer,
    folder,
    config,
    async close() {
      issuer.close();
      await stop(recorder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A stage whose gate we have started ourselves. */
export interface OwnStage extends Stage {
  readonly dataDir: string;
  /** Ends the gate without giving it time. */
  kill(): Promise<void>;
}

/** Starts a gate among the company. Throws when it does not come up. */
export async function openStage(company: Company, gate: GateUnderTest): Promise<OwnStage> {
  const dataDir = join(company.folder, `data-${randomBytes(4).toString('hex')}`);
  const ports = ['--data-port', '0', '--control-port', '0'];
  const running = run([gate.cli, 'up', '--config', company.config, '--data', dataDir, ...ports, '--json'], {
    MATRIX_PROVIDER_KEY: PROVIDER_KEY,
    DATABASE_URL: gate.databaseUrl,
    NODE_ENV: 'production',
  });
  const facts = JSON.parse(await firstLine(running)) as { data: string };
  const record = openRecords(gate.databaseUrl ?? addressOfEmbedded(dataDir));
  return {
    ...stageOf(company, facts.data),
    record,
    control: openControl(dataDir),
    dataDir,
    complaints: () => running.complaints(),
    close: () => closeGate(running, record, 'SIGTERM'),
    kill: () => closeGate(running, record, 'SIGKILL'),
  };
}

/** The stage around a gate that somebody else has started. */
export function foreignStage(company: Company, { url, key }: { url: string; key: string }): Stage {
  return {
    ...stageOf(company, url),
    credential: () => key,
    record: undefined,
    control: undefined,
    complaints: () => '',
    close: async () => {},
  };
}

function stageOf({ recorderUrl, issuer }: Company, url: string) {
  return {
    url,
    recorderUrl,
    issuer,
    credential: (persona: Persona, person: string) =>
      issuer.token({ sub: `${persona}-${person}`, ...PERSONAS[persona] }),
    received: async (mark: string) => {
      const answer = await fetch(`${recorderUrl}/control/received?${mark}`);
      return (await answer.json()) as readonly Received[];
    },
    go: async (mark: string) => void (await fetch(`${recorderUrl}/control/go?${mark}`)),
  };
}

async function closeGate(running: Running, record: RecordReader, signal: NodeJS.Signals): Promise<void> {
  await record.close();
  await stop(running, signal);
}
