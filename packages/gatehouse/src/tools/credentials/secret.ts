/** A credential that the configuration names: one header for every caller, or none at all. */
import { fault } from '../../kernel/faults.ts';
import { failed, ok } from '../../kernel/result.ts';
import type { ToolCredential } from './credential.ts';

export interface SecretHeader {
  /** Lower-case. */
  readonly header: string;
  /** Stands before the secret, such as `Bearer `. */
  readonly prefix: string;
  /** Read anew for each call, so that a rotated secret takes effect; undefined when it is not there. */
  readonly read: () => string | undefined;
}

/** Without a header the tool is asked without a credential. */
export function secretCredential(secret: SecretHeader | undefined): ToolCredential {
  return {
    personal: false,
    async headersFor() {
      if (secret === undefined) return ok({});
      const value = secret.read();
      // WHY printable ASCII: anything else could end the header and begin another (RFC 9110 section 5.5).
      if (value === undefined || !/^[\x20-\x7e]+$/.test(value)) return failed(MISSING);
      return ok({ [secret.header]: secret.prefix + value });
    },
    async refused() {
      return failed(REFUSED);
    },
  };
}

const MISSING = fault('tool.credential', 'The credential that is configured for this tool is not there.');
const REFUSED = fault(
  'tool.credential',
  'The tool does not accept the credential that is configured for it.',
);
