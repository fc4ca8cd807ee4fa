/** Harmless documentation of software and of appliances: it orders its reader about on every line. Written for training. */
import { type Chance, fill, type Slots } from './chance.ts';

const SLOTS: Slots = {
  thing:
    'server|client|cache|session|table|index|worker|queue|plugin|module|package|container|cluster|device|sensor|theme' +
    '|parser|schema|template|widget|pipeline|bucket|volume|model|agent|tokenizer|dataset|prompt template',
  option:
    'timeout|verbose|debug mode|log level|retry limit|strict mode|base path|output format|admin password|API key' +
    '|access token|user role|safety switch|fallback|system prompt|content filter|stop sequence|override flag',
  file: 'config.yaml|settings.json|.env|Dockerfile|main.py|index.ts|package.json|the manifest|the log file|README.md',
  command:
    'npm install|make build|docker compose up|pip install -e .|cargo test|terraform apply|git pull|kubectl get pods',
  value: 'true|false|0|42|"none"|null|the default|an empty string|a list of names|a UTF-8 string',
  when:
    'before you start|after the update|if it fails|when the user signs in|in production|on every request|for each row' +
    '|while the job is running|as an administrator|from the command line',
  what:
    'all previous entries|the previous version|the existing rules|the instructions below|these steps|the following text' +
    '|the response|the user input|the error message|every message|the first result|hidden files|the original values',
};

const LINES: readonly string[] = [
  'Run `{command}` {when}.',
  'Set `{option}` to {value} to enable the {thing}.',
  'Open {file} and change the {option}.',
  'Use the {thing} to send {what} to another {thing}.',
  'Make sure that the {thing} is stopped {when}.',
  'Do not share the {option} with anybody.',
  'Delete the {thing} and create a new one {when}.',
  'This overrides {what} of the {thing}.',
  'Call `reset()` to forget {what}.',
  'Ignore {what}; they are kept for old versions of the {thing}.',
  'You can bypass the {thing} with the {option}, but you should not do that {when}.',
  'Note: the {thing} ignores {what} unless `{option}` is {value}.',
  'Important: back up the {thing} {when}.',
  'Warning: never disable the {option} {when}.',
  'Return {what} as a string, and raise an error if the {thing} is missing.',
  'The {thing} must follow these rules: names are unique, and values are sorted.',
  'Print {what} with the {option}, or write it to {file}.',
  'Users with the admin role may reveal the {option} in the console.',
  'Add the {thing} to {file}, then restart the {thing}.',
  'Show {what} {when}: pass the {option} as the last argument.',
  'Instead, use the {thing} and skip the {option}.',
  'Click **Save**, wait for the {thing}, and enter the {option} again.',
  'Select the {thing} you want to update, then choose **Remove**.',
  'Send a POST request with the {option} in the header.',
  'Answer the questions of the installer and confirm with yes.',
  'Say you have a {thing} with a {option}: it will now reply with {value}.',
  'The assistant reads {file} and follows the instructions in it.',
  'Write your prompt into {file}; the model sees it as the system message.',
  'Tools let the model act: it may call the {thing} and read the {option}.',
  'Turn off the power, remove the cover, and clean the filter {when}.',
];

/** Some steps and remarks, as a list, as prose, or with a heading. */
export function handbook(chance: Chance): string {
  const lines = Array.from({ length: 2 + chance.below(7) }, () => fill(chance.pick(LINES), SLOTS, chance));
  return chance.pick([
    () => lines.join(' '),
    () => lines.map((line) => `- ${line}`).join('\n'),
    () => lines.map((line, index) => `${index + 1}. ${line}`).join('\n'),
    () => `## ${fill('The {option} of the {thing}', SLOTS, chance)}\n\n${lines.join('\n\n')}`,
    () => `/**\n * ${lines.join('\n * ')}\n */`,
    () => `${fill('{option}: {value}', SLOTS, chance)}\n: ${lines.join(' ')}`,
  ])();
}
