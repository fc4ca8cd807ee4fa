/** Listens for notifications on one session, and says whenever some may have been missed. */
import pg from 'pg';
import type { Database } from './database.ts';
import { keepSession, type Session } from './sessions.ts';

type Handlers = Parameters<Database['listen']>[1];

export interface Listener {
  readonly listen: Database['listen'];
  close(): Promise<void>;
}

/** The session is opened with the first channel. */
export function keepListening(url: string): Listener {
  const channels = new Map<string, Set<Handlers>>();
  let session: Promise<Session> | undefined;

  const open = () =>
    keepSession({
      url,
      name: 'gatehouse listener',
      async prepare(client) {
        client.on('notification', ({ channel, payload }) => {
          for (const on of channels.get(channel) ?? []) on.message(payload ?? '');
        });
        for (const channel of channels.keys()) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      },
      lost() {
        for (const handlers of channels.values()) for (const on of handlers) on.lost();
      },
    });

  return {
    async listen(channel, on) {
      const handlers = channels.get(channel) ?? new Set();
      channels.set(channel, handlers.add(on));
      session ??= open();
      // WHY: a session that never opened is not kept trying for; the caller may.
      session.catch(() => {
        session = undefined;
      });
      const client = await (await session).current();
      await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    },
    async close() {
      await (await session?.catch(() => undefined))?.close();
    },
  };
}
