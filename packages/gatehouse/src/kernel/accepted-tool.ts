/** A tool that a person has accepted: what it is said to do, and exactly which definition that was said of. */
import type { ToolManifest } from './manifest.ts';

/** The parts of a definition that a model or a client can see, and that are therefore pinned. */
export interface PinnedDefinition {
  readonly name: string;
  readonly title?: string;
  readonly description: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
  readonly outputSchema?: Readonly<Record<string, unknown>>;
  readonly annotations?: Readonly<Record<string, unknown>>;
}

export interface AcceptedTool {
  /** The server's id in the configuration. */
  readonly server: string;
  /** The server's own name of the tool. */
  readonly tool: string;
  readonly manifest: ToolManifest;
  /** `sha256:` and the digest of the canonical JSON (RFC 8785) of the pinned definition, in hex. */
  readonly pin: string;
  readonly accepted: { readonly by: string; readonly at: string };
  /** Why it was accepted although its text was found to attack its reader; holds for this pin only. */
  readonly despite?: string;
  readonly owner: string;
  /** The definition that was accepted, where the folder of definitions still has it; for showing what changed. */
  readonly definition?: PinnedDefinition;
}
