/** Grants where there is no database: a command line that only looks at tools has none of anybody's. */
import { fault } from '../kernel/faults.ts';
import { failed, ok } from '../kernel/result.ts';
import type { GrantStore } from '../tools/credentials/grant-store.ts';

const refused = async () =>
  failed(fault('tool.credential', 'Grants are kept by a running gate; this command cannot use them.'));

export const NO_GRANTS: GrantStore = {
  read: async () => ok(undefined),
  write: refused,
  rewrite: refused,
  claim: refused,
  release: refused,
  keepRequest: refused,
  takeRequest: refused,
  forgetSubject: refused,
};
