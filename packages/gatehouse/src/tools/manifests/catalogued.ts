/** What the catalogue knows of a tool: everything that a call needs, or why it is not on offer. */
import type { PinnedDefinition } from '../../kernel/accepted-tool.ts';
import type { Confinement } from '../../kernel/confinement.ts';
import type { ToolManifest } from '../../kernel/manifest.ts';
import type { Validator } from './validator.ts';

/** A tool that may be called: accepted, unchanged, clean, and not to be mistaken for another. */
export interface CataloguedTool {
  readonly server: string;
  /** The server's own name of it. */
  readonly tool: string;
  /** `server/tool`, as the charter names it. */
  readonly id: string;
  /** What it is called on `/mcp/<server>`: its alias, or its own name. */
  readonly name: string;
  /** What it is called on `/mcp`: `server__name`. */
  readonly qualifiedName: string;
  /** All that clients are shown of it; the name is still the server's own. */
  readonly definition: PinnedDefinition;
  readonly manifest: ToolManifest;
  readonly pin: string;
  readonly owner: string;
  readonly confinement: Confinement;
  readonly validate: Validator;
}

/** Why something that a server offers is not on offer here. */
export interface CatalogueProblem {
  readonly server: string;
  readonly tool?: string;
  readonly standing: Exclude<Standing, 'offered'> | 'away';
  readonly message: string;
}

/** Where a tool stands; everything but `offered` keeps it from being listed and called. */
export type Standing =
  | 'offered'
  /** Nobody has accepted it. */
  | 'unaccepted'
  /** Accepted, and not there any more. */
  | 'missing'
  /** Not what was accepted. */
  | 'changed'
  /** Its text attacks whoever reads it. */
  | 'poisoned'
  /** A detector failed. */
  | 'uninspected'
  /** Cannot be told from another. */
  | 'ambiguous'
  | 'unnamed'
  /** No validator can be made of its schema, or it cannot be read at all. */
  | 'unusable';
