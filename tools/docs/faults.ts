/** Generates the reference of fault codes from the table in the kernel. */
import { FAULTS } from '../../packages/gatehouse/src/kernel/faults.ts';

export const faults = {
  path: 'docs/reference/faults.md',
  render: () => `# Faults

Generated from \`packages/gatehouse/src/kernel/faults.ts\`; change it there and run \`npm run docs\`.

Every refusal and failure has one of these codes. They are public interface and never renamed. *Retry* says whether the
same request may succeed later without being changed.

| code | status | retry | what happened, and what to do |
|---|---|---|---|
${Object.entries(FAULTS)
  .map(
    ([code, { status, retryable, help }]) =>
      `| \`${code}\` | ${status} | ${retryable ? 'yes' : 'no'} | ${help} |`,
  )
  .join('\n')}
`,
};
