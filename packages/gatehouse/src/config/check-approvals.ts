/** Checks of `approvals`: tokens that answer are for nothing else, and channels belong to tenants that exist. */
import { type Checking, expectKnown } from './checking.ts';

export function checkApprovals(checking: Checking): void {
  const { settings, report, problems } = checking;
  const { audience, channels, wait_minutes: wait, escalate } = settings.approvals;
  for (const [index, { audiences }] of settings.identity.issuers.entries()) {
    if (!audiences.includes(audience)) continue;
    // WHY: agents are given tokens for the data plane; one of those must never be able to say yes.
    const message = `"${audience}" is the audience of tokens that answer held calls; no issuer may list it.`;
    problems.push(report(['identity', 'issuers', index, 'audiences'], message));
  }
  if (escalate !== undefined && escalate.after_minutes >= wait) {
    const message = `Questions expire after ${wait} minutes, so that they would never be escalated.`;
    problems.push(report(['approvals', 'escalate', 'after_minutes'], message));
  }
  const taken = new Set<string>();
  const known = Object.keys(settings.tenants);
  for (const [index, { id, tenant, answers }] of channels.entries()) {
    const path = ['approvals', 'channels', index];
    if (taken.has(id)) problems.push(report([...path, 'id'], `The id "${id}" is used twice.`));
    taken.add(id);
    expectKnown(checking, { path: [...path, 'tenant'], what: 'tenant' }, { name: tenant, known });
    const people = Object.values(answers?.people ?? {}).map((person) => person.id);
    if (new Set(people).size < people.length) {
      // WHY: two people's answers would count as one person's, or one person could seem to be two.
      problems.push(report([...path, 'answers', 'people'], 'Two of these names are the same person.'));
    }
  }
}
