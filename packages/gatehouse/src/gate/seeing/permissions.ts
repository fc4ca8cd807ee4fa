/** Everything that somebody can reach and do here: by which rule, when it was last used, and what is dangerous together. */
import { createHash } from 'node:crypto';
import type { KeyOffice } from '../../identity/key-office.ts';
import type { PrincipalRef, Principals } from '../../identity/principals.ts';
import type { Clock } from '../../kernel/effects.ts';
import { fault } from '../../kernel/faults.ts';
import type { ToolManifest } from '../../kernel/manifest.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { Usage } from '../../ledger/usage.ts';
import type { Mandates } from '../../mandate/mandates.ts';
import { type Dangers, dangersOf } from '../../policy/dangers.ts';
import type { Access, OtherAction, Standing, ToolAccess } from '../../policy/permissions.ts';
import { type CharterAddition, denying, slugOf, unusedSince } from '../../policy/smaller.ts';
import { type Guise, guisesOf } from './guises.ts';
import { type KnownTool, type SeenCharter, type Sheet, sheetOf } from './sheet.ts';

export interface SeeingParts {
  readonly charter: () => SeenCharter;
  readonly tools: () => readonly KnownTool[];
  readonly keys: Pick<KeyOffice, 'list'>;
  readonly mandates: Pick<Mandates, 'list'>;
  readonly principals: Pick<Principals, 'isDisabled'>;
  readonly usage: Usage;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<void>;
}

interface Row {
  readonly name: string;
  /** Places in `guises` that have exactly this. */
  readonly guises: readonly number[];
  /** Undefined where no use is on record. */
  readonly lastUsedAtMs: number | undefined;
}

export interface ToolRow extends Row, Pick<ToolManifest, 'effect' | 'reversible' | 'readers'> {
  readonly access: ToolAccess;
}

export interface ModelRow extends Row {
  readonly access: Access;
  /** Tools that its provider may run itself. */
  readonly providerTools: readonly string[];
}

/** Resources, prompts and questions of servers: reached by name alone, for nobody has accepted them one by one. */
export interface OtherRow {
  readonly action: OtherAction;
  readonly pattern: string;
  readonly standing: Standing;
  readonly guises: readonly number[];
}

export interface Permissions {
  readonly who: PrincipalRef;
  /** It was put out: nothing of this opens anything now. */
  readonly disabled: boolean;
  readonly guises: readonly Guise[];
  readonly unknown: readonly string[];
  readonly tools: readonly ToolRow[];
  readonly models: readonly ModelRow[];
  readonly others: readonly OtherRow[];
  /** How many accepted tools and configured models no rule is about. */
  readonly unreached: number;
  readonly dangers: Dangers;
  readonly smaller: Smaller;
}

/** What could be taken away, because it was not used. */
export interface Smaller {
  readonly sinceMs: number;
  readonly tools: readonly string[];
  readonly models: readonly string[];
  readonly addition: CharterAddition;
}

const DAY_MS = 86_400_000;
/** When the rules that take something away are looked at again. */
const REVIEW_DAYS = 90;

export async function permissionsOf(
  parts: SeeingParts,
  who: PrincipalRef,
  { unusedDays }: { readonly unusedDays: number },
): Promise<Result<Permissions>> {
  const charter = parts.charter();
  const tools = parts.tools();
  const nowMs = parts.clock.nowMs();
  const names = [...tools.map(({ name }) => name), ...charter.models.keys()];
  const used = await usesOf(parts, who, names);
  if (!used.ok) return used;
  const [keys, mandates, disabled] = [
    await parts.keys.list(who.tenant),
    await parts.mandates.list(who.tenant, { living: true }),
    await parts.principals.isDisabled(who),
  ];
  if (!keys.ok) return keys;
  if (!mandates.ok) return mandates;
  if (!disabled.ok) return disabled;
  const { issuers } = charter.settings.identity;
  const { proof, lastUsedAtMs } = used.value;
  const known = { keys: keys.value, mandates: mandates.value, proof, issuers, nowMs };
  const { guises, unknown } = guisesOf({ who, ...known });
  const sheets: Sheet[] = [];
  for (const guise of guises) {
    sheets.push(await sheetOf({ charter, tools, guise, nowMs, pause: parts.pause }));
  }
  const toolRows = gathered(sheets.map((sheet) => sheet.tools)).map((row) => toolRow(row, lastUsedAtMs));
  const modelRows = gathered(sheets.map((sheet) => sheet.models)).map(({ entry, guises: places }) => {
    return { ...entry, guises: places, lastUsedAtMs: lastUsedAtMs(entry.name) };
  });
  const reached = new Set([...toolRows, ...modelRows].map(({ name }) => name));
  return ok({
    ...{ who, disabled: disabled.value, guises, unknown, tools: toolRows, models: modelRows },
    others: gathered(sheets.map((sheet) => sheet.others)).map(({ entry, guises: places }) => {
      return { ...entry, guises: places };
    }),
    unreached: names.filter((name) => !reached.has(name)).length,
    dangers: dangersOf(loosest(sheets)),
    smaller: smallerOf({ who, toolRows, modelRows }, { nowMs, unusedDays }),
  });
}

