/** What a command needs from the terminal and the disk, handed in so that commands are plain functions. */

export interface Io {
  write(text: string): void;
  error(text: string): void;
  readonly color: boolean;
}

/** The text of a file, or undefined when it cannot be read. */
export type ReadFile = (path: string) => string | undefined;

/** Exit codes that a CI job can tell apart. */
export const EXIT = { fine: 0, refused: 1 } as const;
