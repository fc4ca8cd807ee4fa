/** The axes of the matrix, and who asks. */

export type ProtocolName = 'openai-chat' | 'anthropic-messages';
export type Mode = 'plain' | 'streamed';

/** Who asks; each is a row in `house/personas.ts`. */
export type Persona =
  | 'developer'
  | 'viewer'
  | 'searcher'
  | 'stranger'
  | 'helper'
  | 'counted'
  | 'thrifty'
  | 'rich';
