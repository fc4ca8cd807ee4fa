/** `gatehouse dev`: helpers for development; they work with the quick start only. */
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { APPROVALS } from '../dev-idp/cast.ts';
import { devToken } from '../dev-idp/dev-token.ts';
import { DEV_IDENTITY_FILE, type DevIdentityNote } from '../main/dev-note.ts';
import { EXIT, type Finish, type World } from './io.ts';
import { dataOption, jsonOption } from './options.ts';

interface Options {
  readonly as: string;
  readonly for: 'data' | 'approvals';
  readonly data: string;
  readonly json: boolean;
}

export function addDev(program: Command, world: World, finish: Finish): void {
  program
    .command('dev')
    .description('helpers for development')
    .command('token')
    .description('get a token in the name of one of the people of the quick start')
    .requiredOption('--as <name>', 'alice, bob, admin or ci')
    .addOption(
      new Option('--for <plane>', 'the data plane, or answering held calls')
        .choices(['data', 'approvals'])
        .default('data'),
    )
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(async (options: Options) => finish(await token(world, options)));
}

async function token({ io, read }: World, { as, data, json, for: plane }: Options): Promise<number> {
  const say = (code: string, message: string) =>
    json ? io.write(`${JSON.stringify({ error: { code, message } })}\n`) : io.error(`${message} (${code})\n`);
  const note = noteIn(read(resolve(data, DEV_IDENTITY_FILE)));
  if (note === undefined) {
    say(
      'gate.away',
      `No quick start has run on the data directory ${data}. Start it with npm start, or name another with --data.`,
    );
    return EXIT.away;
  }
  const got = await devToken({
    ...note,
    as,
    ...(plane === 'approvals' ? { resource: APPROVALS.resource } : {}),
  });
  if (got.ok) {
    io.write(json ? `${JSON.stringify({ token: got.value })}\n` : `${got.value}\n`);
    return EXIT.fine;
  }
  say(got.fault.code, got.fault.message);
  return got.fault.code === 'control.invalid' ? EXIT.usage : EXIT.away;
}

function noteIn(text: string | undefined): DevIdentityNote | undefined {
  try {
    const { issuer, secret } = JSON.parse(text ?? '{}') as Record<string, unknown>;
    return typeof issuer === 'string' && typeof secret === 'string' ? { issuer, secret } : undefined;
  } catch {
    // WHY: what is not JSON was not left by a quick start.
    return undefined;
  }
}
