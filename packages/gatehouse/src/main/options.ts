/** What a start needs to be told. */
import type { IssuerSettings } from '../config/schema.ts';

export interface StartOptions {
  readonly dataDir: string;
  readonly configFile: string;
  readonly host: string;
  readonly dataPort: number;
  readonly controlPort: number;
  /** Connection string of another PostgreSQL; the embedded one without it. */
  readonly databaseUrl: string | undefined;
  /** Secret from which the passwords of the database roles are derived; a file in the data directory without it. */
  readonly databaseSecret: string | undefined;
  readonly real: boolean;
  readonly issuers: readonly IssuerSettings[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Hears of what went wrong in the background. Causes are for operators and hold no content. */
  readonly report: (what: string, cause: unknown) => void;
}
