/** What whoever calls a tool is told when its credential does not do. */
import { type Fault, fault } from '../../kernel/faults.ts';
import type { GrantOptions } from './grant-options.ts';

export function missing({ server, identity }: GrantOptions): Fault {
  return fault(
    'tool.credential',
    `There is no grant for "${server}", or it has ended; its subject can give one at ${startOf(identity)}`,
  );
}

export function tooNarrow({ server, identity }: GrantOptions, scope: string | undefined): Fault {
  const wanted =
    scope === undefined
      ? ''
      : `; it asks for: ${scope.replace(/[^\x21\x23-\x5b\x5d-\x7e ]/g, '').slice(0, 500)}.`;
  return fault(
    'tool.credential',
    `The grant for "${server}" covers too little; its subject can give a wider one at ${startOf(identity)}${wanted}`,
  );
}

export function unobtained(server: string, cause: unknown): Fault {
  return fault('tool.credential', `A grant for "${server}" could not be obtained.`, { cause });
}

/** Where the subject begins, in a browser. */
function startOf({ redirectUrl }: GrantOptions['identity']): string {
  return `${redirectUrl}/start`;
}
