/** Identifiers of France, the Netherlands, Belgium, Luxembourg, Austria and Switzerland. */
import { hasDate, isDate, luhn, rest, valueAt, verhoeff, weigh } from '../../../checks.ts';
import type { Rule } from '../rule.ts';

const FRANCE = 'https://www.insee.fr/fr/metadonnees/definition/';
const NIR = 'nir, sécurité sociale, securite sociale, numéro de sécurité sociale, insee, assuré';
const BELGIAN =
  'rijksregisternummer, rijksregister, registre national, numéro national, insz, niss, national number, rrn';
const AHV = 'ahv, avs, ahv nummer, sozialversicherungsnummer, numéro avs, oasi';
const SIREN = 'siren, rcs, numéro siren';

export const WESTERN_EUROPE: readonly Rule[] = [
  {
    class: 'fr_nir',
    source: `${FRANCE}c1409`,
    forms: ['99999**99999999', '9 99 99 ** 999 999 99', '99999**999999 99', '9 99 99 ** 999 999-99'],
    pattern: /^[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d\d|2[AB])\d{8}$/,
    check: isNir,
    alone: 0.8,
    context: NIR,
  },
  {
    class: 'fr_siret',
    source: `${FRANCE}c1841`,
    forms: ['99999999999999', '999 999 999 99999'],
    check: (value) => luhn(value) && luhn(value.slice(0, 9)),
    alone: 0.4,
    context: 'siret, numéro siret, établissement',
  },
  {
    class: 'fr_siren',
    source: `${FRANCE}c2047`,
    forms: ['999999999', '999 999 999'],
    check: (value) => luhn(value),
    alone: 'never',
    context: SIREN,
  },
  {
    class: 'nl_bsn',
    source: 'https://www.rvig.nl/bsn',
    forms: ['999999999', '9999.99.999', '999 999 999', '9999 99 999'],
    check: (value) => weigh(value, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
    context: 'bsn, burgerservicenummer, sofinummer, sofi, burger service nummer, citizen service number',
  },
  {
    class: 'be_rrn',
    source: 'https://www.ibz.rrn.fgov.be/fr/registre-national/',
    forms: ['99.99.99-999.99'],
    check: isBelgian,
    alone: 0.9,
    context: BELGIAN,
  },
  {
    class: 'be_rrn',
    source: 'https://www.ibz.rrn.fgov.be/fr/registre-national/',
    forms: ['99999999999', '999999-999-99', '999999 999 99'],
    check: isBelgian,
    alone: 0.5,
    context: BELGIAN,
  },
  {
    class: 'lu_id',
    source:
      'https://guichet.public.lu/en/citoyens/citoyennete/etat-civil/registre-etat-civil/numero-matricule.html',
    forms: ['9999999999999', '99999999 99999', '9999 99 99 99999'],
    pattern: /^(?:18|19|20)/,
    check: (value) =>
      isDate(value.slice(0, 4), value.slice(4, 6), value.slice(6, 8)) &&
      luhn(value.slice(0, 12)) &&
      verhoeff(value.slice(0, 11) + value.charAt(12)),
    alone: 0.6,
    context: 'matricule, numéro matricule, cns, identifikationsnummer',
  },
  {
    class: 'at_svnr',
    source: 'https://www.sozialversicherung.at/cdscontent/?contentid=10007.820902',
    forms: ['9999999999', '9999 999999'],
    pattern: /^[1-9]\d{3}\d\d(?:0[1-9]|1[0-5])\d\d$/,
    check: (value) => weigh(value, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === valueAt(value, 3),
    context: 'svnr, sozialversicherungsnummer, sv nummer, versicherungsnummer, e card, svnummer',
  },
  {
    class: 'ch_ahv',
    source: 'https://www.zas.admin.ch/zas/en/home/partenaires-et-institutions-/navs13.html',
    forms: ['999.9999.9999.99', '9999999999999'],
    pattern: /^756/,
    check: (value) => weigh(value, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
    alone: 0.7,
    context: AHV,
  },
  {
    class: 'ch_uid',
    source:
      'https://www.bfs.admin.ch/bfs/en/home/registers/enterprise-register/enterprise-identification.html',
    forms: ['AAA-999.999.999', 'AAA999999999'],
    pattern: /^CHE/,
    check: (value) =>
      (11 - (weigh(value.slice(3), [5, 4, 3, 2, 7, 6, 5, 4]) % 11)) % 11 === valueAt(value, 11),
    alone: 0.8,
    context: 'uid, mwst, tva, ide, handelsregister',
  },
];

/** 97 less the rest on division by 97; Corsica's 2A and 2B count as 19 and 18. */
function isNir(value: string): boolean {
  const digits = value.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return 97 - rest(digits, 97) === Number(value.slice(13));
}

/** 97 less the rest on division by 97, with a 2 before it for who was born from 2000 on; unknown dates have zeros. */
function isBelgian(value: string): boolean {
  const month = Number(value.slice(2, 4)) % 20;
  const day = Number(value.slice(4, 6));
  if (month > 12 || day > 31) return false;
  const check = Number(value.slice(9));
  return (
    97 - rest(value.slice(0, 9), 97) === check ||
    (97 - rest(`2${value.slice(0, 9)}`, 97) === check && hasDate(value, 'ymd'))
  );
}
