/** How the configuration speaks of a secret: it is named, never written. */
import { z } from 'zod';

/** `env` names a variable, `file` a file of mode 0600. */
export const secret = z.union([
  z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/) }),
  z.strictObject({ file: z.string().min(1) }),
]);

export type SecretName = z.infer<typeof secret>;
