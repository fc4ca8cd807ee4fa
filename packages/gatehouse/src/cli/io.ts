/** What a command needs from the terminal, the disk and the process, handed in so that commands are plain functions. */

export interface Io {
  write(text: string): void;
  error(text: string): void;
  readonly color: boolean;
}

/** The text of a file, or undefined when it cannot be read. */
export type ReadFile = (path: string) => string | undefined;

/** Everything outside the command line. */
export interface World {
  readonly io: Io;
  readonly read: ReadFile;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly nowMs: () => number;
  /** The bytes of a file as they are read, `-` being standard input; undefined when it cannot be opened. */
  readonly open: (path: string) => Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Asks whoever sits at the terminal; missing where nobody does. */
  readonly ask?: (question: string) => Promise<string>;
  /** Resolves when what was written has left, so that a slow reader makes nothing pile up here. */
  readonly flushed: () => Promise<void>;
  /** Listens, from when it is called, for the process to be told to stop. */
  readonly stopped: () => Promise<unknown>;
}

/** Exit codes that a CI job can tell apart. */
export const EXIT = {
  fine: 0,
  /** The answer is no: a problem was found, something does not exist, the gate refused. */
  refused: 1,
  /** The command itself was not understood. */
  usage: 2,
  /** No gate is running, or it cannot be reached. */
  away: 3,
  /** Something was found, where that is not wanted: `inspect --fail-on`. */
  found: 4,
} as const;

/** Told the exit code by the one command that ran. */
export type Finish = (code: number) => void;
