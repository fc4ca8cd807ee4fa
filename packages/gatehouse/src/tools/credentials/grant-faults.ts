/** What whoever calls a tool is told when its credential does not do. */
import { type Fault, fault } from '../../kernel/faults.ts';

export function missing(server: string): Fault {
  return fault(
    'tool.credential',
    `There is no grant for "${server}", or it has ended; its subject has to give one.`,
  );
}

export function tooNarrow(server: string, scope: string | undefined): Fault {
  const wanted =
    scope === undefined
      ? ''
      : ` It asks for: ${scope.replace(/[^\x21\x23-\x5b\x5d-\x7e ]/g, '').slice(0, 500)}.`;
  return fault(
    'tool.credential',
    `The grant for "${server}" covers too little; its subject has to give a wider one.${wanted}`,
  );
}

export function unobtained(server: string, cause: unknown): Fault {
  return fault('tool.credential', `A grant for "${server}" could not be obtained.`, { cause });
}
