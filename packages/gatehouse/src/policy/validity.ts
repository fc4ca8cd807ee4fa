/** What the Cedar validator says that must keep a policy from becoming active. */
import type { ValidationAnswer } from '@cedar-policy/cedar-wasm/nodejs';

/**
 * Warnings refuse too: a policy that can never apply is a rule that somebody believes in, and hidden characters
 * deceive whoever reviews it. WHY one is let through: names of people do mix scripts.
 */
const HARMLESS = /contains mixed scripts$/;

export function refusals(answer: ValidationAnswer): string[] {
  if (answer.type === 'failure') return answer.errors.map((error) => `${error.message}.`);
  const warnings = [
    ...answer.validationWarnings.map(({ error }) => error.message),
    ...answer.otherWarnings.map((error) => error.message),
  ];
  return [
    ...answer.validationErrors.map(({ error }) =>
      error.help === null ? `${error.message}.` : `${error.message}; ${error.help}`,
    ),
    ...warnings.filter((message) => !HARMLESS.test(message)).map((message) => `${message}.`),
  ];
}
