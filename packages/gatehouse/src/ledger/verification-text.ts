/** Tells in words what verification found. */
import { counted, printable } from './story-words.ts';
import type { Verification } from './verify.ts';

export function verificationText(found: Verification): string {
  const { ok, size, pending, head, verifierKey, problems, problemCount } = found;
  const more = problemCount - problems.length;
  const lines = [
    ok
      ? `The ledger is whole: ${counted(size, 'entry', 'entries')} under the signed head, each with its evidence.`
      : `The ledger was tampered with, or is damaged: ${counted(problemCount, 'problem')}.`,
    ...(pending === 0
      ? []
      : [`${counted(pending, 'entry', 'entries')} not sealed yet, which takes less than a second.`]),
    ...problems.map(({ kind, seq, tenant, crossing, message }) => {
      const where = [
        ...(seq === undefined ? [] : [`entry ${seq}`]),
        ...(tenant === undefined ? [] : [`tenant ${tenant}`]),
        ...(crossing === undefined ? [] : [crossing]),
      ].join(', ');
      return `  ${kind}${where === '' ? '' : ` (${where})`}: ${message}`;
    }),
    ...(more === 0 ? [] : [`  and ${counted(more, 'more problem', 'more problems')}.`]),
    `Verifier key: ${verifierKey}`,
  ];
  const text = lines.map(printable).join('\n');
  return head === undefined ? `${text}\n` : `${text}\n\n${head}`;
}
