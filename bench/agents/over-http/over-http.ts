/** A random tenth of it all again, through a whole gate over HTTP: every verdict must be the one that was measured. */
import type { Client } from '@modelcontextprotocol/client';
import { seeded } from '../adaptive/chance.ts';
import type { Played, Suite } from '../corpus/suite.ts';
import type { Verdict } from '../deciders/decider.ts';
import { fitting } from '../deciders/fitting.ts';
import { gate } from '../deciders/gate.ts';
import { manifestsFor } from '../manifests.ts';
import { written } from '../replay/attacks.ts';
import { opened, walk } from '../replay/walk.ts';
import { offeredAs, openHouse } from './house.ts';
import { startReplaying } from './replaying-server.ts';

export interface OverHttp {
  readonly sessions: number;
  readonly calls: number;
  /** Calls that were told something else than in the replay. */
  readonly different: number;
}

interface Session {
  readonly suite: Suite;
  readonly words: string;
  readonly calls: readonly Played[];
}

const SEED = 0x10;
const SHARE = 0.1;

export async function overHttp(
  suites: readonly Suite[],
  folder: string,
  say: (line: string) => void,
): Promise<OverHttp> {
  await using servers = await startReplaying(suites);
  await using house = await openHouse(suites, servers, folder);
  let calls = 0;
  let different = 0;
  const sessions = suites.flatMap(sampled);
  for (const session of sessions) {
    const expected = replayed(session, folder);
    const client = await house.session(session.suite.name, session.words);
    for (const [index, played] of session.calls.entries()) {
      servers.expect(played);
      const told = await call(client, offeredAs(session.suite, played.tool), played);
      calls += 1;
      if (told.verdict === expected[index]) continue;
      different += 1;
      say(`${session.suite.name}/${played.tool}: ${told.verdict}, not ${expected[index]}: ${told.text}`);
    }
    await client.close();
  }
  return { sessions: sessions.length, calls, different };
}

/** A tenth of the honest solutions, and of the attacks from the first point on. What is held is not answered. */
function sampled(suite: Suite): readonly Session[] {
  const chance = seeded(SEED);
  const pairs = chance.some(suite.pairs, Math.ceil(suite.pairs.length * SHARE));
  const tasks = chance.some(suite.tasks, Math.ceil(suite.tasks.length * SHARE));
  return [
    ...tasks.map(({ words, calls }) => ({ suite, words, calls })),
    ...pairs.map(({ user, injection, prefix }) => ({
      suite,
      words: user.words,
      calls: [...written(user.marked, injection).slice(0, prefix), ...injection.calls],
    })),
  ];
}

function replayed({ suite, words, calls }: Session, folder: string): readonly Verdict[] {
  const manifests = manifestsFor(suite, folder);
  const stage = {
    decider: fitting(suite, gate(suite.name, manifests)),
    server: suite.name,
    self: suite.self,
    tools: suite.tools.map(({ name }) => name),
    manifestOf: manifests.of,
  };
  return walk(stage, opened(stage, words), { calls, approves: false }).told.map(({ verdict }) => verdict);
}

async function call(
  client: Client,
  name: string,
  played: Played,
): Promise<{ readonly verdict: Verdict; readonly text: string }> {
  const result = await client.callTool({ name, arguments: { ...played.arguments } });
  const text = JSON.stringify(result.content);
  if (result._meta?.['gatehouse/hold'] !== undefined) return { verdict: 'ask', text };
  return { verdict: result.isError === true && played.succeeded ? 'deny' : 'allow', text };
}
