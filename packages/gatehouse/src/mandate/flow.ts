/** A flow: everything a mandate knows, as a growing list of steps; all judgement about agents is a function of it. */
import type { ToolManifest } from '../kernel/manifest.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A call that an agent wants to make. */
export interface ToolCall {
  /** `server/tool`, as the charter names it. */
  readonly tool: string;
  readonly arguments: { readonly [name: string]: Json };
}

/** A list of values that its owner has accepted for some arguments, for everybody or for some tools. */
export interface AcceptedList {
  readonly id: string;
  readonly tools: readonly string[];
  readonly arguments: readonly string[];
  readonly values: readonly string[];
}

/** What entered a mandate. Steps are numbered by their place in the flow. */
export type Step =
  /** Words of the subject, or of a caller who may speak for it. */
  | { readonly kind: 'words'; readonly text: string }
  /**
   * A consequential call that was let through; its result follows. INVARIANT: what it uses is used from here on, and
   * what it writes counts as written, unless its result says that nothing was done.
   */
  | {
      readonly kind: 'called';
      readonly call: ToolCall;
      readonly manifest: ToolManifest;
      readonly used: readonly string[];
      /** The crossing that it was, by which the record is found; nothing is judged by it. */
      readonly crossing?: string;
    }
  /** A result of a tool, labelled by the manifest that was accepted when it was called. */
  | {
      readonly kind: 'result';
      readonly call: ToolCall;
      readonly manifest: ToolManifest;
      /** Structured where the tool gave it so, otherwise its text. */
      readonly value: Json;
      /** False when the tool answered with an error; nothing was done then, as far as it says. */
      readonly succeeded: boolean;
      /** Grants that the call used up. */
      readonly used: readonly string[];
      /** Pieces of it (`laundering.ts`) that some agent of the tenant has written with an untrusted origin. */
      readonly laundered?: readonly string[];
      /** The number of the step that let the call through, where it was consequential. */
      readonly of?: number;
      readonly crossing?: string;
    }
  /** Text of unknown origin that a model was shown under this mandate. */
  | { readonly kind: 'seen'; readonly text: string; readonly crossing?: string }
  /** A person allowed these values of an argument of a tool for this mandate. */
  | {
      readonly kind: 'granted';
      readonly tool: string;
      readonly argument: string;
      readonly values: readonly string[];
    };

export interface Flow {
  /** Tools that the mandate was opened for. */
  readonly tools: readonly string[];
  readonly accepted: readonly AcceptedList[];
  /** What its subject is called and reached by, as their credential proved it (`self.ts`). */
  readonly self?: readonly string[];
  /** INVARIANT: only ever grows, and its steps are never changed in place: what is known of them is remembered. */
  readonly steps: readonly Step[];
}
