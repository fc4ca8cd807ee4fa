/** Options that several commands share, and how their values are read. */
import { InvalidArgumentError, Option } from 'commander';

/** Where data lies when nothing else is said, from where the command is run. */
export const DEFAULT_DATA = '.gatehouse';

export function dataOption(): Option {
  return new Option('--data <dir>', 'the data directory of the gate')
    .env('GATEHOUSE_DATA')
    .default(DEFAULT_DATA);
}

export function jsonOption(): Option {
  return new Option('--json', 'answer in JSON, for programs').default(false);
}

export function tenantOption(): Option {
  return new Option('--tenant <id>', 'the tenant; may be left out where there is only one');
}

/** Collects an option that may be given several times. */
export function repeated(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Collects `name=value`. */
export function pairs(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const mark = text.indexOf('=');
  if (mark < 1) throw new InvalidArgumentError('Write it as name=value.');
  return { ...before, [text.slice(0, mark)]: text.slice(mark + 1) };
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** `90d`, `12h`, `30m` or `45s`, in seconds. */
export function seconds(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  if (count === '') throw new InvalidArgumentError('Write it as 90d, 12h, 30m or 45s.');
  return Number(count) * (UNIT_SECONDS[unit] ?? 1);
}

export function port(text: string): number {
  const value = Number(text);
  if (/^\d{1,5}$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError('A port is a number from 0 (any free one) to 65535.');
}

export function count(text: string): number {
  const value = Number(text);
  if (/^\d{1,3}$/.test(text) && value >= 1 && value <= 200) return value;
  throw new InvalidArgumentError('It is a number from 1 to 200.');
}
