/** Checks of the servers of tools: addresses, names that could be taken for one another, and reviews that are due. */
import { skeletonOf } from '../kernel/look-alikes.ts';
import { checkCredential } from './check-credential.ts';
import { type Checking, objectionToUrl } from './checking.ts';

export function checkTools(checking: Checking, today: string): void {
  const { settings, report, problems, warnings } = checking;
  const alike = new Map<string, string>();
  for (const [id, server] of Object.entries(settings.tools.servers)) {
    const path = ['tools', 'servers', id];
    const twin = alike.get(skeletonOf(id));
    if (twin !== undefined) {
      problems.push(report(path, `The name looks like "${twin}", so their tools could be confused.`));
    }
    alike.set(skeletonOf(id), id);
    for (const key of ['url', 'base_url'] as const) {
      const url = (server as Partial<Record<typeof key, string>>)[key];
      const message = objectionToUrl(url, 'allow_private' in server && server.allow_private);
      if (message !== undefined) problems.push(report([...path, key], message));
    }
    if ('credential' in server) checkCredential(checking, [...path, 'credential'], server.credential);
    if (server.review < today) {
      warnings.push(report([...path, 'review'], `Server ${id} was due for review on ${server.review}.`));
    }
  }
}
