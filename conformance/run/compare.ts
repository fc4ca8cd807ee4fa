/** Compares what happened with what a row says: verdict, provider, client and record. Any difference is told. */
import type { ClientView, EntryView, Expectation, ProviderView } from '../cell.ts';
import type { RecordedEntry } from '../house/ledger.ts';
import type { Received } from '../recorder/received.ts';
import { ACCOUNT, CLASSES, CONTENT, PROVIDER_KEY } from '../samples.ts';
import { type Seen, type Understood, understand } from './seen.ts';

export interface Happened {
  readonly seen: Seen;
  readonly received: readonly Received[];
  /** Absent when the record is out of sight. */
  readonly entries: readonly RecordedEntry[] | undefined;
  readonly credential: string | undefined;
  readonly mark: string;
}

export function differences(expect: Expectation, happened: Happened): readonly string[] {
  const understood = understand(happened.seen);
  return [
    ...verdict(expect, happened, understood),
    ...atProvider(expect.provider, happened),
    ...atClient(expect.client ?? {}, happened, understood),
    ...(happened.entries === undefined ? [] : onRecord(expect.record, happened.entries)),
  ];
}

function verdict(
  expect: Expectation,
  { seen, entries }: Happened,
  understood: Understood,
): readonly string[] {
  const found: string[] = [];
  // WHY: codes and their statuses are this gate's own; a foreign one (whose record is out of sight) is judged by its verdict.
  const foreign = entries === undefined;
  const agrees = foreign ? isYes(seen.status) === isYes(expect.status) : seen.status === expect.status;
  if (!agrees) found.push(`status ${seen.status}, not ${expect.status}: ${seen.raw.slice(0, 300)}`);
  if (!foreign && understood.code !== expect.code) found.push(`code ${understood.code}, not ${expect.code}`);
  if (expect.code !== undefined && expect.shape !== 'none' && !understood.shaped)
    found.push("an error that is not in the protocol's shape");
  const isCut = expect.status === 200 && expect.code !== undefined;
  if (isCut && understood.complete) found.push('a stream that was cut, yet says that it is complete');
  if (seen.broken !== undefined) found.push(`the connection broke: ${seen.broken}`);
  return found;
}

function isYes(status: number): boolean {
  return status >= 200 && status < 300;
}

function atProvider(
  expect: Expectation['provider'],
  { received, credential, mark }: Happened,
): readonly string[] {
  const bodies = received.map(({ body }) => body).join('\n');
  const found: string[] = [];
  const view: ProviderView = expect === 'nothing' ? { calls: 0 } : expect;
  const calls = view.calls ?? 1;
  if (received.length !== calls) found.push(`the provider was called ${received.length} times, not ${calls}`);
  for (const text of view.contains ?? [])
    if (!bodies.includes(text)) found.push(`the provider did not get ${text}: ${bodies.slice(0, 400)}`);
  for (const text of view.lacks ?? []) if (bodies.includes(text)) found.push(`the provider got ${text}`);
  const models = received.map(({ model }) => model);
  if (view.models !== undefined && models.join() !== view.models.join())
    found.push(`the provider was asked for ${models.join()}, not ${view.models.join()}`);
  if (view.exactly !== undefined && bodies !== view.exactly.replaceAll('{mark}', mark))
    found.push(`the provider got other bytes: ${bodies}`);
  // On every cell: a caller's credential stays at the gate.
  const headers = received.flatMap((one) => one.headers).join('\n');
  if (credential !== undefined && `${headers}\n${bodies}`.includes(credential))
    found.push("the provider got the caller's credential");
  return found;
}

