/** Generates the reference of data classes and detectors, and of what cannot be read. */
import { DETECTORS } from '../../packages/gatehouse/src/inspection/detectors/all.ts';
import { DATA_CLASSES } from '../../packages/gatehouse/src/kernel/classes.ts';

export const dataClasses = {
  path: 'docs/reference/data-classes.md',
  render: () => `# Data classes and detectors

Generated from \`packages/gatehouse/src/kernel/classes.ts\` and \`packages/gatehouse/src/inspection/detectors/\`; change it
there and run \`npm run docs\`.

| class | group | what it is |
|---|---|---|
${Object.entries(DATA_CLASSES)
  .map(([name, { group, meaning }]) => `| \`${name}\` | ${group} | ${meaning} |`)
  .join('\n')}

A masked finding becomes its class in capitals and brackets: \`email\` becomes \`[EMAIL]\`.

## Detectors

The *reach* is the most characters of a stream that a detector can keep waiting, because they may still become a finding.

| detector | finds | reach |
|---|---|---|
${DETECTORS.map((one) => `| \`${one.name}\` | ${one.classes.map((name) => `\`${name}\``).join(', ')} | ${one.reach} |`).join('\n')}

These are patterns with check digits and published prefixes. They find what has the form; they do not understand text.
Names, addresses, health data and free-form secrets are not found.

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
