/** Who asks: the roles that stand in each one's token, and what the charter makes of them. */
import type { Persona } from '../words.ts';

interface Rights {
  readonly roles: readonly string[];
  readonly purposes: readonly string[];
}

export const PERSONAS: Readonly<Record<Persona, Rights>> = {
  /** May call most models, with nothing that cannot be read. */
  developer: { roles: ['developer'], purposes: ['work'] },
  /** May send pictures besides. */
  viewer: { roles: ['developer', 'viewer'], purposes: ['work'] },
  /** May let the provider search the web. */
  searcher: { roles: ['developer', 'searcher'], purposes: ['work'] },
  /** Is known, and may do nothing. */
  stranger: { roles: ['stranger'], purposes: ['work'] },
  /** May call for one purpose only. */
  helper: { roles: ['helper'], purposes: ['leisure', 'support'] },
  /** Has one request a day. */
  counted: { roles: ['developer', 'counted'], purposes: ['work'] },
  /** Has few tokens a day. */
  thrifty: { roles: ['developer', 'thrifty'], purposes: ['work'] },
  /** Has a budget of money. */
  rich: { roles: ['developer', 'rich'], purposes: ['work'] },
};
