/** Named queries of the configuration as tools: read once, bound by type, run in a transaction that the database bounds. */
import { redeem } from '../../kernel/clearance.ts';
import { type Fault, type FaultCode, fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import { argumentsOf } from '../call-arguments.ts';
import type { QuerySettings } from '../server-settings.ts';
import type {
  JsonSchema,
  ToolDefinition,
  ToolInvocation,
  ToolPerformed,
  ToolReach,
  ToolTransport,
} from '../transport.ts';
import { openMysql } from './mysql.ts';
import { createSessionPool, GaveUp } from './pool.ts';
import { openPostgres } from './postgres.ts';
import { type SqlAnswer, SqlFailure, type SqlFailureKind, type SqlTarget, type SqlValue } from './session.ts';
import { type Dialect, readStatement, type Statement } from './statement.ts';

export interface SqlServerOptions {
  readonly id: string;
  readonly dialect: Dialect;
  readonly target: SqlTarget;
  readonly queries: ReadonlyMap<string, NamedQuery>;
  readonly connections: number;
  readonly timeoutMs: number;
}

export interface NamedQuery {
  readonly definition: ToolDefinition;
  readonly statement: Statement;
  readonly settings: QuerySettings;
}

const OPEN: Readonly<Record<Dialect, typeof openPostgres>> = { postgresql: openPostgres, mysql: openMysql };

/** The query, or what is wrong with its text. */
export function readQuery(name: string, settings: QuerySettings, dialect: Dialect): NamedQuery | string {
  const parameters = Object.keys(settings.parameters);
  const statement = readStatement({ text: settings.text, dialect, parameters, writes: settings.writes });
  return typeof statement === 'string'
    ? statement
    : { definition: definitionOf(name, settings), statement, settings };
}

export function createSqlTransport(options: SqlServerOptions): ToolTransport {
  const { id, dialect, target, queries, connections, timeoutMs } = options;
  const pool = createSessionPool(() => OPEN[dialect](target), connections);
  return {
    id,
    confinement: 'remote',
    definitions: () => Promise.resolve(ok([...queries.values()].map(({ definition }) => definition))),
    offers: () => Promise.resolve(ok([])),
    async perform(clearance, invocation) {
      redeem(clearance, id, invocation.body);
      const query = queries.get(invocation.name);
      if (query === undefined || invocation.method !== 'tools/call')
        return lost(fault('tool.unknown', 'This server has no tool of this name.'), 'not_reached');
      const values = valuesOf(query, argumentsOf(invocation));
      if (!values.ok) return lost(values.fault, 'not_reached');
      const { writes, rows: rowsMax } = query.settings;
      const timeout = AbortSignal.timeout(timeoutMs);
      const signal = AbortSignal.any([invocation.signal, timeout]);
      const bytesMax = invocation.answerBytesMax;
      const call = { text: query.statement.text, values: values.value, writes, rowsMax, bytesMax, timeoutMs };
      try {
        const answer = await pool.use(signal, (session) => session.run(call));
        return told(answer, invocation, writes ? 'maybe_reached' : 'not_reached');
      } catch (error) {
        return lostBy(error, { left: invocation.signal.aborted, late: timeout.aborted });
      }
    },
    close() {
      pool.close();
      return Promise.resolve();
    },
  };
}

/** The values in the order of the statement, each of the type that was declared. */
function valuesOf(
  { statement, settings }: NamedQuery,
  given: Readonly<Record<string, unknown>>,
): Result<readonly SqlValue[]> {
  const values: SqlValue[] = [];
  for (const name of statement.order) {
    const declared = settings.parameters[name];
    if (declared === undefined) throw new Error('INVARIANT: the statement was read with these parameters');
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    const isMissing = value === undefined || value === null;
    if (!isMissing && isOf(declared.type, value)) values.push({ type: declared.type, value });
    else if (isMissing && declared.optional) values.push({ type: declared.type, value: null });
    else return failed(fault('tool.arguments', `The argument "${name}" is missing, or not of its type.`));
  }
  return ok(values);
}

function isOf(type: SqlValue['type'], value: unknown): value is string | number | boolean {
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'number') return Number.isFinite(value);
  // WHY no NUL: PostgreSQL has no such text, and elsewhere it ends one.
  if (type === 'string') return typeof value === 'string' && value.isWellFormed() && !value.includes('\0');
  return typeof value === 'boolean';
}

function told(answer: SqlAnswer, { answerBytesMax }: ToolInvocation, reach: ToolReach): ToolPerformed {
  const changed = answer.changed === undefined ? '' : `,"changed":${answer.changed}`;
  const structured = `{"rows":[${answer.rows.join(',')}],"complete":${answer.complete}${changed}}`;
  const body = `{"content":[{"type":"text","text":${JSON.stringify(structured)}}],"structuredContent":${structured}}`;
  if (Buffer.byteLength(body) <= answerBytesMax) return { ok: true, value: { body } };
  return lost(faultOf('too_large'), reach);
}

/** INVARIANT: what the database says of an error holds data and text of the query; it is for operators only. */
function lostBy(
  error: unknown,
  { left, late }: { readonly left: boolean; readonly late: boolean },
): ToolPerformed {
  if (!(error instanceof SqlFailure || error instanceof GaveUp)) throw error;
  const reach = error instanceof SqlFailure && error.lasting ? 'maybe_reached' : 'not_reached';
  const cause = error.cause ?? error;
  if (left)
    return lost(fault('tool.cancelled', 'The caller left before the tool had answered.', { cause }), reach);
  if (late)
    return lost(fault('tool.timeout', 'The database took longer than the time limit.', { cause }), reach);
  return lost(faultOf(error instanceof SqlFailure ? error.kind : 'unavailable', cause), reach);
}

const FAULTS: Readonly<Record<SqlFailureKind, readonly [FaultCode, string]>> = {
  unavailable: ['tool.unavailable', 'The database could not be reached, or closed the connection.'],
  refused: ['tool.refused', 'The database refused the query, or a value in it.'],
  too_large: ['tool.too_large', 'The answer of the database is larger than the limit.'],
  ambiguous_columns: ['tool.protocol', 'Two columns of the answer have one name, so the answer is withheld.'],
};

function faultOf(kind: SqlFailureKind, cause?: unknown): Fault {
  const [code, message] = FAULTS[kind];
  return fault(code, message, { cause });
}

function lost(reason: Fault, reach: ToolReach): ToolPerformed {
  return { ok: false, fault: reason, reach };
}

function definitionOf(name: string, { description, parameters, writes }: QuerySettings): ToolDefinition {
  const declared = Object.entries(parameters).map(
    ([argument, { type, description: about, enum: choices }]) => {
      const schema: JsonSchema = {
        type,
        ...(about === undefined ? {} : { description: about }),
        ...(choices === undefined ? {} : { enum: choices }),
      };
      return [argument, schema] as const;
    },
  );
  const inputSchema = {
    type: 'object',
    properties: Object.fromEntries(declared),
    required: Object.keys(parameters).filter((argument) => parameters[argument]?.optional !== true),
    additionalProperties: false,
  };
  const changed = writes ? { changed: { type: 'integer' } } : {};
  const outputSchema = {
    type: 'object',
    properties: {
      rows: { type: 'array', items: { type: 'object' } },
      complete: { type: 'boolean' },
      ...changed,
    },
    required: ['rows', 'complete'],
  };
  const told = { name, description, inputSchema, outputSchema, annotations: { readOnlyHint: !writes } };
  return { ...told, raw: told };
}
