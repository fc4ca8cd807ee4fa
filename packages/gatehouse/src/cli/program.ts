/** The command line as a whole: every command, its options and its help. */
import { Command, CommanderError, Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { addApprovals } from './approvals.ts';
import { addBudgets } from './budgets.ts';
import { addCrossings } from './crossings.ts';
import { addDev } from './dev.ts';
import { addExplain } from './explain.ts';
import { addFingerprints } from './fingerprints.ts';
import { addGrants } from './grants.ts';
import { addIdentifiers } from './identifiers.ts';
import type { InspectFlags } from './inspect.ts';
import { PLACES } from './inspect-places.ts';
import { EXIT, type Finish, type World } from './io.ts';
import { addKeys } from './keys.ts';
import { addLedger } from './ledger.ts';
import { addMandates, addPrincipals } from './mandates.ts';
import { dataOption, jsonOption, port, repeated } from './options.ts';
import { addPermissions } from './permissions.ts';
import { addReload } from './reload.ts';
import { addReviews } from './reviews.ts';
import { addStatus } from './status.ts';
import { addTools } from './tools.ts';

/** Runs one command and gives its exit code. */
export async function runProgram(args: readonly string[], world: World): Promise<number> {
  let code: number = EXIT.fine;
  const program = createProgram(world, (finished) => {
    code = finished;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  }
}

export function createProgram(world: World, finish: Finish): Command {
  const program = new Command('gatehouse')
    .description(manifest.description)
    .version(manifest.version)
    .exitOverride()
    .showHelpAfterError('Add --help to see what it takes.')
    .configureOutput({
      writeOut: (text) => world.io.write(text),
      writeErr: (text) => world.io.error(text),
    });
  addUp(program, world, finish);
  addCheck(program, world, finish);
  addTest(program, world, finish);
  addInspect(program, world, finish);
  addExplain(program, world, finish);
  addIdentifiers(program, world, finish);
  addFingerprints(program, world, finish);
  addCrossings(program, world, finish);
  addLedger(program, world, finish);
  addKeys(program, world, finish);
  addMandates(program, world, finish);
  addPrincipals(program, world, finish);
  addGrants(program, world, finish);
  addTools(program, world, finish);
  addPermissions(program, world, finish);
  addReviews(program, world, finish);
  addApprovals(program, world, finish);
  addBudgets(program, world, finish);
  addStatus(program, world, finish);
  addReload(program, world, finish);
  addDev(program, world, finish);
  return program;
}

const CONFIGURATION = 'gatehouse.yaml';

interface UpFlags {
  readonly data: string;
  readonly config?: string;
  readonly host: string;
  readonly dataPort: number;
  readonly controlPort: number;
  readonly real: boolean;
  readonly json: boolean;
}

// WHY `import` within actions: the gate and the policy engine take a second to load, which the others need not wait for.
function addUp(program: Command, { io, environment, stopped }: World, finish: Finish): void {
  program
    .command('up')
    .description('start the gate; without --config, the quick start with a demo key')
    .addOption(dataOption())
    .option('--config <file>', 'the configuration')
    .option('--host <address>', 'where the data plane listens', '127.0.0.1')
    .option('--data-port <port>', 'port of the data plane; 0 takes a free one', port, 8080)
    .option('--control-port <port>', 'port of the control plane, on this machine only', port, 8081)
    .addOption(
      new Option('--real', 'let the quick start call vendors, with keys from the environment').default(false),
    )
    .addOption(jsonOption())
    .action(async ({ config, ...flags }: UpFlags) => {
      const told = stopped();
      const { upCommand } = await import('./up.ts');
      finish(await upCommand({ ...flags, config, environment, stopped: told }, io));
    });
}

function addCheck(program: Command, { io, read, nowMs }: World, finish: Finish): void {
  program
    .command('check')
    .description('say everything that is wrong with a configuration, and where')
    .argument('[file]', 'the configuration', CONFIGURATION)
    .addOption(jsonOption())
    .action(async (file: string, { json }: { json: boolean }) => {
      const { checkCommand } = await import('./check.ts');
      finish(checkCommand(io, { file, read, nowMs: nowMs(), json }));
    });
}

function addTest(program: Command, { io, read, nowMs }: World, finish: Finish): void {
  program
    .command('test')
    .description('ask the charter the questions of a case file, and compare the answers')
    .argument('[cases]', 'the case file', 'gatehouse.tests.yaml')
    .option('--config <file>', 'the configuration', CONFIGURATION)
    .addOption(jsonOption())
    .action(async (cases: string, { config: file, json }: { config: string; json: boolean }) => {
      const { testCommand } = await import('./test.ts');
      finish(testCommand(io, { file, cases, read, nowMs: nowMs(), json }));
    });
}

function addInspect(program: Command, world: World, finish: Finish): void {
  program
    .command('inspect')
    .description('show what the detectors find in files, or in standard input')
    .argument('[files...]', 'the files; - is standard input')
    .option('--text <text>', 'a text to read as well; may be given several times', repeated, [])
    .addOption(
      new Option('--place <place>', 'where the text comes from: detectors judge it by that')
        .choices(PLACES)
        .default('user'),
    )
    .option('--config <file>', 'a configuration whose detectors look as well')
    .addOption(
      new Option('--fail-on <verdict>', 'exit with 4 when something was found, or may have been').choices([
        'found',
        'unsure',
      ]),
    )
    .addOption(
      new Option(
        '--jsonl',
        'read one {"text", "place"} a line, and answer each with one {"findings"} a line',
      ).default(false),
    )
    .addOption(jsonOption())
    .action(async (files: readonly string[], flags: InspectFlags) => {
      const { inspectCommand } = await import('./inspect.ts');
      finish(await inspectCommand(files, flags, world));
    });
}
