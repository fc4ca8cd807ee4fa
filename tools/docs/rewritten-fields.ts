/** Generates the table of fields that the gate sets in requests, from the rows that set them. */
import { REWRITTEN_FIELDS as ANTHROPIC } from '../../packages/gatehouse/src/protocols/anthropic-messages/fields.ts';
import { REWRITTEN_FIELDS as OPENAI } from '../../packages/gatehouse/src/protocols/openai-chat/fields.ts';
import type { RewrittenField } from '../../packages/gatehouse/src/protocols/rewritten-fields.ts';

export const rewrittenFields = {
  path: 'docs/reference/rewritten-fields.md',
  render: () => `# Rewritten fields

Generated from \`packages/gatehouse/src/protocols/*/fields.ts\`; change it there and run \`npm run docs\`.

A request leaves as the bytes that came in: key order, white space and unknown fields survive. The gate changes
passages that have to be masked, and the fields below. It changes nothing else.

${table('OpenAI Chat Completions', OPENAI)}
${table('Anthropic Messages', ANTHROPIC)}`,
};

function table(title: string, rows: readonly RewrittenField[]): string {
  return `## ${title}

| field | what happens to it | why |
|---|---|---|
${rows.map(({ field, change, why }) => `| \`${field}\` | ${change} | ${why} |`).join('\n')}
`;
}
