/** The stage on which cells are played: the gate under test, the recording provider, an issuer, and the record. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Received } from '../recorder/received.ts';
import { PROVIDER_KEY } from '../samples.ts';
import type { Persona } from '../words.ts';
import { type Control, openControl } from './control.ts';
import { manifestFiles } from './desk.ts';
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
  /** Lets a tool, `server/tool`, say something else of itself to this gate, or again what was accepted. */
  turn(tool: string): Promise<void>;
  /** Starts another process of the gate on the same state; absent when the gate is somebody else's. */
  readonly twin: (() => Promise<Twin>) | undefined;
  /** Changes the configuration, and loads it; absent when the gate is somebody else's. */
  readonly reconfigure: ((change: (settings: string) => string) => Promise<void>) | undefined;
  /** What the gate said on its error output. */
  complaints(): string;
  close(): Promise<void>;
}

export interface Twin {
  readonly url: string;
  close(): Promise<void>;
}

/** What stays up while one gate after another is tested. */
export interface Company {
  readonly recorderUrl: string;
  readonly issuer: Issuer;
  readonly folder: string;
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
  return {
    recorderUrl,
    issuer,
    folder,
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
  const id = randomBytes(4).toString('hex');
  const dataDir = join(company.folder, `data-${id}`);
  const { config, settings } = await configure(company, id);
  const start = async (databaseUrl: string | undefined) => {
    const ports = ['--data-port', '0', '--control-port', '0'];
    const running = run([gate.cli, 'up', '--config', config, '--data', dataDir, ...ports, '--json'], {
      MATRIX_PROVIDER_KEY: PROVIDER_KEY,
      DATABASE_URL: databaseUrl,
      NODE_ENV: 'production',
    });
    return { running, url: (JSON.parse(await firstLine(running)) as { data: string }).data };
  };
  const { running, url } = await start(gate.databaseUrl);
  const databaseUrl = gate.databaseUrl ?? addressOfEmbedded(dataDir);
  const record = openRecords(databaseUrl);
  const control = openControl(dataDir);
  return {
    ...stageOf(company, { url, id }),
    ...{ record, control, dataDir },
    async twin() {
      const other = await start(databaseUrl);
      return { url: other.url, close: () => stop(other.running) };
    },
    async reconfigure(change) {
      writeFileSync(config, change(settings));
      const { status, value } = await control.ask('POST', '/v1/reload', { body: {} });
      if (status !== 200) throw new Error(`not reloaded: ${JSON.stringify(value)}`);
    },
    complaints: () => running.complaints(),
    close: () => closeGate(running, record, 'SIGTERM'),
    kill: () => closeGate(running, record, 'SIGKILL'),
  };
}

/** Writes the configuration of one gate, with manifests that accept the tools of its desk as they are. */
async function configure({ folder, recorderUrl, issuer }: Company, id: string) {
  const home = join(folder, `gate-${id}`);
  const place = `${recorderUrl}/desk/${id}`;
  const desk = { place, manifests: 'manifests-*.yaml' };
  const settings = matrixSettings({ issuer: issuer.url, recorder: recorderUrl, desk });
  const config = join(home, 'gatehouse.yaml');
  mkdirSync(home);
  writeFileSync(config, settings);
  for (const [name, text] of Object.entries(await manifestFiles(place)))
    writeFileSync(join(home, name), text);
  return { config, settings };
}

/** The stage around a gate that somebody else has started. */
export function foreignStage(company: Company, { url, key }: { url: string; key: string }): Stage {
  return {
    ...stageOf(company, { url, id: 'foreign' }),
    credential: () => key,
    record: undefined,
    control: undefined,
    twin: undefined,
    reconfigure: undefined,
    complaints: () => '',
    close: async () => {},
  };
}

function stageOf({ recorderUrl, issuer }: Company, { url, id }: { url: string; id: string }) {
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
    turn: async (tool: string) =>
      void (await fetch(`${recorderUrl}/control/turn?${id}/${tool.split('/').at(-1)}`)),
    go: async (mark: string) => void (await fetch(`${recorderUrl}/control/go?${mark}`)),
  };
}

async function closeGate(running: Running, record: RecordReader, signal: NodeJS.Signals): Promise<void> {
  await record.close();
  await stop(running, signal);
}
