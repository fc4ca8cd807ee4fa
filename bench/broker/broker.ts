/** `bench -- broker`: calls to tools through the gate against the bare server of tools, interleaved in one run. */
import { quantile } from '../gate/load.ts';
import { callBytes, openMandate, timeCalls } from './calls.ts';
import { fillFlow } from './fill.ts';
import { type BrokerStage, setBrokerStage } from './stage.ts';
import { TOOLS_LISTED } from './tools.ts';

const ROUNDS = 3;
/** Calls of one kind in one round. */
const SEQUENTIAL = 60;
const CONCURRENT = 160;
const AT_ONCE = 8;
const LISTINGS = 10;
const PASSAGES = 10_000;
const LONG_CALLS = 60;
const COUNTED = 100;

export async function benchBroker(): Promise<Record<string, unknown>> {
  say('setting the stage');
  const stage = await setBrokerStage();
  try {
    const subject = await stage.token();
    const kinds = { read, write_endorsed: endorsed, write_by_words: byWords };
    const figures: Record<string, unknown> = {};
    for (const [name, make] of Object.entries(kinds)) {
      say(`warming up: ${name}`);
      await timeCalls(stage.gatePort, { requests: (await make(stage, subject, 40)).gate, atOnce: 4 });
      for (const [how, { calls, atOnce }] of Object.entries(LOADS)) {
        say(`${name}, ${how}`);
        const given = { stage, subject, make, calls, atOnce };
        const compared = await compare(given);
        figures[`${name}_${how}`] = compared;
        say(JSON.stringify(compared));
      }
    }
    say('transactions');
    const counted = {
      read: await read(stage, subject, COUNTED),
      write: await endorsed(stage, subject, COUNTED),
    };
    Object.assign(figures, await measureCommits(stage, counted));
    say('listings');
    const listings = await compareListings(stage, subject);
    say('a long mandate');
    return { ...figures, ...listings, ...(await measureLong(stage, subject)) };
  } finally {
    await stage.close();
  }
}

const LOADS = {
  sequential: { calls: SEQUENTIAL, atOnce: 1 },
  [`${AT_ONCE}_at_once`]: { calls: CONCURRENT, atOnce: AT_ONCE },
};

function say(what: string): void {
  process.stderr.write(`${what}\n`);
}

interface Both {
  readonly bare: readonly Buffer[];
  readonly gate: readonly Buffer[];
}

type Make = (stage: BrokerStage, subject: string, count: number) => Promise<Both>;

function both(
  stage: BrokerStage,
  calls: readonly { name: string; given: object; token: string; key?: string }[],
): Both {
  const bytes = (port: number, prefix: string) =>
    calls.map(({ name, given, token, key }, index) =>
      callBytes({
        ...{ port, path: '/mcp', token, method: 'tools/call' },
        params: { name: prefix + name, arguments: given },
        ...(key === undefined ? {} : { key: `${key}-${index}` }),
      }),
    );
  return { bare: bytes(stage.barePort, ''), gate: bytes(stage.gatePort, 'office__') };
}

const read: Make = async (stage, subject, count) => {
  const { token } = await openMandate(stage.gatePort, subject, {
    words: 'Read my inbox and tell me what is new.',
  });
  return both(
    stage,
    Array.from({ length: count }, () => ({ name: 'read_inbox', given: {}, token })),
  );
};

let rung = 0;

/** Values that nothing founds: they are remembered as untrusted, and the endorsement lets them through. */
const endorsed: Make = async (stage, subject, count) => {
  const { id, token } = await openMandate(stage.gatePort, subject, { words: 'Ring the bells.' });
  const calls = Array.from({ length: count }, () => {
    rung += 1;
    return { name: 'ring_bell', given: { bell: `bell ${rung}` }, token, key: id };
  });
  return both(stage, calls);
};

/** Each under a mandate of its own, for the words ask for one mail. */
const byWords: Make = async (stage, subject, count) => {
  const given = { recipients: ['bob@example.com'], subject: 'Hello', body: 'See you at noon.' };
  const words = 'Send an email to bob@example.com with the subject "Hello" and the body "See you at noon."';
  const calls = [];
  for (let index = 0; index < count; index += 1) {
    const { id, token } = await openMandate(stage.gatePort, subject, { words });
    calls.push({ name: 'send_email', given, token, key: id });
  }
  return both(stage, calls);
};

interface Comparing {
  readonly stage: BrokerStage;
  readonly subject: string;
  readonly make: Make;
  readonly calls: number;
  readonly atOnce: number;
}

async function compare({ stage, subject, make, calls, atOnce }: Comparing) {
  const [bare, gate]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const requests = await make(stage, subject, calls);
    bare.push(...(await timeCalls(stage.barePort, { requests: requests.bare, atOnce })));
    gate.push(...(await timeCalls(stage.gatePort, { requests: requests.gate, atOnce })));
  }
  return compared(bare, gate);
}

