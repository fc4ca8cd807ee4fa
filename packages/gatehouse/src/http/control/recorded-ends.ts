/** Mandates that end, and principals that are put out or let back in: only after the ledger knows of it. */
import type { PrincipalRef, Principals } from '../../identity/principals.ts';
import { failed, ok } from '../../kernel/result.ts';
import type { Mandates } from '../../mandate/mandates.ts';
import { type Acts, OPERATOR } from './acts.ts';

export type MandateControl = Pick<Mandates, 'find' | 'list' | 'revoke'>;

export function recordedMandates({ find, list, revoke }: MandateControl, acts: Acts): MandateControl {
  return {
    find,
    list,
    async revoke(name) {
      const found = await find(name);
      // WHY: what changes nothing is not recorded.
      if (!found.ok || found.value === undefined || found.value.endedAtMs !== undefined) return found;
      const act = { act: 'mandate.revoke', actor: OPERATOR, subject: name.id, detail: {} };
      const recorded = await acts.record({ tenant: name.tenant, ...act });
      return recorded.ok ? revoke(name) : recorded;
    },
  };
}

export function recordedPrincipals(principals: Principals, acts: Acts): Principals {
  const record = ({ tenant, kind, id }: PrincipalRef, act: string) =>
    acts.record({ tenant, actor: OPERATOR, act, subject: `${kind} ${id}`, detail: {} });
  return {
    isDisabled: principals.isDisabled,
    async disable(who) {
      const recorded = await record(who, 'principal.disable');
      return recorded.ok ? principals.disable(who) : recorded;
    },
    async enable(who) {
      const disabled = await principals.isDisabled(who);
      if (!disabled.ok) return failed(disabled.fault);
      if (!disabled.value) return ok(undefined);
      const recorded = await record(who, 'principal.enable');
      return recorded.ok ? principals.enable(who) : recorded;
    },
  };
}
