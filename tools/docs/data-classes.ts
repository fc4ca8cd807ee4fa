/** Generates the reference of data classes, of the detectors that find them, and of what cannot be read. */
import type { Detector } from '../../packages/gatehouse/src/inspection/detector.ts';
import { FAMILIES } from '../../packages/gatehouse/src/inspection/detectors/all.ts';
import {
  CLASS_GROUPS,
  type ClassGroup,
  type ClassInfo,
} from '../../packages/gatehouse/src/kernel/classes/class.ts';
import { DATA_CLASSES } from '../../packages/gatehouse/src/kernel/classes.ts';
import { meaningOf, meaningOfFamily, type Rule, rulesOf } from './detector-rules.ts';

export const dataClasses = {
  path: 'docs/reference/data-classes.md',
  render: () => `# Data classes and detectors

Generated from \`packages/gatehouse/src/kernel/classes.ts\` and \`packages/gatehouse/src/inspection/detectors/\`; change it
there and run \`npm run docs\`. To see what is found in a text: [try the detectors](../how-to/try-the-detectors.md).

${Object.entries(CLASS_GROUPS)
  .map(([group, meaning]) => classesOf(group as ClassGroup, meaning))
  .join(
    '',
  )}A masked finding becomes its class in capitals and brackets: \`email\` becomes \`[EMAIL]\`. Findings that overlap become
one, named by the class that stands first in these tables.

## Detectors

A finding has a confidence from 0 to 1. From 0.5 on it counts as *found*; below it is only *unsure*: it has the form, but
nothing around it speaks for it. The *reach* is the most characters of a stream that a detector can keep waiting, because
they may still become a finding.

${Object.entries<readonly Detector[]>(FAMILIES)
  .map(([name, detectors]) => familyOf(name, detectors))
  .join('\n')}
## What is not read

Such content is \`opaque\`: it passes only where an access rule lists its kind under \`opaque\`, and the record says that it was
not inspected.

| kind | what it is |
|---|---|
| \`image\` | Images, inlined or fetched from a listed host. |
| \`audio\` | Audio in either direction. |
| \`document\` | Files such as PDF. Plain text documents are read. |
| \`tokens\` | Text as arrays of token numbers. |
| \`encrypted_reasoning\` | Reasoning that only its provider can read. |
`,
};

function classesOf(group: ClassGroup, meaning: string): string {
  const rows = Object.entries<ClassInfo>(DATA_CLASSES).filter(([, info]) => info.group === group);
  if (rows.length === 0) return '';
  return `## \`${group}\`

${meaning}

| class | what it is |
|---|---|
${rows.map(([name, info]) => `| \`${name}\` | ${info.meaning} |`).join('\n')}

`;
}

function familyOf(name: string, detectors: readonly Detector[]): string {
  const rules = rulesOf(name);
  return `### ${name}

${meaningOfFamily(name)}

| detector | finds | reach | how |
|---|---|---|---|
${detectors.map(rowOf).join('\n')}
${rules.length === 0 ? '' : rulesTable(rules)}`;
}

/** More classes than this are found by rules, which say them one by one. */
const CLASSES_SHOWN = 8;

function rowOf(detector: Detector): string {
  const shown = detector.classes.slice(0, CLASSES_SHOWN).map((name) => `\`${name}\``);
  const more = detector.classes.length - shown.length;
  const classes = shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
  return `| \`${detector.name}\` | ${classes} | ${detector.reach} | ${meaningOf(detector).replaceAll('|', '\\|')} |`;
}

function rulesTable(rules: readonly Rule[]): string {
  return `
<details><summary>Its ${rules.length} rules</summary>

| rule | class | written as | announced by | source |
|---|---|---|---|---|
${rules.map(ruleOf).join('\n')}

</details>
`;
}

const SHOWN = 6;

function ruleOf(rule: Rule): string {
  const announced = rule.names ?? (rule.context ?? '').split(',').map((words) => words.trim());
  const cells = [
    `\`${rule.id ?? rule.class}\``,
    `\`${rule.class}\``,
    some(rule.forms.map(code)),
    some(announced.filter((words) => words !== '').map(cell)),
    cell(rule.source),
  ];
  return `| ${cells.join(' | ')} |`;
}

function some(items: readonly string[]): string {
  const shown = items.slice(0, SHOWN).join(', ');
  return items.length > SHOWN ? `${shown}, …` : shown;
}

/** Text from a table, as it stands: no sign of it means anything to Markdown. */
function cell(text: string): string {
  return text.replace(/[|<>*_`[\]\\]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function code(text: string): string {
  return `<code>${cell(text.replaceAll('&', '&amp;'))}</code>`;
}
