/** What people granted the gate at tools, as operators see it: whose and where, never what; forgotten only on record. */
import { type Actor, namedSubject, subjectName } from '../../kernel/principal.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { type Acts, OPERATOR } from './acts.ts';

export interface GrantLine {
  readonly subject: Actor;
  readonly server: string;
  readonly changedAtMs: number;
}

export interface GrantControl {
  /** Newest first, at most 1,000. */
  list(tenant: string): Promise<Result<readonly GrantLine[]>>;
  /** At one server, or at all of them. */
  forget(tenant: string, who: Actor, server: string | undefined): Promise<Result<void>>;
}

/** Where they are kept; subjects as `subjectName` names them. */
interface Kept {
  list(
    tenant: string,
  ): Promise<
    Result<readonly { readonly subject: string; readonly server: string; readonly changedAtMs: number }[]>
  >;
  forgetSubject(tenant: string, subject: string, server?: string): Promise<Result<void>>;
}

export function recordedGrants(kept: Kept, acts: Acts): GrantControl {
  return {
    async list(tenant) {
      const listed = await kept.list(tenant);
      if (!listed.ok) return listed;
      return ok(listed.value.map(({ subject, ...line }) => ({ ...line, subject: namedSubject(subject) })));
    },
    async forget(tenant, who, server) {
      const detail: Readonly<Record<string, string>> = server === undefined ? {} : { server };
      const act = { actor: OPERATOR, act: 'grant.forget', subject: `${who.kind} ${who.id}`, detail };
      const recorded = await acts.record({ tenant, ...act });
      return recorded.ok ? kept.forgetSubject(tenant, subjectName(who), server) : recorded;
    },
  };
}