function toolRow(
  { entry, guises }: { readonly entry: Sheet['tools'][number]; readonly guises: readonly number[] },
  lastUsedAtMs: Uses['lastUsedAtMs'],
): ToolRow {
  const { name, access, tool } = entry;
  const { effect, reversible, readers } = tool.manifest;
  return { name, effect, reversible, readers, access, guises, lastUsedAtMs: lastUsedAtMs(name) };
}

interface Uses {
  readonly proof: Awaited<ReturnType<Usage['lastProof']>>;
  readonly lastUsedAtMs: (name: string) => number | undefined;
}

async function usesOf(
  { usage }: Pick<SeeingParts, 'usage'>,
  who: PrincipalRef,
  names: readonly string[],
): Promise<Result<Uses>> {
  try {
    const last = await usage.lastUses(who.tenant, who, names);
    const proof = await usage.lastProof(who.tenant, who, names);
    const times = new Map(last.map(({ name, byMs, forMs }) => [name, Math.max(byMs ?? 0, forMs ?? 0)]));
    return ok({ proof, lastUsedAtMs: (name) => times.get(name) || undefined });
  } catch (cause) {
    return failed(
      fault('evidence.unavailable', 'The record of use cannot be read right now. Try again.', {
        cause,
        retryAfterSeconds: 1,
      }),
    );
  }
}

/** What several guises have alike is one row; what differs is told apart. */
function gathered<Entry>(
  sheets: readonly (readonly Entry[])[],
): readonly { readonly entry: Entry; readonly guises: readonly number[] }[] {
  const rows = new Map<string, { entry: Entry; guises: number[] }>();
  for (const [place, entries] of sheets.entries()) {
    for (const entry of entries) {
      const key = JSON.stringify(entry);
      const known = rows.get(key);
      if (known === undefined) rows.set(key, { entry, guises: [place] });
      else known.guises.push(place);
    }
  }
  return [...rows.values()];
}

/** WHY all guises together: what is read in one can be written in another, by the same hands. */
function loosest(sheets: readonly Sheet[]): Parameters<typeof dangersOf>[0] {
  const best = new Map<string, Sheet['tools'][number]>();
  for (const one of sheets.flatMap(({ tools }) => tools)) {
    const known = best.get(one.name);
    if (known === undefined || looseness(one.access) < looseness(known.access)) best.set(one.name, one);
  }
  return [...best.values()].map(({ name, access, tool }) => ({ name, access, manifest: tool.manifest }));
}

function looseness({ standing, conditions }: ToolAccess): number {
  const strict = conditions.filter((condition) => condition.standing !== 'open').length;
  return ['open', 'held', 'denied'].indexOf(standing) * 4 + strict;
}

function smallerOf(
  has: {
    readonly who: PrincipalRef;
    readonly toolRows: readonly ToolRow[];
    readonly modelRows: readonly ModelRow[];
  },
  { nowMs, unusedDays }: { readonly nowMs: number; readonly unusedDays: number },
): Smaller {
  const { who } = has;
  const sinceMs = nowMs - unusedDays * DAY_MS;
  const unused = (rows: readonly (Row & { readonly access: Access })[]) => {
    const open = rows.filter(({ access }) => access.standing !== 'denied');
    return [...new Set(unusedSince(open, sinceMs).map(({ name }) => name))];
  };
  const tools = unused(has.toolRows);
  const models = unused(has.modelRows);
  const owners = [...has.toolRows, ...has.modelRows].flatMap(({ access }) => access.permits);
  const addition = denying({
    ...{ who, tools, models, name: ruleName('unused', who, nowMs), owner: owners[0]?.owner ?? 'security' },
    reason: `Not used by ${who.kind} ${who.id} in ${unusedDays} days.`,
    review: new Date(nowMs + REVIEW_DAYS * DAY_MS).toISOString().slice(0, 10),
  });
  return { sinceMs, tools, models, addition };
}

/** A name for rules about somebody that no rule about somebody else has. */
export function ruleName(why: string, { kind, id }: PrincipalRef, nowMs: number): string {
  const day = new Date(nowMs).toISOString().slice(0, 10).replaceAll('-', '');
  const own = createHash('sha256').update(`${kind} ${id}`).digest('hex').slice(0, 6);
  return `${why}-${slugOf(id, 20)}-${own}-${day}`;
}
