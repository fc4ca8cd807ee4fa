/** What the front of the broker is told of the house: its limits, its names and its clock. */
import manifest from '../../package.json' with { type: 'json' };
import type { Active } from '../config/active.ts';
import type { McpFrontParts } from '../http/data/mcp/parts.ts';
import type { ActiveCharter } from './charter.ts';
import { systemChance, systemClock } from './effects.ts';

type Given = 'broker' | 'baseUrl' | 'stateKey';

export function frontParts(
  services: Pick<McpFrontParts, 'open' | 'pause'>,
  { active, baseUrl }: { readonly active: Active<ActiveCharter>; readonly baseUrl: () => string },
): Omit<McpFrontParts, Given> {
  return {
    ...{ open: services.open, pause: services.pause, clock: systemClock, chance: systemChance },
    version: manifest.version,
    limits() {
      const { limits, timeouts } = active.current().settings;
      return {
        bodyBytesMax: limits.body_bytes,
        depthMax: limits.depth,
        requestMs: timeouts.request_ms,
        clientWriteMs: timeouts.client_write_ms,
        openMax: limits.open_crossings,
      };
    },
    names: () => namesOf(baseUrl()),
  };
}

/** What a Host header may say: the address that clients know, and this machine's own names at that port. */
function namesOf(address: string): ReadonlySet<string> {
  const url = URL.parse(address);
  if (url === null) return new Set();
  const own = ['127.0.0.1', 'localhost', '[::1]'].map((host) =>
    url.port === '' ? host : `${host}:${url.port}`,
  );
  return new Set([url.host, ...own]);
}
