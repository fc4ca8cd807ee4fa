/** `bench -- gate`: the whole gate with everything on, against a bare reverse proxy, interleaved in one run. */
import pg from 'pg';
import { type Connection, closedLoop, openConnection, openLoop, quantile, type Throughput } from './load.ts';
import { type Stage, setStage } from './stage.ts';

const CONNECTIONS = 32;
const PRINCIPALS = 1_000;
const WARM_MS = 4_000;
const ROUNDS = 5;
const ROUND_MS = 3_000;
const OPEN_PER_SECOND = 200;
const OPEN_MS = 5_000;
const STREAMS = 500;
const STREAMS_TIMED = 60;
/** Milliseconds between the words of the streams that are held at once, so that all are open together. */
const SLOW_WORDS_MS = 250;
const COLD_TOKENS = 12_000;

export async function benchGate(): Promise<Record<string, unknown>> {
  say('setting the stage');
  const stage = await setStage();
  const opened: Connection[] = [];
  try {
    const tokens = await Promise.all(Array.from({ length: PRINCIPALS }, (_, index) => stage.token(index)));
    const on = {
      bare: await openConnections(stage.barePort, CONNECTIONS),
      gate: await openConnections(stage.gatePort, CONNECTIONS),
    };
    opened.push(...on.bare, ...on.gate);
    const requests = createRequests(stage, tokens);
    say('warming up');
    await closedLoop({ connections: on.gate, forMs: WARM_MS, next: requests.gate });
    await closedLoop({ connections: on.bare, forMs: WARM_MS / 4, next: requests.bare });
    const rounds = await measureRounds(on, requests);
    say('latency at a fixed rate');
    const twoCommitsMs = await measureTwoCommits(stage.databaseUrl);
    const latency = await measureLatency(on, requests);
    say('streams');
    const streams = await measureStreams(stage, tokens);
    const memos = await stage.status().catch(() => ({}));
    say('cold memos');
    const cold = await measureCold(stage, on.gate);
    return {
      ...summary(rounds),
      two_commits_ms: rounded(twoCommitsMs),
      ...latency,
      ...streams,
      memo_hit_rates: (memos as { memos?: unknown }).memos ?? null,
      ratio_memos_cold: rounded(cold / median(rounds.map(({ bare: { perSecond } }) => perSecond))),
    };
  } finally {
    for (const connection of opened) connection.close();
    await stage.close();
  }
}

function say(what: string): void {
  process.stderr.write(`${what}\n`);
}

interface Both<T> {
  readonly bare: T;
  readonly gate: T;
}

/** Throughput of both, interleaved, so that what else the machine does hits both alike. */
async function measureRounds(on: Both<readonly Connection[]>, requests: Both<() => Buffer>) {
  const rounds: Both<Throughput>[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const bare = await closedLoop({ connections: on.bare, forMs: ROUND_MS, next: requests.bare });
    const gate = await closedLoop({ connections: on.gate, forMs: ROUND_MS, next: requests.gate });
    say(
      `round ${round} of ${ROUNDS}: bare ${Math.round(bare.perSecond)}/s, gate ${Math.round(gate.perSecond)}/s`,
    );
    rounds.push({ bare, gate });
  }
  return rounds;
}

function summary(rounds: readonly Both<Throughput>[]) {
  return {
    bare_rps: Math.round(median(rounds.map(({ bare: { perSecond } }) => perSecond))),
    gate_rps: Math.round(median(rounds.map(({ gate: { perSecond } }) => perSecond))),
    ratio: rounded(median(rounds.map(({ bare, gate }) => gate.perSecond / bare.perSecond))),
    failures: rounds.reduce((sum, { bare, gate }) => sum + bare.failures + gate.failures, 0),
  };
}

/** Two single-row commits one after the other, on the database that the gate uses: what evidence cannot do without. */
async function measureTwoCommits(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create table if not exists bench_commit (id bigserial primary key, body text)');
  const times: number[] = [];
  for (let index = 0; index < 300; index += 1) {
    const started = performance.now();
    await client.query('insert into bench_commit (body) values ($1)', ['x'.repeat(1_500)]);
    await client.query('insert into bench_commit (body) values ($1)', ['x'.repeat(1_500)]);
    times.push(performance.now() - started);
  }
  await client.query('drop table bench_commit');
  await client.end();
  return median(times);
}

