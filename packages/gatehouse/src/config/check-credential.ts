/** Checks of a credential towards a tool: where it is asked for, and for whom. */
import { type Checking, expectKnown, objectionToUrl } from './checking.ts';
import type { CredentialSettings } from './credential-schema.ts';
import type { Path } from './problem.ts';

export function checkCredential(
  checking: Checking,
  path: Path,
  credential: CredentialSettings | undefined,
): void {
  if (credential === undefined || credential.kind === 'secret') return;
  const addresses =
    credential.kind === 'grant'
      ? credential.authorisation_servers.map((url, index) => ({ url, at: ['authorisation_servers', index] }))
      : [{ url: credential.token_endpoint, at: ['token_endpoint'] }];
  for (const { url, at } of addresses) {
    const message = objectionToUrl(url, credential.allow_private);
    if (message !== undefined) checking.problems.push(checking.report([...path, ...at], message));
  }
  if (!('list_as' in credential) || credential.list_as === undefined) return;
  const known = Object.keys(checking.settings.tenants);
  const place = { path: [...path, 'list_as', 'tenant'], what: 'tenant' };
  expectKnown(checking, place, { name: credential.list_as.tenant, known });
}
