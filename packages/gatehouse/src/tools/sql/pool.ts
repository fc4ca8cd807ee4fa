/** Sessions that wait for the next call: a few, each for one call at a time, and none that failed. */
import type { SqlSession } from './session.ts';

export interface SessionPool {
  /** Runs `work` with a session; one that threw, or is dead, is never used again. */
  use<T>(signal: AbortSignal, work: (session: SqlSession) => Promise<T>): Promise<T>;
  close(): void;
}

/** Left the queue before there was a session; nothing was sent. */
export class GaveUp extends Error {}

const IDLE_MS = 30_000;

export function createSessionPool(open: () => Promise<SqlSession>, sessionsMax: number): SessionPool {
  const idle = new Map<SqlSession, NodeJS.Timeout>();
  const waiting: (() => void)[] = [];
  let busy = 0;

  async function enter(signal: AbortSignal): Promise<void> {
    if (busy < sessionsMax) {
      busy++;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const leave = () => {
      const place = waiting.indexOf(resolve);
      // WHY asked: whoever was just let in stands in the queue no more, and takes nobody else out of it.
      if (place !== -1) waiting.splice(place, 1);
      reject(new GaveUp('nobody waits for it any more'));
    };
    waiting.push(resolve);
    signal.addEventListener('abort', leave, { once: true });
    // INVARIANT: whoever is let in takes over the place of the one who left, so `busy` stays as it is.
    await promise.finally(() => signal.removeEventListener('abort', leave));
  }

  function exit(): void {
    const next = waiting.shift();
    if (next === undefined) busy--;
    else next();
  }

  function takeIdle(): SqlSession | undefined {
    for (const [session, timer] of idle) {
      clearTimeout(timer);
      idle.delete(session);
      if (session.alive()) return session;
      session.destroy();
    }
    return undefined;
  }

  function keep(session: SqlSession): void {
    const timer = setTimeout(() => {
      idle.delete(session);
      session.destroy();
    }, IDLE_MS);
    idle.set(session, timer.unref());
  }

  return {
    async use(signal, work) {
      if (signal.aborted) throw new GaveUp('nobody waits for it any more');
      await enter(signal);
      let session: SqlSession | undefined;
      const stop = () => session?.destroy();
      try {
        session = takeIdle() ?? (await open());
        if (signal.aborted) throw new GaveUp('nobody waits for it any more');
        signal.addEventListener('abort', stop, { once: true });
        const result = await work(session);
        if (session.alive()) keep(session);
        return result;
      } catch (error) {
        session?.destroy();
        throw error;
      } finally {
        signal.removeEventListener('abort', stop);
        exit();
      }
    },
    close() {
      for (const [session, timer] of idle) {
        clearTimeout(timer);
        session.destroy();
      }
      idle.clear();
    },
  };
}
