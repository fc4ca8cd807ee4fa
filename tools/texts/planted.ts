/** Made-up data with valid check digits and published forms, as it stands in real texts. */
import type { Chance } from './chance.ts';

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const MIXED = LOWER + UPPER + DIGITS;

const FIRST = [
  'Anna',
  'Jonas',
  'Maria',
  'Pedro',
  'Aylin',
  'Priya',
  'Chloe',
  'Marek',
  'Yuki',
  'Omar',
] as const;
const LAST = ['Becker', 'Rossi', 'Silva', 'Novak', 'Yilmaz', 'Sharma', 'Martin', 'Jansen', 'Tanaka'] as const;
const STREETS = ['Main Street', 'Oak Avenue', 'Mill Lane', 'Station Road'] as const;
const DOMAINS = ['example.com', 'example.org', 'mail.example.net', 'corp.example'] as const;

export function person(chance: Chance): string {
  return `${chance.pick(FIRST)} ${chance.pick(LAST)}`;
}

export function email(chance: Chance): string {
  return `${chance.pick(FIRST)}.${chance.pick(LAST)}${chance.below(1_000)}@${chance.pick(DOMAINS)}`.toLowerCase();
}

export function date(chance: Chance): string {
  return `${2015 + chance.below(12)}-${two(1 + chance.below(12))}-${two(1 + chance.below(28))}`;
}

export function time(chance: Chance): string {
  return `${two(chance.below(24))}:${two(chance.below(60))}:${two(chance.below(60))}`;
}

export function address(chance: Chance): string {
  return Array.from({ length: 4 }, () => chance.below(256)).join('.');
}

export function url(chance: Chance): string {
  return `https://www.${chance.pick(DOMAINS)}/${chance.text(LOWER, 6)}/${chance.text(MIXED, 8)}?id=${chance.below(99_999)}`;
}

/** Any kind of data that a message may hold. */
export function planted(chance: Chance): string {
  return chance.pick(KINDS)(chance);
}

const KINDS: readonly [(chance: Chance) => string, ...((chance: Chance) => string)[]] = [
  person,
  email,
  date,
  url,
  address,
  (chance) => `${chance.below(999) + 1} ${chance.pick(STREETS)}`,
  (chance) => `+49 30 ${chance.text(DIGITS, 7)}`,
  (chance) => `(${200 + chance.below(700)}) 555-0${chance.text(DIGITS, 3)}`,
  (chance) => paymentCard(chance),
  (chance) => iban(chance),
  (chance) => `${100 + chance.below(500)}-${two(10 + chance.below(80))}-${1_000 + chance.below(9_000)}`,
  (chance) => `AKIA${chance.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`,
  (chance) => `ghp_${chance.text(MIXED, 36)}`,
];

/** ISO/IEC 7812-1: the last digit is right by Luhn. */
function paymentCard(chance: Chance): string {
  const body = `4${chance.text(DIGITS, 14)}`;
  const sum = [...body].reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`.replace(/(\d{4})(?=\d)/g, '$1 ');
}

/** ISO 13616-1: a German account, right by modulo 97. */
function iban(chance: Chance): string {
  const account = chance.text(DIGITS, 18);
  const check = 98n - (BigInt(`${account}131400`) % 97n);
  return `DE${check.toString().padStart(2, '0')}${account}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
