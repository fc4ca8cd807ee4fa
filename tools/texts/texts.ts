/** Texts as they cross a gate: prose in several languages, code, JSON, logs and e-mails; no two are alike. */
import type { Chance } from './chance.ts';
import { address, date, email, person, planted, time, url } from './planted.ts';
import { ENGLISH, type Language, OTHERS } from './words.ts';

/** A text of at least so many characters; `planted` data stands in it now and then. */
export function mixedText(chance: Chance, length: number): string {
  return filled(chance, length, chance.pick(KINDS));
}

export function englishText(chance: Chance, length: number): string {
  return filled(chance, length, (each) => paragraph(each, ENGLISH));
}

/** By how often each is met. */
const KINDS: readonly [(chance: Chance) => string, ...((chance: Chance) => string)[]] = [
  (chance) => paragraph(chance, ENGLISH),
  (chance) => paragraph(chance, ENGLISH),
  (chance) => paragraph(chance, ENGLISH),
  (chance) => paragraph(chance, chance.pick(OTHERS)),
  (chance) => paragraph(chance, chance.pick(OTHERS)),
  code,
  code,
  record,
  record,
  logs,
  message,
];

function filled(chance: Chance, length: number, part: (chance: Chance) => string): string {
  const parts: string[] = [];
  for (let total = 0; total < length; ) {
    const next = part(chance);
    parts.push(next);
    total += next.length;
  }
  return parts.join('\n');
}

function paragraph(chance: Chance, language: Language): string {
  return `${Array.from({ length: 3 + chance.below(5) }, () => sentence(chance, language)).join('')}\n`;
}

function sentence(chance: Chance, { words, space, stop }: Language): string {
  const said = Array.from({ length: 6 + chance.below(14) }, () => word(chance, words));
  if (chance.below(6) === 0) said[chance.below(said.length)] = planted(chance);
  if (chance.below(3) === 0) said[0] = `${said[0]},`;
  const text = said.join(space);
  return text.charAt(0).toUpperCase() + text.slice(1) + stop;
}

/** The earlier words of a list are the more frequent ones. */
function word(chance: Chance, words: readonly [string, ...string[]]): string {
  return words[Math.floor(words.length * chance.next() ** 2)] ?? words[0];
}

function name(chance: Chance): string {
  const [first, second] = [word(chance, ENGLISH.words), word(chance, ENGLISH.words)];
  return first + second.charAt(0).toUpperCase() + second.slice(1);
}

function code(chance: Chance): string {
  const lines = Array.from({ length: 4 + chance.below(6) }, () => {
    const [target, source, field] = [name(chance), name(chance), name(chance)];
    return chance.pick([
      `  const ${target} = await ${source}.${field}(${chance.below(1_000)}, '${word(chance, ENGLISH.words)}');`,
      `  if (${target} !== undefined && ${source}.length > 0x${chance.below(65_536).toString(16)}) {`,
      `    return ${target}.map((${source}) => ({ ...${source}, ${field}: ${chance.next().toFixed(4)} }));`,
      `  // ${sentence(chance, ENGLISH).trim()}`,
      `  ${target}[${chance.below(64)}] ??= "${chance.text('0123456789abcdef', 40)}";`,
    ]);
  });
  return `export function ${name(chance)}(${name(chance)}: string): void {\n${lines.join('\n')}\n}\n`;
}

function record(chance: Chance): string {
  return JSON.stringify({
    id: `ord_${chance.text('0123456789abcdef', 12)}`,
    created_at: `${date(chance)}T${time(chance)}Z`,
    amount: chance.below(100_000) / 100,
    status: word(chance, ENGLISH.words),
    customer: { name: person(chance), email: email(chance), vip: chance.below(2) === 1 },
    items: Array.from({ length: 1 + chance.below(4) }, () => ({
      sku: chance.below(1_000_000),
      title: sentence(chance, ENGLISH).trim(),
    })),
  });
}

function logs(chance: Chance): string {
  return Array.from({ length: 4 + chance.below(8) }, () => {
    const level = chance.pick(['INFO', 'INFO', 'INFO', 'WARN', 'ERROR']);
    const id = chance.text('0123456789abcdef', 32);
    const head = `${date(chance)}T${time(chance)}.${chance.below(1_000)}Z ${level} [worker-${chance.below(16)}]`;
    return `${head} ${address(chance)} "GET /${name(chance)}/${chance.below(9_999)} HTTP/1.1" ${200 + chance.below(300)} ${chance.below(90_000)} trace=${id}`;
  }).join('\n');
}

function message(chance: Chance): string {
  const [from, to] = [person(chance), person(chance)];
  const body = Array.from({ length: 2 + chance.below(3) }, () => paragraph(chance, ENGLISH)).join('\n');
  return `From: ${from} <${email(chance)}>\nTo: ${to} <${email(chance)}>\nDate: ${date(chance)} ${time(chance)}\nSubject: ${sentence(chance, ENGLISH).trim()}\n\nHi ${to.split(' ')[0]},\n\n${body}\nSee ${url(chance)}\n\nBest,\n${from}\n`;
}
