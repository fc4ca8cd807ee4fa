/** Identifiers of Germany. */
import { hasDate, mod11and10, valueAt, weigh, weighDigits } from '../../../checks.ts';
import type { Rule } from '../rule.ts';

const TAX_NUMBER = 'steuernummer, steuernr, st nr, stnr, steuer nr, finanzamt, tax number';
const PASSPORT: Omit<Rule, 'forms'> = {
  class: 'de_passport',
  source:
    'https://www.bmi.bund.de/DE/themen/moderne-verwaltung/ausweise-und-paesse/ausweise-und-paesse-node.html',
  context: 'reisepass, reisepassnummer, pass, passnummer, passport, passport number',
};
const ID_CARD: Omit<Rule, 'forms'> = {
  class: 'de_id_card',
  source:
    'https://www.personalausweisportal.de/Webs/PA/DE/buergerinnen-und-buerger/der-personalausweis/der-personalausweis-node.html',
  context:
    'personalausweis, ausweis, ausweisnummer, personalausweisnummer, ausweisnr, id card, identity card',
};
const DRIVER =
  'führerschein, fuehrerschein, führerscheinnummer, fuehrerscheinnummer, fahrerlaubnis, driving licence';

export const GERMANY: readonly Rule[] = [
  {
    class: 'de_tax_id',
    source:
      'https://www.bzst.de/DE/Privatpersonen/SteuerlicheIdentifikationsnummer/steuerlicheidentifikationsnummer_node.html',
    forms: ['99999999999', '99 999 999 999'],
    // No digit stands four times among the first ten.
    pattern: /^(?=[1-9])(?!\d*(\d)(?:\d*\1){3}\d+$)/,
    check: mod11and10,
    context:
      'steuer id, steueridentifikationsnummer, steuerliche identifikationsnummer, identifikationsnummer, idnr, steuer idnr, tin, tax id, steuerid',
  },
  {
    class: 'de_tax_number',
    source: 'https://www.elster.de/eportal/helpGlobal?themaGlobal=wo_ist_meine_steuernummer_eop',
    forms: ['99/999/99999', '999/999/99999', '99/9999/9999', '999/9999/9999'],
    alone: 0.4,
    context: TAX_NUMBER,
  },
  {
    class: 'de_tax_number',
    source: 'https://www.elster.de/eportal/helpGlobal?themaGlobal=wo_ist_meine_steuernummer_eop',
    forms: ['9999999999999', '99 999 99999', '999 999 99999'],
    pattern: /^(?:(?:0[1-9]|1[0-6])\d{11}|\d{10,11})$/,
    context: TAX_NUMBER,
  },
  {
    class: 'de_vat_id',
    source:
      'https://www.bzst.de/DE/Unternehmen/Identifikationsnummern/Umsatzsteuer-Identifikationsnummer/umsatzsteuer-identifikationsnummer_node.html',
    forms: ['aa999999999', 'aa 999 999 999', 'aa 999999999', 'aa999 999 999', 'aa 999-999.999'],
    pattern: /^DE[1-9]/,
    check: (value) => mod11and10(value.slice(2)),
    alone: 0.8,
    context:
      'ust id, ust idnr, ustid, ustidnr, umsatzsteuer, umsatzsteuer identifikationsnummer, vat, vat id',
  },
  {
    class: 'de_social_security',
    source: 'https://www.gesetze-im-internet.de/vkvv/__2.html',
    forms: ['99999999a999', '99 999999 a 999', '99 999999 a 99 9'],
    check: isPensionNumber,
    alone: 0.8,
    context:
      'sozialversicherungsnummer, sozialversicherung, versicherungsnummer, rentenversicherungsnummer, rentenversicherung, svnr, rvnr, sv nummer',
  },
  {
    class: 'de_health_insurance',
    source: 'https://www.gkv-datenaustausch.de/kvnr/kvnr.jsp',
    forms: ['a999999999'],
    check: isInsured,
    alone: 0.4,
    context:
      'krankenversichertennummer, krankenversicherung, versichertennummer, kvnr, egk, egk nummer, gesundheitskarte, krankenkasse',
  },
  { ...PASSPORT, forms: ['*********'], pattern: /^[CFGHJKLMNPRTVWXYZ]/, check: isSerial },
  {
    ...PASSPORT,
    forms: ['*********', '**********'],
    pattern: /^[CFGHJK]/,
    check: isMachineReadable,
    alone: 'never',
  },
  { ...ID_CARD, forms: ['*********'], pattern: /^[LMNPRTVWXY]/, check: isSerial },
  {
    ...ID_CARD,
    forms: ['*********', '**********'],
    pattern: /^[LMNPRTVWXY]/,
    check: isMachineReadable,
    alone: 'never',
  },
  { ...ID_CARD, forms: ['a99999999'], pattern: /^T/ },
  {
    class: 'de_fuehrerschein',
    source: 'https://www.gesetze-im-internet.de/fev_2010/anlage_8.html',
    forms: ['aa99999999*', '*99******9*'],
    pattern: /^[A-Z]/,
    context: DRIVER,
  },
  {
    class: 'de_kfz',
    source: 'https://www.gesetze-im-internet.de/fzv_2023/anlage_1.html',
    forms: ['A{1,3} A{1,2} 9{1,4}', 'A{1,3} A{1,2} 9{1,4}*', 'A{1,3}-A{1,2} 9{1,4}', 'A{1,3}-A{1,2} 9{1,4}*'],
    pattern: /^(?=.{4,10}$)[A-Z]{2,5}[1-9]\d{0,3}[EH]?$/,
    context:
      'kennzeichen, kfz, kfz kennzeichen, nummernschild, autokennzeichen, fahrzeug, license plate, plate',
  },
  {
    class: 'de_handelsregister',
    source: 'https://www.gesetze-im-internet.de/hrv/__13.html',
    forms: ['AAA 9{1,6}', 'AAA9{1,6}', 'AAA 9{1,6} A'],
    pattern: /^HR[AB][1-9]/,
    alone: 0.7,
    context: 'handelsregister, handelsregisternummer, amtsgericht, registergericht',
  },
  {
    class: 'de_bsnr',
    source: 'https://www.kbv.de/html/2799.php',
    forms: ['999999999'],
    context: 'bsnr, betriebsstättennummer, betriebsstaettennummer, betriebsstätte, praxis, nbsnr',
  },
  {
    class: 'de_lanr',
    source: 'https://www.kbv.de/html/2799.php',
    forms: ['999999999'],
    check: (value) => (10 - (weigh(value, [4, 9, 4, 9, 4, 9]) % 10)) % 10 === valueAt(value, 6),
    context: 'lanr, arztnummer, lebenslange arztnummer, vertragsarzt, arzt',
  },
];

