/** Fields that several routes take, and what is true of a tenant that was named or left out. */
import { z } from 'zod';
import { KEY_PREFIX } from '../../identity/key-format.ts';
import type { KeyName } from '../../identity/keys.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { ControlParts } from './parts.ts';

const TENANT = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/)
  .describe('May be left out where there is only one tenant.');

export const tenantField = { tenant: TENANT.optional() };

/** WHY no pattern: an id that no key can have is one that no key has. */
export const keyIdField = { id: z.string().min(1).max(64).describe('With or without its prefix `ghk_`.') };

/** A principal, named by an operator. */
export const principalFields = {
  ...tenantField,
  kind: z.enum(['person', 'workload', 'agent']),
  id: z
    .string()
    .min(1)
    .max(256)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)
    .describe('Ids that differ in case alone stand and fall together.'),
};

/** The tenant that was meant. What is no longer configured can still be read. */
export function tenantOf(parts: ControlParts, named: string | undefined): Result<string> {
  if (named !== undefined) return ok(named);
  const tenants = parts.charter.tenants();
  const [only] = tenants;
  if (only !== undefined && tenants.length === 1) return ok(only);
  return failed(fault('control.invalid', `Say which tenant: ${tenants.join(', ')}.`));
}

/** The tenant that was meant, which must be configured: for what makes something new. */
export function activeTenant(parts: ControlParts, named: string | undefined): Result<string> {
  const tenant = tenantOf(parts, named);
  if (!tenant.ok || parts.charter.tenants().includes(tenant.value)) return tenant;
  return failed(fault('control.invalid', 'There is no such tenant in the active configuration.'));
}

/** Reads the ledger; a database that is away is a fault, not an empty answer. */
export async function reading<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (cause) {
    return failed(
      fault('evidence.unavailable', 'The database cannot be read right now. Try again.', {
        cause,
        retryAfterSeconds: 1,
      }),
    );
  }
}

/** A key by its id, with or without the prefix that it is shown with. */
export function keyNameOf(
  parts: ControlParts,
  { id, tenant: named }: { readonly id: string; readonly tenant: string | undefined },
): Result<KeyName> {
  const tenant = tenantOf(parts, named);
  return tenant.ok ? ok({ tenant: tenant.value, id: id.replace(KEY_PREFIX, '') }) : tenant;
}
