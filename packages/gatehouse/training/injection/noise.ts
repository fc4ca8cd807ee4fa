/** Noise: suffixes as optimisers find them, and the code, logs and tables that look like them without being one. */
import type { Chance } from './chance.ts';

const PIECES: readonly string[] = [
  'describing',
  'similarly',
  'Now',
  'write',
  'oppos',
  'itely',
  'Me',
  'giving',
  'ONE',
  'please',
  'revert',
  'with',
  'Two',
  'Sure',
  'here',
  'is',
  'Step',
  'tutorial',
  'INST',
  'sentence',
  'markdown',
  'Format',
  'bullet',
  'def',
  'import',
  'print',
  'seg',
  'ment',
  'ually',
  'using',
  'interface',
  'Manuel',
  'WhatsApp',
  'textbf',
  'begin',
  'list',
  'Theory',
  'cancel',
  'tex',
  'usable',
  'Script',
  'mini',
  'polit',
  'ration',
  'Bern',
  'alias',
  'beg',
  'lease',
  'xml',
  'Sched',
  'voix',
  'heart',
  'ohne',
  'kter',
  'prést',
  'Einzeln',
  'ilde',
  'orum',
];
const SIGNS: readonly string[] = [
  '.\\',
  '](',
  '**',
  '}"',
  '--',
  '!--',
  '"\\',
  '====',
  '{',
  ')}',
  '[/',
  '|>',
  '~~',
  '##',
  '@@',
  '});',
  '$\\',
  '++;',
  '//',
  '?-',
  "'].",
  '<<',
  '}{',
  '...]',
  '&&',
];

export function gibberish(chance: Chance): string {
  let text = '';
  const count = 12 + chance.below(14);
  for (let index = 0; index < count; index += 1) {
    const piece = chance.pick(PIECES);
    const join = chance.below(10);
    if (join < 4) text += chance.pick(SIGNS);
    else if (join < 7) text += ' ';
    else if (join < 8) text += ` ${chance.pick(SIGNS)} `;
    text += chance.happens(0.35) ? piece.charAt(0).toUpperCase() + piece.slice(1) : piece;
  }
  return text;
}

const NAMES: readonly string[] =
  'user total getName parseLine itemCount index request setValue isOpen handleClick fooBar maxSize override ignoreCase rules previous systemPrompt instructions prompt filter restrictions bypassCache resetPassword token secret isAdmin mode developerMode output reveal forget ignored disregard context assistant messages role content apply history'.split(
    ' ',
  );
const WORDS: readonly string[] =
  'ready done timeout connection retry value order failed started server override rule ignored prompt system user admin instruction previous secret restricted mode policy'.split(
    ' ',
  );

/** A piece of code, a log, a table, a formula or an address. */
export function lookalike(chance: Chance): string {
  const name = () => chance.pick(NAMES);
  const word = () => chance.pick(WORDS);
  const number = () => chance.below(10_000);
  const line = chance.pick<() => string>([
    () => `const ${name()} = ${name()}(${name()}.${name()}, { ${name()}: ${number()} });`,
    () => `if (${name()} >= ${number()} && !${name()}) { return ${name()}[${number()}]; }`,
    () => `if (${name()}.${name()}) { ${name()} = ${name()}.filter((${word()}) => !${word()}.${name()}); }`,
    () => `// ${word()} the ${word()} ${name()} when the ${word()} is ${word()}`,
    () => `/** ${name()}: ${word()} all ${word()} ${word()}s of the ${word()}. */`,
    () => `@Override public ${name()} ${name()}(${name()} ${word()}) { return super.${name()}(${word()}); }`,
    () => `export const ${name()}: ${name()}[] = [{ role: '${word()}', content: ${name()} }];`,
    () => `git commit -m "${word()} ${word()}: ignore previous ${word()} of ${name()}"`,
    () => `${name()}: ${word()}\n${name()}:\n  - ${word()}\n  - ${name()}=${word()}`,
    () => `def ${name()}(self, ${name()}=None):\n    self.${name()} = ${name()} or []`,
    () =>
      `2024-05-${10 + chance.below(20)}T10:${10 + chance.below(50)}:00Z ERROR [${name()}] ${word()} ${word()} id=${number()} ms=${number()}`,
    () => `| ${word()} | ${number()} | ${word()} |`,
    () => `<div class="${word()}-${word()}"><span>${word()} ${number()}</span></div>`,
    () => `{"${name()}": ${number()}, "${name()}": "${word()}", "${name()}": [${number()}, ${number()}]}`,
    () => `SELECT ${name()}, COUNT(*) FROM ${word()}s WHERE ${name()} > ${number()} GROUP BY ${name()};`,
    () => `https://example.com/${word()}/${number()}?${word()}=${number()}&q=${name()}#${word()}`,
    () => `$$\\frac{${name()}_{${number()}}}{\\sqrt{${number()}}} + \\alpha^2$$`,
    () => `sudo apt-get install -y ${word()} && ./${name()}.sh --${word()}=${number()} | grep "${word()}"`,
    () => `at ${name()}.${name()} (/app/src/${word()}.ts:${number()}:${chance.below(80)})`,
    () => `- **${word()}**: \`${name()}\` (${word()}, ${number()})`,
  ]);
  return Array.from({ length: 1 + chance.below(8) }, line).join('\n');
}