/** The number of the office, the date of birth, the initial of the name, a serial number and a check digit (VKVV, section 2). */
function isPensionNumber(value: string): boolean {
  const letter = String(valueAt(value, 8) - 9).padStart(2, '0');
  const digits = value.slice(0, 8) + letter + value.slice(9);
  const sum = weighDigits(digits, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]);
  return hasDate(value, 'dmy', 2) && OFFICES.has(value.slice(0, 2)) && sum % 10 === valueAt(digits, 12);
}

const OFFICES = new Set(
  '02 03 04 08 09 10 11 12 13 14 15 16 17 18 19 20 21 23 24 25 26 28 29 38 39 40 42 43 44 48 49 50 51 52 53 54 56 57 59 60 61 63 64 65 66 68 69 78 79 80 81 82 89'.split(
    ' ',
  ),
);

function isInsured(value: string): boolean {
  const digits = String(valueAt(value, 0) - 9).padStart(2, '0') + value.slice(1);
  return weighDigits(digits, [1, 2, 1, 2, 1, 2, 1, 2, 1, 2]) % 10 === valueAt(digits, 10);
}

/** The signs of serial numbers: no vowels, and no letters that look like digits or each other. */
const SERIAL = /^(?=.*\d.*\d)[CFGHJKLMNPRTVWXYZ\d]{8}\d$/;

/** Nine signs, the last of which is the check of the others. */
function isSerial(value: string): boolean {
  return SERIAL.test(value) && weigh(value, [7, 3, 1, 7, 3, 1, 7, 3]) % 10 === valueAt(value, 8);
}

/** Nine signs, and the check of machine-readable documents: weights 7, 3, 1 (ICAO Doc 9303, part 3). */
function isMachineReadable(value: string): boolean {
  if (!SERIAL.test(value.slice(0, 9))) return false;
  return value.length === 9 || weigh(value, [7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10 === valueAt(value, 9);
}
