/** Identifiers of the countries of Central and Eastern Europe, and of Kazakhstan. */
import { hasDate, isDate, mod11and10, rest, valueAt, weigh } from '../../../checks.ts';
import type { Rule } from '../rule.ts';

const NIP: Omit<Rule, 'forms'> = {
  class: 'pl_nip',
  source: 'https://www.podatki.gov.pl/en/tax-identification-number/',
  check: (value) => weigh(value, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === valueAt(value, 9),
  context: 'nip, numer identyfikacji podatkowej, podatkowej',
};
const CZECH: Omit<Rule, 'forms'> = {
  class: 'cz_rodne_cislo',
  source: 'https://www.mvcr.cz/clanek/rady-a-sluzby-dokumenty-rodne-cislo.aspx',
  check: isCzech,
  context: 'rodné číslo, rodne cislo, rč, birth number, rodného čísla',
};
const EMSO = 'emšo, emso, jmbg, matični broj, јмбг';

export const EASTERN_EUROPE: readonly Rule[] = [
  {
    class: 'pl_pesel',
    source: 'https://www.gov.pl/web/gov/czym-jest-numer-pesel',
    forms: ['99999999999'],
    check: isPesel,
    alone: 0.45,
    context: 'pesel, numer pesel',
  },
  { ...NIP, forms: ['999-999-99-99', '999-99-99-999'], alone: 0.6 },
  { ...NIP, forms: ['9999999999'] },
  {
    class: 'pl_regon',
    source: 'https://stat.gov.pl/en/',
    forms: ['999999999', '99999999999999'],
    check: isRegon,
    alone: 'never',
    context: 'regon',
  },
  {
    class: 'pl_id_card',
    source: 'https://www.gov.pl/web/gov/dowod-osobisty',
    forms: ['aaa999999', 'AAA 999999'],
    check: (value) => weigh(value, [7, 3, 1, 0, 7, 3, 1, 7, 3]) % 10 === valueAt(value, 3),
    context: 'dowód, dowód osobisty, dowodu, dowodu osobistego, id card',
  },
  { ...CZECH, forms: ['999999/9999'], alone: 0.7 },
  { ...CZECH, forms: ['999999/999', '9999999999'] },
  {
    class: 'ro_cnp',
    source: 'https://www.mai.gov.ro/',
    forms: ['9999999999999'],
    pattern: /^[1-9]/,
    check: (value) =>
      hasDate(value, 'ymd', 1) &&
      (weigh(value, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11) % 10 === valueAt(value, 12),
    alone: 0.45,
    context: 'cnp, cod numeric personal, codul numeric',
  },
  {
    class: 'bg_egn',
    source: 'https://www.grao.bg/',
    forms: ['9999999999'],
    check: (value) => {
      const month = Number(value.slice(2, 4)) % 20;
      return (
        isDate(value.slice(0, 2), month, value.slice(4, 6)) &&
        (weigh(value, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === valueAt(value, 9)
      );
    },
    context: 'егн, egn, единен граждански номер',
  },
  {
    class: 'hu_taj',
    source: 'https://www.neak.gov.hu/',
    forms: ['999 999 999', '999999999'],
    check: (value) => weigh(value, [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === valueAt(value, 8),
    alone: 'never',
    context: 'taj, taj szám, taj szama, társadalombiztosítási',
  },
  {
    class: 'hr_oib',
    source: 'https://www.porezna-uprava.hr/HR_OIB/',
    forms: ['99999999999'],
    check: mod11and10,
    alone: 'never',
    context: 'oib, osobni identifikacijski broj',
  },
  {
    class: 'si_emso',
    source: 'https://www.gov.si/en/topics/central-population-register/',
    forms: ['9999999999999'],
    check: (value) => {
      const digit = (11 - (weigh(value, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
      return (
        isDate(`${value[4] === '0' ? 2 : 1}${value.slice(4, 7)}`, value.slice(2, 4), value.slice(0, 2)) &&
        digit === valueAt(value, 12)
      );
    },
    alone: 0.45,
    context: EMSO,
  },
  {
    class: 'ru_snils',
    source: 'https://sfr.gov.ru/en/',
    forms: ['999-999-999 99', '999-999-999-99'],
    check: isSnils,
    alone: 0.9,
    context: 'снилс, snils, страховой номер',
  },
  {
    class: 'ru_snils',
    source: 'https://sfr.gov.ru/en/',
    forms: ['99999999999', '999 999 999 99'],
    check: isSnils,
    alone: 'never',
    context: 'снилс, snils, страховой номер',
  },
  {
    class: 'ru_inn',
    source: 'https://www.nalog.gov.ru/eng/',
    forms: ['9999999999', '999999999999'],
    check: isInn,
    context: 'инн, inn, идентификационный номер',
  },
  {
    class: 'ua_rnokpp',
    source: 'https://tax.gov.ua/en/',
    forms: ['9999999999'],
    check: (value) =>
      (((weigh(value, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) + 11) % 11) % 10 === valueAt(value, 9),
    alone: 'never',
    context: 'рнокпп, іпн, ипн, ідентифікаційний код, rnokpp',
  },
  {
    class: 'kz_iin',
    source: 'https://egov.kz/cms/en/articles/iin_info',
    forms: ['999999999999'],
    pattern: /^\d{6}[0-6]/,
    check: isKazakh,
    alone: 0.4,
    context: 'иин, iin, жсн, жеке сәйкестендіру',
  },
];

/** The month tells the century by 20 for each from 1900 on, and by 80 for the 19th. */
function isPesel(value: string): boolean {
  const month = Number(value.slice(2, 4)) % 20;
  const sum = weigh(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]);
  return isDate(value.slice(0, 2), month, value.slice(4, 6)) && sum % 10 === 0;
}

function isRegon(value: string): boolean {
  const first = (weigh(value, [8, 9, 2, 3, 4, 5, 6, 7]) % 11) % 10 === valueAt(value, 8);
  if (value.length === 9 || !first) return first;
  return (weigh(value, [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]) % 11) % 10 === valueAt(value, 13);
}

/** Divisible by 11; for women the month counts 50 more, and from 2004 on 20 more where a day runs out of numbers. */
function isCzech(value: string): boolean {
  const month = (Number(value.slice(2, 4)) % 50) % 20;
  if (!isDate(value.slice(0, 2), month, value.slice(4, 6))) return false;
  if (value.length === 9) return Number(value.slice(0, 2)) < 54;
  return rest(value, 11) === 0 || (rest(value.slice(0, 9), 11) === 10 && value.endsWith('0'));
}

/** The sum with weights 9 to 1, and of that the rest on division by 101; 100 counts as 0. */
function isSnils(value: string): boolean {
  const check = (weigh(value, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100;
  return check === Number(value.slice(9));
}

function isInn(value: string): boolean {
  const digit = (weights: readonly number[]) =>
    (weigh(value, weights) % 11) % 10 === valueAt(value, weights.length);
  if (value.length === 10) return digit([2, 4, 10, 3, 5, 9, 4, 6, 8]);
  return digit([7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) && digit([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]);
}

function isKazakh(value: string): boolean {
  const first = weigh(value, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
  const second = weigh(value, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11;
  return hasDate(value, 'ymd') && (first < 10 ? first : second) === valueAt(value, 11);
}
