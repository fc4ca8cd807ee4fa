/** Runs the official conformance suite of MCP, as it is installed, against an address; it needs no other network. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** What became of one scenario. */
export interface Scenario {
  readonly passed: number;
  /** Checks that failed or warned, with their reason. */
  readonly complaints: readonly string[];
}

export interface SuiteRun {
  /** Scenarios that the revision requires of a server. */
  readonly required: readonly string[];
  /** Every scenario that ran, by name. */
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly exitCode: number | null;
  readonly output: string;
}

interface Check {
  readonly id: string;
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  readonly errorMessage?: string;
}

const PACKAGE = dirname(fileURLToPath(import.meta.resolve('@modelcontextprotocol/conformance/package.json')));

/** Runs what a revision requires of a server and what the suite runs besides it, or one scenario of it alone. */
export async function runSuite(url: string, revision: string, scenario?: string): Promise<SuiteRun> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-mcp-'));
  try {
    const requirements = parse(readFileSync(join(PACKAGE, 'requirements', `${revision}.yaml`), 'utf8'));
    const program = join(PACKAGE, 'dist/index.js');
    const which =
      scenario === undefined
        ? ['--requirements', revision]
        : ['--scenario', scenario, '--spec-version', revision];
    const ended = await run([program, 'server', '--url', url, ...which, '-o', folder], folder);
    return { ...ended, required: requirements.server, scenarios: scenariosIn(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(args: readonly string[], cwd: string): Promise<Pick<SuiteRun, 'exitCode' | 'output'>> {
  const { promise, resolve, reject } = Promise.withResolvers<Pick<SuiteRun, 'exitCode' | 'output'>>();
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += String(chunk);
    });
  }
  child.on('error', reject).on('close', (exitCode) => resolve({ exitCode, output }));
  return promise;
}

/** Each scenario has a folder of its own: `server-<name>-<time>`. */
function scenariosIn(folder: string): ReadonlyMap<string, Scenario> {
  return new Map(
    readdirSync(folder).map((name) => {
      const checks = JSON.parse(readFileSync(join(folder, name, 'checks.json'), 'utf8')) as readonly Check[];
      const complaints = checks
        .filter(({ status }) => status === 'FAILURE' || status === 'WARNING')
        .map(({ id, errorMessage }) => `${id}: ${errorMessage}`);
      const passed = checks.filter(({ status }) => status === 'SUCCESS').length;
      const scenario = name.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, '');
      return [scenario, { passed, complaints }] as const;
    }),
  );
}
