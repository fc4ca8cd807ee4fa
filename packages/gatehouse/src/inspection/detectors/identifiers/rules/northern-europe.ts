/** Identifiers of the Nordic and the Baltic countries. */
import { hasDate, isDate, isUniform, luhn, rest, valueAt, weigh } from '../../../checks.ts';
import type { Rule } from '../rule.ts';

const PERSONAL: Omit<Rule, 'forms'> = {
  class: 'se_personnummer',
  source: 'https://www.skatteverket.se/privat/folkbokforing/personnummer.4.3810a01c150939e893f18c29.html',
  check: (value) => isSwedish(value.slice(-10)) && (value.length === 10 || /^(?:18|19|20)/.test(value)),
  context: 'personnummer, pnr, samordningsnummer, personal identity, swedish id, personal number',
};
const LATVIAN = 'personas kods, personas kodu, latvian id, personal code';
const BALTIC: Omit<Rule, 'class' | 'source' | 'context'> = {
  forms: ['99999999999'],
  pattern: /^[1-8]\d\d(?:0[1-9]|1[0-2])/,
  check: (value) => hasDate(value, 'ymd', 1) && isBaltic(value),
  alone: 0.45,
};

export const NORTHERN_EUROPE: readonly Rule[] = [
  { ...PERSONAL, forms: ['999999-9999', '999999+9999', '99999999-9999'], alone: 0.5 },
  { ...PERSONAL, forms: ['9999999999'] },
  { ...PERSONAL, forms: ['999999999999'], alone: 0.4 },
  {
    class: 'se_organisationsnummer',
    source:
      'https://www.skatteverket.se/foretag/drivaforetag/startaochregistrera/organisationsnummer.4.361dc8c15312eff6fd235d1.html',
    forms: ['999999-9999'],
    // The third digit is at least 2, so that no number is one of a person.
    pattern: /^[1-35-9]\d[2-9]/,
    check: luhn,
    alone: 0.45,
    context: 'organisationsnummer, orgnr, org nr, org nummer, företag, bolag',
  },
  {
    class: 'se_organisationsnummer',
    source:
      'https://www.skatteverket.se/foretag/drivaforetag/startaochregistrera/organisationsnummer.4.361dc8c15312eff6fd235d1.html',
    forms: ['9999999999'],
    pattern: /^[1-35-9]\d[2-9]/,
    check: luhn,
    context: 'organisationsnummer, orgnr, org nr, org nummer, företag, bolag',
  },
  {
    class: 'fi_personal_identity_code',
    source: 'https://dvv.fi/en/personal-identity-code',
    forms: ['999999a999*', '999999-999*', '999999+999*'],
    check: isFinnish,
    alone: 0.8,
    context: 'henkilötunnus, hetu, personbeteckning, personal identity code',
  },
  {
    class: 'dk_cpr',
    source: 'https://cpr.dk/cpr-systemet/opbygning-af-cpr-nummeret',
    forms: ['999999-9999'],
    // WHY no check digit: since 2007 there are numbers without.
    check: (value) => hasDate(value, 'dmy') && !isUniform(value.slice(6)),
    alone: 0.4,
    context: 'cpr, cpr nummer, cpr nr, personnummer',
  },
  {
    class: 'dk_cpr',
    source: 'https://cpr.dk/cpr-systemet/opbygning-af-cpr-nummeret',
    forms: ['9999999999'],
    check: (value) => hasDate(value, 'dmy') && !isUniform(value.slice(6)),
    context: 'cpr, cpr nummer, cpr nr, personnummer',
  },
  {
    class: 'no_fnr',
    source: 'https://www.skatteetaten.no/en/person/national-registry/identitetsnummer/fodselsnummer/',
    forms: ['99999999999', '999999 99999'],
    check: isNorwegian,
    alone: 0.6,
    context: 'fødselsnummer, fodselsnummer, fnr, personnummer, d nummer',
  },
  {
    ...BALTIC,
    class: 'ee_isikukood',
    source:
      'https://www.siseministeerium.ee/en/activities/population-procedures/personal-identification-code',
    context: 'isikukood, personal identification code, estonian id',
  },
  {
    ...BALTIC,
    class: 'lt_asmens_kodas',
    source: 'https://www.registrucentras.lt/en/',
    context: 'asmens kodas, personal code, lithuanian id',
  },
  {
    class: 'lv_personas_kods',
    source: 'https://www.pmlp.gov.lv/en/personal-identity-number',
    forms: ['999999-99999'],
    check: (value) => hasDate(value, 'dmy') && isLatvian(value),
    alone: 0.5,
    context: LATVIAN,
  },
  {
    // Since 2017, without a date.
    class: 'lv_personas_kods',
    source: 'https://www.pmlp.gov.lv/en/personal-identity-number',
    forms: ['999999-99999', '99999999999'],
    pattern: /^32/,
    alone: 'never',
    context: LATVIAN,
  },
];

/** Of a co-ordination number, the day counts 60 more. */
function isSwedish(value: string): boolean {
  const day = Number(value.slice(4, 6));
  return isDate(value.slice(0, 2), value.slice(2, 4), day > 60 ? day - 60 : day) && luhn(value);
}

/** The rest on division by 31, as one of 31 signs; the sign in the middle stands for the century. */
function isFinnish(value: string): boolean {
  const sign = value.length === 11 ? value.charAt(6) : '';
  if (!/^[A-FU-Y]?$/.test(sign) || !hasDate(value, 'dmy')) return false;
  const serial = value.slice(-4, -1);
  if (Number(serial) < 2) return false;
  return '0123456789ABCDEFHJKLMNPRSTUVWXY'.charAt(rest(value.slice(0, 6) + serial, 31)) === value.at(-1);
}

/** Two digits by MOD 11; of a D number the day counts 40 more. */
function isNorwegian(value: string): boolean {
  const day = Number(value.slice(0, 2));
  if (!isDate(value.slice(4, 6), Number(value.slice(2, 4)) % 40, day > 40 ? day - 40 : day)) return false;
  const first = (11 - (weigh(value, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
  const second = (11 - (weigh(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return first === valueAt(value, 9) && second === valueAt(value, 10);
}

/** MOD 11 with weights 1 to 9 and 1, and where that gives 10, with 3 to 9 and 1 to 3. */
function isBaltic(value: string): boolean {
  const first = weigh(value, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  const second = weigh(value, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
  return (first < 10 ? first : second % 10) === valueAt(value, 10);
}

function isLatvian(value: string): boolean {
  return (
    ((((1101 - weigh(value, [1, 6, 3, 7, 9, 10, 5, 8, 4, 2])) % 11) + 11) % 11) % 10 === valueAt(value, 10)
  );
}
