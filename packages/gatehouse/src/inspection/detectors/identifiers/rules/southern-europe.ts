/** Identifiers of Spain, Portugal, Italy, Greece and Turkey. */
import { hasDate, luhn, valueAt, weigh } from '../../../checks.ts';
import type { Rule } from '../rule.ts';

const SPAIN = 'https://sede.agenciatributaria.gob.es/Sede/censos-nif-domicilio-fiscal.html';
const VAT = 'partita iva, p iva, piva, iva, vat, codice fiscale';

export const SOUTHERN_EUROPE: readonly Rule[] = [
  {
    class: 'es_nif',
    source:
      'https://www.interior.gob.es/opencms/es/servicios-al-ciudadano/tramites-y-gestiones/dni/calculo-del-digito-de-control-del-nif-nie/',
    forms: ['99999999a', '99999999-a', '9999999-a', '99.999.999-a'],
    check: (value) => value.endsWith(letterOf(value.slice(0, -1))),
    alone: 0.6,
    context: 'dni, nif, documento nacional, identidad',
  },
  {
    class: 'es_nie',
    source:
      'https://www.interior.gob.es/opencms/es/servicios-al-ciudadano/tramites-y-gestiones/dni/calculo-del-digito-de-control-del-nif-nie/',
    forms: ['a9999999a', 'a9999999-a', 'a-9999999-a'],
    pattern: /^[XYZ]/,
    check: (value) => value.endsWith(letterOf('XYZ'.indexOf(value.charAt(0)) + value.slice(1, -1))),
    alone: 0.7,
    context: 'nie, extranjero, identificación de extranjero',
  },
  {
    class: 'es_cif',
    source: SPAIN,
    forms: ['a9999999*', 'a-9999999*', 'a-99999999'],
    check: isCif,
    alone: 0.4,
    context: 'cif, nif, identificación fiscal',
  },
  {
    class: 'es_passport',
    source: 'https://www.dnielectronico.es/PortalDNIe/',
    forms: ['aaa999999'],
    context: 'pasaporte, número de pasaporte, passport',
  },
  {
    class: 'pt_nif',
    source: 'https://info.portaldasfinancas.gov.pt/',
    forms: ['999999999', '999 999 999'],
    pattern: /^(?:[1-356]|45|7[0-24579]|8|9[0189])/,
    check: (value) => ((11 - (weigh(value, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 === valueAt(value, 8),
    alone: 'never',
    context: 'nif, contribuinte, número de contribuinte, nipc, identificação fiscal',
  },
  {
    class: 'it_fiscal_code',
    source:
      'https://www.agenziaentrate.gov.it/portale/web/guest/schede/istanze/richiesta-ts_cf/informazioni-codificazione-pf',
    forms: ['aaaaaa**a**a***a', 'AAA AAA **A** A***A'],
    // Digits can be letters where two people would have the same code (omocodia).
    pattern: /^[A-Z]{6}[\dLMNP-V]{2}[ABCDEHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]$/,
    check: isFiscalCode,
    alone: 0.9,
    context: 'codice fiscale, cf, tessera sanitaria',
  },
  {
    class: 'it_vat_code',
    source:
      'https://www.agenziaentrate.gov.it/portale/web/guest/schede/istanze/aa9_11-apertura-variazione-chiusura-pf',
    forms: ['99999999999', '99999999_999'],
    check: (value) => luhn(value),
    context: VAT,
  },
  {
    class: 'it_driver_license',
    source: 'https://www.ilportaledellautomobilista.it/',
    forms: ['aa9999999a', 'a9********'],
    pattern: /^(?:[A-Z]{2}\d{7}[A-Z]|U1[BCDFGHJ-NPRSTUWXYZ\d]{7}[A-Z])$/,
    context: 'patente, patente di guida, license, driving licence, driver license',
  },
  {
    class: 'it_passport',
    source: 'https://www.poliziadistato.it/articolo/passaporto',
    forms: ['aa9999999'],
    context: 'passaporto, numero passaporto, passport, italian passport',
  },
  {
    class: 'it_identity_card',
    source: 'https://www.cartaidentita.interno.gov.it/',
    forms: ['aa99999aa', '9999999aa', 'aa9999999', 'aa 9999999'],
    context:
      'carta d identità, carta d identita, carta di identità, carta di identita, carta identità, identity card, carta identita, cie',
  },
  {
    class: 'gr_amka',
    source: 'https://www.amka.gr/en/',
    forms: ['99999999999'],
    check: (value) => hasDate(value, 'dmy') && luhn(value),
    alone: 0.4,
    context: 'amka, αμκα, αριθμός μητρώου',
  },
  {
    class: 'gr_afm',
    source: 'https://www.aade.gr/en',
    forms: ['999999999'],
    check: (value) => (weigh(value, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === valueAt(value, 8),
    alone: 'never',
    context: 'afm, αφμ, α φ μ',
  },
  {
    class: 'tr_national_id',
    source: 'https://www.nvi.gov.tr/',
    forms: ['99999999999'],
    pattern: /^[1-9]/,
    check: isTurkish,
    alone: 0.5,
    context: 'tckn, tc kimlik, t c kimlik, kimlik, kimlik numarası, tc no, vatandaşlık',
  },
  {
    class: 'tr_license_plate',
    source: 'https://www.egm.gov.tr/',
    forms: ['99 A{1,3} 9{2,5}', '99A{1,3}9{2,5}'],
    pattern: /^(?:0[1-9]|[1-7]\d|8[01])(?:[A-PR-VYZ]\d{4,5}|[A-PR-VYZ]{2}\d{3,4}|[A-PR-VYZ]{1,3}\d{2,4})$/,
    context: 'plaka, plakası, plakali, plakalı, araç, plate, license plate',
  },
];

const SPANISH_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

function letterOf(digits: string): string {
  return SPANISH_LETTERS.charAt(Number(digits) % 23);
}

/** Luhn's sum over the digits; a letter for public bodies and foreign companies, a digit for others. */
function isCif(value: string): boolean {
  if (!/^[ABCDEFGHJNPQRSUVW]\d{7}[\dA-J]$/.test(value)) return false;
  const digit = [...'0123456789'].find((each) => luhn(value.slice(1, 8) + each));
  const last = value.charAt(8);
  const isLetter = 'JABCDEFGHI'.charAt(Number(digit)) === last;
  return /^[NPQRSW]/.test(value)
    ? isLetter
    : /^[ABEH]/.test(value)
      ? last === digit
      : last === digit || isLetter;
}

/** What characters at odd places count, from 0 and from A on (Decreto ministeriale of 23 December 1976). */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

function isFiscalCode(value: string): boolean {
  let sum = 0;
  for (let index = 0; index < 15; index += 1) {
    const place = valueAt(value, index);
    const ordinal = place > 9 ? place - 10 : place;
    sum += index % 2 === 0 ? (ODD[ordinal] ?? 0) : ordinal;
  }
  return (sum % 26) + 10 === valueAt(value, 15);
}

/** The 10th digit from the sums of odd and even places, the 11th from the sum of the ten before it. */
function isTurkish(value: string): boolean {
  const odd = weigh(value, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = weigh(value, [0, 1, 0, 1, 0, 1, 0, 1]);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  return tenth === valueAt(value, 9) && (odd + even + tenth) % 10 === valueAt(value, 10);
}
