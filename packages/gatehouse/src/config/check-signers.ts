/** Checks of those whose signed requests are believed: one key for one id, of a tenant that there is. */
import { type Checking, expectKnown } from './checking.ts';

export function checkSigners(checking: Checking): void {
  const { settings, report, problems } = checking;
  const known = Object.keys(settings.tenants);
  const taken = new Set<string>();
  for (const [index, { id, tenant, models }] of settings.identity.signatures.entries()) {
    const path = ['identity', 'signatures', index];
    expectKnown(checking, { path: [...path, 'tenant'], what: 'tenant' }, { name: tenant, known });
    if (taken.has(id)) {
      problems.push(
        report([...path, 'id'], 'Another key has this id, so its signatures would be ambiguous.'),
      );
    }
    taken.add(id);
    if (models.length > 1 && models.includes('*')) {
      problems.push(report([...path, 'models'], '`*` stands alone, or names stand.'));
    }
  }
}
