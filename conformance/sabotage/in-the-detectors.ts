/** Breaks of detection itself: each family switched off, and what happens with findings left undone. */
import type { Sabotage } from './sabotage.ts';

/** A family of detectors that finds nothing any more. */
function blind(family: string, cells: RegExp): Sabotage {
  return {
    name: `the family ${family} finds nothing`,
    file: 'inspection/detectors/all.ts',
    find: `  ${family}: ${family.toUpperCase()},`,
    put: `  ${family}: ${family.toUpperCase()}.slice(${family.toUpperCase()}.length),`,
    why: 'A detector that is there and never asked.',
    cells,
  };
}

export const IN_THE_DETECTORS: readonly Sabotage[] = [
  blind('secrets', /block in request/),
  blind('identifiers', /a card in a text/),
  blind('contact', /mask in request/),
  blind('people', /name of a person/),
  blind('injection', /injection in request/),
  blind('output', /exfiltration in answer/),
  blind('placeholders', /restore in answer .* tool arguments/),
  {
    name: 'encoded text is not decoded',
    file: 'inspection/detectors/all.ts',
    find: 'layersOf(',
    put: '((inner: readonly Detector[]) => inner.slice(inner.length))(',
    why: 'Base64 is no secret.',
    cells: /encoded/,
  },
  {
    name: 'data is restored into addresses',
    file: 'inspection/detectors/placeholders/all.ts',
    find: 'if (!known.has(match[0]) || isInAddress(text, start)) continue;',
    put: 'if (!known.has(match[0]) || (isInAddress(text, start) && text === match[0])) continue;',
    why: 'The gate itself would write the data into the address that carries it away.',
    cells: /never in an address/,
  },
  {
    name: 'data is restored for whoever reads',
    file: 'gate/treat.ts',
    find: "  return signed || replaces(asked) ? 'leave' : 'restore';",
    put: "  return signed && replaces(asked) ? 'leave' : 'restore';",
    why: 'The rule that masks answers counts for restored data as well.',
    cells: /plain .* not for a reader/,
  },
  {
    name: 'data is restored for whoever reads, in streams',
    file: 'gate/answer-stream.ts',
    find: 'PLACEHOLDER ? isReplaced || delta.signed : !isReplaced',
    put: 'PLACEHOLDER ? isReplaced && delta.signed : !isReplaced',
    why: 'The same, in pieces.',
    cells: /streamed .* not for a reader/,
  },
  {
    name: 'rules for a place hold everywhere',
    file: 'gate/label.ts',
    find: 'return marksOf(finding.class, role, verdictOf(finding));',
    put: "return marksOf(finding.class, role === 'user' ? 'tool' : role, verdictOf(finding));",
    why: 'Whose voice it is decides.',
    cells: /rule for a place .* user text/,
  },
];