function compared(bare: readonly number[], gate: readonly number[]) {
  const [b50, b99, g50, g99] = [at(bare, 0.5), at(bare, 0.99), at(gate, 0.5), at(gate, 0.99)];
  return {
    ...{ bare_p50_ms: rounded(b50), bare_p99_ms: rounded(b99) },
    ...{ gate_p50_ms: rounded(g50), gate_p99_ms: rounded(g99) },
    ...{ added_p50_ms: rounded(g50 - b50), added_p99_ms: rounded(g99 - b99) },
    ...{ ratio_p50: rounded(g50 / b50), ratio_p99: rounded(g99 / b99) },
  };
}

function at(times: readonly number[], q: number): number {
  return quantile(
    times.toSorted((left, right) => left - right),
    q,
  );
}

/** Transactions and waits for the log on disk that one call costs, one call at a time, besides what an idle gate does. */
async function measureCommits({ database, gatePort }: BrokerStage, kinds: Readonly<Record<string, Both>>) {
  const count = async () => {
    await new Promise((resolve) => setTimeout(resolve, REPORTED_MS));
    const { rows } = await database.query<{ commits: string; syncs: string }>(
      `select (select xact_commit from pg_stat_database where datname = current_database()) as commits,
        (select sum(fsyncs) from pg_stat_io where object = 'wal') as syncs`,
    );
    return { at: performance.now(), commits: Number(rows[0]?.commits), syncs: Number(rows[0]?.syncs) };
  };
  const [asleep, start] = [await count(), await count()];
  const figures: Record<string, object> = {};
  let before = start;
  for (const [name, { gate }] of Object.entries(kinds)) {
    await timeCalls(gatePort, { requests: gate, atOnce: 1 });
    const [from, after] = [before, await count()];
    const each = (figure: 'commits' | 'syncs') => {
      const perMs = (start[figure] - asleep[figure]) / (start.at - asleep.at);
      return rounded((after[figure] - from[figure] - perMs * (after.at - from.at)) / gate.length);
    };
    figures[`${name}_costs`] = { transactions: each('commits'), wal_syncs: each('syncs') };
    before = after;
  }
  return figures;
}

/** Idle sessions of PostgreSQL report what they did within ten seconds (PGSTAT_IDLE_INTERVAL). */
const REPORTED_MS = 11_000;

async function compareListings(stage: BrokerStage, subject: string) {
  const { token } = await openMandate(stage.gatePort, subject, {
    words: 'Look things up.',
    scope: 'shelf/*',
  });
  const list = (port: number, path: string) =>
    Array.from({ length: LISTINGS }, () =>
      callBytes({ port, path, token, method: 'tools/list', params: {} }),
    );
  const requests = {
    bare: list(stage.barePort, '/shelf'),
    gate: list(stage.gatePort, '/mcp/shelf'),
  };
  const bare = await timeCalls(stage.barePort, { requests: requests.bare, atOnce: 1 });
  const first = await timeCalls(stage.gatePort, { requests: requests.gate.slice(0, 1), atOnce: 1 });
  const gate = await timeCalls(stage.gatePort, { requests: requests.gate, atOnce: 1 });
  return {
    [`list_${TOOLS_LISTED}_first_ms`]: rounded(first[0] ?? 0),
    [`list_${TOOLS_LISTED}`]: compared(bare, gate),
  };
}

/** The same calls in a mandate that has just begun, and in one that knows much. */
async function measureLong(stage: BrokerStage, subject: string) {
  const fresh = await openMandate(stage.gatePort, subject, { words: WORDS });
  const long = await openMandate(stage.gatePort, subject, { words: WORDS });
  await fillFlow(stage, long.id, PASSAGES);
  const calls = (token: string, name: string, make: (index: number) => object) =>
    both(
      stage,
      Array.from({ length: LONG_CALLS }, (_, index) => ({ name, given: make(index), token })),
    ).gate;
  const time = (requests: readonly Buffer[]) => timeCalls(stage.gatePort, { requests, atOnce: 1 });
  const reads = (token: string) => calls(token, 'read_inbox', () => ({}));
  const writes = (token: string) =>
    calls(token, 'ring_bell', (index) => ({ bell: `The order of ${token.slice(-8)} ${index}` }));
  await time(reads(fresh.token).slice(0, 5));
  const first = await time(reads(long.token).slice(0, 1));
  await time(reads(long.token).slice(0, 5));
  const read = compared(await time(reads(fresh.token)), await time(reads(long.token)));
  const write = compared(await time(writes(fresh.token)), await time(writes(long.token)));
  const named = ({ bare_p50_ms, gate_p50_ms, ratio_p50, bare_p99_ms, gate_p99_ms }: typeof read) => ({
    ...{ fresh_p50_ms: bare_p50_ms, long_p50_ms: gate_p50_ms, ratio_p50 },
    ...{ fresh_p99_ms: bare_p99_ms, long_p99_ms: gate_p99_ms },
  });
  const title = `passages_${PASSAGES}`;
  return {
    [`${title}_first_read_ms`]: rounded(first[0] ?? 0),
    [`${title}_read`]: named(read),
    [`${title}_write`]: named(write),
  };
}

const WORDS = 'Read my inbox and ring the bells.';

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