/** Prompts of 2 KB, no two alike, so that nothing is answered from a memory of texts. */
function createRequests(stage: Stage, tokens: readonly string[]): Both<() => Buffer> {
  let count = 0;
  const make = (port: number) => () => {
    count += 1;
    return requestBytes({
      port,
      token: tokens[(count * 7) % tokens.length] ?? '',
      number: count,
    });
  };
  return { bare: make(stage.barePort), gate: make(stage.gatePort) };
}

const SENTENCE =
  'Please read this paragraph about order handling and tell me in a few words what matters most. ';

interface Wanted {
  readonly port: number;
  readonly token: string;
  readonly number: number;
  /** A stream, with so many milliseconds between its words. */
  readonly wordsMs?: number;
}

function requestBytes(of: Wanted): Buffer {
  const text = `Number ${of.number}. ${SENTENCE.repeat(19)}`;
  const body = JSON.stringify({
    model: 'stub',
    max_tokens: 256,
    ...(of.wordsMs === undefined ? {} : { stream: true, seed: of.wordsMs }),
    messages: [
      { role: 'system', content: 'You answer briefly.' },
      { role: 'user', content: text },
    ],
  });
  return Buffer.from(
    `POST /openai/v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:${of.port}\r\nauthorization: Bearer ${of.token}\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function openConnections(port: number, count: number): Promise<Connection[]> {
  return Promise.all(Array.from({ length: count }, () => openConnection(port)));
}

async function measureLatency(on: Both<readonly Connection[]>, next: Both<() => Buffer>) {
  const at = { perSecond: OPEN_PER_SECOND, forMs: OPEN_MS };
  const bare = await openLoop({ connections: on.bare, ...at, next: next.bare });
  const gate = await openLoop({ connections: on.gate, ...at, next: next.gate });
  return {
    added_p50_ms: rounded(quantile(gate, 0.5) - quantile(bare, 0.5)),
    added_p99_ms: rounded(quantile(gate, 0.99) - quantile(bare, 0.99)),
    bare_p50_ms: rounded(quantile(bare, 0.5)),
    gate_p50_ms: rounded(quantile(gate, 0.5)),
    gate_p99_ms: rounded(quantile(gate, 0.99)),
  };
}

/** First visible characters through both, and the memory of the gate while it holds many streams at once. */
async function measureStreams(stage: Stage, tokens: readonly string[]) {
  const timed = async (port: number) => {
    const connection = await openConnection(port);
    const times: number[] = [];
    for (let number = 0; number < STREAMS_TIMED; number += 1) {
      const request = requestBytes({ port, token: tokens[number] ?? '', number, wordsMs: 1 });
      times.push((await connection.send(request)).firstTextMs ?? Number.NaN);
    }
    connection.close();
    return median(times);
  };
  const bareMs = await timed(stage.barePort);
  const gateMs = await timed(stage.gatePort);
  let rssMb = 0;
  const watch = setInterval(() => {
    rssMb = Math.max(rssMb, stage.rssMb());
  }, 50);
  const port = stage.gatePort;
  const open = await openConnections(port, STREAMS);
  const answers = await Promise.all(
    open.map((connection, number) =>
      connection.send(requestBytes({ port, token: tokens[number] ?? '', number, wordsMs: SLOW_WORDS_MS })),
    ),
  );
  clearInterval(watch);
  for (const connection of open) connection.close();
  return {
    stream_ttft_added_ms: rounded(gateMs - bareMs),
    streams: answers.filter(({ status }) => status === 200).length,
    rss_mb: rssMb,
  };
}

/** Tokens, persons and teams that were never seen before: nothing is remembered of who asks or of what was decided. */
async function measureCold(stage: Stage, gate: readonly Connection[]): Promise<number> {
  const tokens: string[] = [];
  for (let index = 0; index < COLD_TOKENS; index += 1) tokens.push(await stage.stranger(index));
  let used = 0;
  const next = () => {
    used += 1;
    return requestBytes({
      port: stage.gatePort,
      token: tokens[used % tokens.length] ?? '',
      number: -used,
    });
  };
  return (await closedLoop({ connections: gate, forMs: ROUND_MS, next })).perSecond;
}

function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((left, right) => left - right),
    0.5,
  );
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
