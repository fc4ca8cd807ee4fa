/** Whoever is put out takes what they granted along: the gate forgets it, whichever way they went. */
import type { Directory, DirectoryUser, Written } from '../identity/directory.ts';
import type { Principals } from '../identity/principals.ts';
import { subjectName } from '../kernel/principal.ts';
import type { Result } from '../kernel/result.ts';
import type { GrantStore } from '../tools/credentials/grant-store.ts';

type Forgetting = Pick<GrantStore, 'forgetSubject'>;

/** WHY only then: nothing proves them any more, so that what could not be forgotten is used by nobody until it is. */
export function principalsLeaving(principals: Principals, grants: Forgetting): Principals {
  return {
    ...principals,
    async disable(who) {
      const put = await principals.disable(who);
      if (!put.ok) return put;
      const forgotten = await grants.forgetSubject(who.tenant, subjectName(who));
      return forgotten.ok ? put : forgotten;
    },
  };
}

export function directoryLeaving(directory: Directory, grants: Forgetting): Directory {
  async function then(written: Result<Written>, gone: readonly DirectoryUser[]): Promise<Result<Written>> {
    if (!written.ok || written.value !== 'written') return written;
    for (const { tenant, principal } of gone) {
      const forgotten = await grants.forgetSubject(tenant, subjectName({ kind: 'person', id: principal }));
      if (!forgotten.ok) return forgotten;
    }
    return written;
  }
  return {
    ...directory,
    add: async (user) => then(await directory.add(user), user.active ? [] : [user]),
    async replace(before, after) {
      const renamed = before.principal === after.principal ? [] : [before];
      return then(await directory.replace(before, after), [...renamed, ...(after.active ? [] : [after])]);
    },
    remove: async (user) => then(await directory.remove(user), [user]),
  };
}
