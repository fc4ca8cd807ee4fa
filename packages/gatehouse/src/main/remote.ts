/** Fetches remote content of requests through the way out of the active configuration. */
import type { Active } from '../config/active.ts';
import type { RemoteFetcher } from '../gate/gate.ts';
import { contentDestination } from '../net/destinations.ts';
import type { ActiveCharter } from './charter.ts';

export function remoteFetcher(active: Active<ActiveCharter>): RemoteFetcher {
  return {
    isListed(url) {
      const origin = URL.parse(url)?.origin;
      const { hosts } = active.current().settings.remote_content;
      return hosts.some((entry) => new URL(contentDestination(entry).url).origin === origin);
    },
    load: (url, maxBytes) => active.current().egress.fetchRemoteContent(url, { maxBytes }),
  };
}
