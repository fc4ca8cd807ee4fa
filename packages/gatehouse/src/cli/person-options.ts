/** Options of commands that people run in their own name, with a token that proves them. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { World } from './io.ts';
import { dataOption, jsonOption, tenantOption } from './options.ts';

export interface PersonOptions {
  readonly data: string;
  readonly json: boolean;
  readonly tenant?: string;
  /** The token itself, read from the file that was named. */
  readonly as?: string;
}

export function personal(command: Command, { read }: World): Command {
  const token = new Option(
    '--as <file>',
    'a file with your token for answering, or GATEHOUSE_PERSON_TOKEN; without it, the operator asks',
  ).argParser((file) => {
    const text = read(file)?.trim();
    if (text) return text;
    throw new InvalidArgumentError('There is no token in it.');
  });
  return command.addOption(token).addOption(tenantOption()).addOption(dataOption()).addOption(jsonOption());
}

/** The token of whoever asks; undefined for the operator. */
export function tokenOf({ environment }: World, { as }: PersonOptions): string | undefined {
  return as ?? (environment.GATEHOUSE_PERSON_TOKEN?.trim() || undefined);
}