function atClient(view: ClientView, { seen }: Happened, understood: Understood): readonly string[] {
  const { texts, text } = understood;
  const found: string[] = [];
  const head = JSON.stringify(seen.headers);
  for (const wanted of view.contains ?? [])
    if (!texts.some((one) => one.includes(wanted)))
      found.push(`the client did not get ${wanted}: ${seen.raw.slice(0, 400)}`);
  // On every cell: nothing of the account behind the provider's key.
  for (const unwanted of [...(view.lacks ?? []), PROVIDER_KEY, ACCOUNT])
    if (texts.some((one) => one.includes(unwanted)) || head.includes(unwanted))
      found.push(`the client got ${unwanted}`);
  for (const [name, form] of Object.entries(view.headers ?? {}))
    if (!form.test(seen.headers[name] ?? ''))
      found.push(`header ${name} is ${seen.headers[name]}, not ${form}`);
  if (view.text !== undefined && text !== view.text)
    found.push(`the text reads "${text}", not "${view.text}"`);
  return found;
}

function onRecord(expect: Expectation['record'], entries: readonly RecordedEntry[]): readonly string[] {
  const views = expect === 'none' ? [] : expect;
  const found: string[] = [];
  const kinds = entries.map(({ kind }) => kind).join(', ') || 'nothing';
  const wanted = views.map(({ kind }) => kind).join(', ') || 'nothing';
  if (kinds !== wanted) return [`on record: ${kinds}; not: ${wanted}`];
  for (const [index, view] of views.entries()) {
    const entry = entries[index];
    if (entry !== undefined) found.push(...inEntry(view, JSON.parse(entry.body) as Fields));
  }
  for (const content of CONTENT)
    if (entries.some(({ body }) => body.includes(content)))
      found.push(`the record holds content: ${content}`);
  return found;
}

type Fields = { readonly [name: string]: unknown };

/** What a row does not name must not be there. */
function inEntry(view: EntryView, entry: Fields): readonly string[] {
  const inspection = (entry.inspection ?? {}) as Fields;
  const opaque = (inspection.notInspected ?? []) as readonly { readonly kind: string }[];
  const outcome = view.kind === 'outcome';
  const usage = (entry.usage ?? {}) as Fields;
  const tool = (entry.tool ?? {}) as Fields;
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['station', view.station, entry.station],
    ['fault', view.fault, entry.fault],
    ['ending', view.ending ?? (outcome ? 'completed' : undefined), entry.ending],
    ['attempt', view.attempt ?? entry.attempt, entry.attempt],
    ['findings', view.findings ?? {}, ofMatrix(inspection.findings)],
    ['masked', view.masked ?? {}, ofMatrix(inspection.masked)],
    ['tokenised', view.tokenised ?? {}, ofMatrix(inspection.tokenised)],
    ['restored', view.restored ?? {}, ofMatrix(inspection.restored)],
    ['not inspected', view.notInspected ?? [], opaque.map(({ kind }) => kind)],
    ['bypasses', view.bypasses ?? [], entry.bypasses ?? []],
    ['basis', view.basis ?? (outcome ? 'reported' : undefined), usage.basis],
    ['output tokens', view.outputTokens ?? usage.outputTokens, usage.outputTokens],
    ['model', view.model ?? (entry.model as Fields)?.name, (entry.model as Fields)?.name],
    ['tool', view.tool ?? tool.name, tool.name],
    ['repeated', view.repeated, tool.repeated],
    ['approved', view.approved, entry.approval === undefined ? undefined : true],
    ['unfounded', view.unfounded ?? tool.unfounded, tool.unfounded],
    ['purpose', view.purpose ?? entry.purpose, entry.purpose],
  ];
  return pairs
    .filter(([, wanted, actual]) => sorted(wanted) !== sorted(actual))
    .map(([what, wanted, actual]) => `${view.kind}: ${what} is ${sorted(actual)}, not ${sorted(wanted)}`);
}

/** WHY: a gate may see more in a text than its rows are about: a name in an address, an address in a page. */
function ofMatrix(counts: unknown): Fields {
  const entries = Object.entries((counts ?? {}) as Fields);
  return Object.fromEntries(entries.filter(([name]) => CLASSES.includes(name)));
}

function sorted(value: unknown): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return JSON.stringify(value) ?? 'absent';
  return JSON.stringify(Object.entries(value).sort(([left], [right]) => left.localeCompare(right)));
}
