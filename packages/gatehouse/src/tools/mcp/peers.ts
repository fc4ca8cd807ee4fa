/** The connections to one MCP server: one for all callers, or one for each where credentials are personal. */
import type { Client, PriorDiscovery, Transport } from '@modelcontextprotocol/client';
import type { Fault } from '../../kernel/faults.ts';
import type { OnBehalfOf } from '../credentials/credential.ts';
import { connectPeer, type Peer, type PeerOptions } from './peer.ts';

export interface PeersOptions extends Omit<PeerOptions, 'open' | 'closed' | 'prior' | 'listens'> {
  /** Opens the way to the server for somebody; `failed` is told the fault for which it did not open. */
  readonly open: (onBehalfOf: OnBehalfOf, failed: (reason: Fault) => void) => Transport;
  readonly personal: boolean;
  /** Whose connection lists what the server offers, and hears of changes. */
  readonly listsAs: OnBehalfOf;
  readonly elapsedMs: () => number;
}

export type Connected =
  | ({ readonly ok: true } & Peer)
  | { readonly ok: false; readonly error: unknown; readonly fault: Fault | undefined };

export interface Peers {
  for(onBehalfOf: OnBehalfOf): Promise<Connected>;
  /** Forgets a connection that the server no longer knows. */
  drop(client: Client): void;
  close(): Promise<void>;
}

/** Beyond this many the one that was quiet for longest is closed. */
const PEERS_MAX = 256;
/** WHY: a server that was upgraded still answers the old handshake, so only asking again shows it. */
const VERDICT_MS = 3_600_000;

export function createPeers(options: PeersOptions): Peers {
  const peers = new Map<string, Promise<Connected>>();
  let verdict: { readonly prior: PriorDiscovery; readonly atMs: number } | undefined;

  function keyOf({ tenant, subject }: OnBehalfOf): string {
    return options.personal ? JSON.stringify([tenant, subject]) : '';
  }

  async function connect(key: string, onBehalfOf: OnBehalfOf): Promise<Connected> {
    let reason: Fault | undefined;
    const fresh = verdict !== undefined && options.elapsedMs() - verdict.atMs < VERDICT_MS;
    const own = {
      listens: key === keyOf(options.listsAs),
      open: () => options.open(onBehalfOf, (fault) => (reason ??= fault)),
      closed: () => peers.delete(key),
    };
    try {
      const peer = await connectPeer({ ...options, ...own, prior: fresh ? verdict?.prior : undefined });
      if (!fresh) verdict = { prior: priorOf(peer.client), atMs: options.elapsedMs() };
      return { ok: true, ...peer };
    } catch (error) {
      verdict = undefined;
      peers.delete(key);
      return { ok: false, error, fault: reason };
    }
  }

  function forget(client: Client): void {
    for (const [key, peer] of peers) {
      void peer.then((connected) => {
        if (connected.ok && connected.client === client && peers.get(key) === peer) peers.delete(key);
      });
    }
  }

  return {
    for(onBehalfOf) {
      const key = keyOf(onBehalfOf);
      const peer = peers.get(key) ?? connect(key, onBehalfOf);
      // WHY: a Map iterates in insertion order; putting the entry back at the end makes it a queue by last use.
      peers.delete(key);
      peers.set(key, peer);
      const [oldest] = peers;
      if (peers.size > PEERS_MAX && oldest !== undefined) {
        peers.delete(oldest[0]);
        void oldest[1].then(shut);
      }
      return peer;
    },
    drop(client) {
      forget(client);
      void client.close();
    },
    async close() {
      const open = [...peers.values()];
      peers.clear();
      await Promise.all(open.map(async (peer) => shut(await peer)));
    },
  };
}

function priorOf(client: Client): PriorDiscovery {
  const discover = client.getDiscoverResult();
  return discover === undefined ? { kind: 'legacy' } : { kind: 'modern', discover };
}

async function shut(connected: Connected): Promise<void> {
  if (connected.ok) await connected.client.close();
}
