/** Opens the servers of tools that a configuration names, each with its transport. */

import type { Settings } from '../config/schema.ts';
import type { ServerSettings } from '../config/tools-schema.ts';
import type { Clock } from '../kernel/effects.ts';
import type { Destination } from '../net/destinations.ts';
import { secretCredential } from '../tools/credentials/secret.ts';
import type { ToolEgress } from '../tools/egress.ts';
import type { CatalogueServer } from '../tools/manifests/catalogue.ts';
import { createMcpHttp } from '../tools/mcp/over-http.ts';
import type { ToolTransport } from '../tools/transport.ts';

export interface ToolServers {
  readonly transports: ReadonlyMap<string, ToolTransport>;
  readonly shelved: readonly CatalogueServer[];
  close(): Promise<void>;
}

interface Parts {
  readonly settings: Settings;
  readonly egress: ToolEgress;
  readonly clock: Clock;
}

export function openToolServers(parts: Parts): ToolServers {
  const opened = Object.entries(parts.settings.tools.servers).flatMap(([id, server]) => {
    const transport = open(id, server, parts);
    return transport === undefined ? [] : [{ transport, server }];
  });
  return {
    transports: new Map(opened.map(({ transport }) => [transport.id, transport])),
    shelved: opened.map(({ transport, server }) => ({
      transport,
      alias: server.alias,
      refreshMs: server.refresh_seconds * 1_000,
      resources: 'resources' in server && server.resources,
      prompts: 'prompts' in server && server.prompts,
    })),
    async close() {
      await Promise.all(opened.map(({ transport }) => transport.close()));
    },
  };
}

/** Every origin that the servers of tools may be reached at. */
export function toolDestinations({ tools }: Settings): readonly Destination[] {
  return Object.values(tools.servers).flatMap((server): Destination[] =>
    'url' in server ? [{ purpose: 'tool', url: server.url, allowPrivate: server.allow_private }] : [],
  );
}

function open(id: string, server: ServerSettings, { egress, clock }: Parts): ToolTransport | undefined {
  if (server.kind !== 'mcp') return undefined;
  return createMcpHttp({
    ...{ id, url: server.url, egress, timeoutMs: server.timeout_ms, elapsedMs: clock.elapsedMs },
    credential: secretCredential(undefined),
    listsAs: { tenant: 'gatehouse', subject: 'catalogue' },
    asks: [],
    idempotencyMember: undefined,
  });
}
