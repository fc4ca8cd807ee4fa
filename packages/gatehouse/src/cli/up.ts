/** `gatehouse up`: starts the gate, says how to use it, and stops it cleanly. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IssuerSettings } from '../config/schema.ts';
import type { Fault } from '../kernel/faults.ts';
import type { StartOptions } from '../main/options.ts';
import { demoKey, startDevIdentity } from '../main/quick-start.ts';
import { startGatehouse } from '../main.ts';
import { EXIT, type Io } from './io.ts';
import { DEFAULT_DATA } from './options.ts';

export interface UpOptions {
  readonly data: string;
  readonly config: string | undefined;
  readonly host: string;
  readonly dataPort: number;
  readonly controlPort: number;
  readonly real: boolean;
  readonly json: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Resolves when the process is told to stop. */
  readonly stopped: Promise<unknown>;
}

/** Where the quick start's configuration lies: beside the repository's own package. */
const QUICK_START = fileURLToPath(new URL('../../../../gatehouse.yaml', import.meta.url));
/** The name by which the first call is found again. */
const FIRST_CALL = 'first-call';

export async function upCommand(options: UpOptions, io: Io): Promise<number> {
  const quick = options.config === undefined;
  const dataDir = resolve(options.data);
  const identity = quick ? await startDevIdentity(dataDir) : undefined;
  if (identity !== undefined && !identity.ok) return complain(io, identity.fault);
  const issuers = identity?.value.issuers ?? [];
  const started = await startGatehouse(startOptions(options, { dataDir, quick, issuers, io }));
  if (!started.ok) {
    await identity?.value.close();
    return complain(io, started.fault);
  }
  const gate = started.value;
  const key = quick ? await demoKey(dataDir, gate) : undefined;
  if (key !== undefined && !key.ok) complain(io, key.fault);
  const facts = { data: gate.dataUrl, control: gate.controlUrl, dataDir: options.data };
  const shown = key?.ok === true ? key.value : undefined;
  io.write(options.json ? `${JSON.stringify({ ...facts, key: shown })}\n` : welcome(facts, shown));

  await options.stopped;
  if (!options.json) io.write('\nStopping: open crossings end, budgets and evidence are settled.\n');
  await gate.stop();
  await identity?.value.close();
  return EXIT.fine;
}

function startOptions(
  options: UpOptions,
  {
    dataDir,
    quick,
    issuers,
    io,
  }: { dataDir: string; quick: boolean; issuers: readonly IssuerSettings[]; io: Io },
): StartOptions {
  const { environment } = options;
  return {
    dataDir,
    configFile: options.config ?? QUICK_START,
    host: options.host,
    dataPort: options.dataPort,
    controlPort: options.controlPort,
    databaseUrl: environment.DATABASE_URL,
    databaseSecret: environment.GATEHOUSE_SECRET,
    // WHY: the quick start never spends anybody's money unasked; a configuration of one's own was asked for.
    real: options.real || !quick,
    issuers,
    environment,
    report: (what, cause) => io.error(`${what}: ${cause instanceof Error ? cause.message : String(cause)}\n`),
  };
}

function complain(io: Io, { code, message }: Fault): number {
  io.error(`${message} (${code})\n`);
  return EXIT.refused;
}

interface Facts {
  readonly data: string;
  readonly control: string;
  readonly dataDir: string;
}

/** The end of a start: addresses, a key, and three commands to paste. */
function welcome({ data, control, dataDir }: Facts, key: string | undefined): string {
  const at = dataDir === DEFAULT_DATA ? '' : ` --data ${dataDir}`;
  const lines = [
    'Gatehouse is up.',
    '',
    `  OpenAI clients     base URL ${data}/openai/v1`,
    `  Anthropic clients  base URL ${data}/anthropic`,
    `  Agents (MCP)       ${data}/mcp`,
    `  Control plane      ${control}`,
  ];
  if (key === undefined) {
    return `${[...lines, '', `Make a key:  npx gatehouse keys create --help${at}`, 'Ctrl-C stops it.'].join('\n')}\n`;
  }
  return `${[...lines, `  Demo key           ${key}`, '', 'Try it:', '', ...tryOut({ data, key, at }), '', 'Ctrl-C stops it.'].join('\n')}\n`;
}

function tryOut({ data, key, at }: { data: string; key: string; at: string }): string[] {
  const question = 'Say hello to ada@example.com';
  return [
    `curl -s ${data}/openai/v1/chat/completions -H 'authorization: Bearer ${key}' \\`,
    `  -H 'content-type: application/json' -H 'x-client-request-id: ${FIRST_CALL}' \\`,
    `  -d '{"model":"sim/echo","messages":[{"role":"user","content":"${question}"}]}'`,
    '',
    `curl -s ${data}/anthropic/v1/messages -H 'x-api-key: ${key}' \\`,
    `  -H 'content-type: application/json' -H 'anthropic-version: 2023-06-01' \\`,
    `  -d '{"model":"sim/echo","max_tokens":200,"messages":[{"role":"user","content":"${question}"}]}'`,
    '',
    `npx gatehouse explain ${FIRST_CALL}${at}`,
  ];
}
