/** The axes of the matrix, and who asks. */

export type ProtocolName = 'openai-chat' | 'anthropic-messages';
export type Mode = 'plain' | 'streamed';
/** How clients of tools speak MCP: without state (2026-07-28), or in sessions (2025-11-25). */
export type Era = 'stateless' | 'session';

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
