/** Identifiers of India, of the countries of South-East Asia, and of the Middle East. */
import { hasDate, isDate, luhn, valueAt, verhoeff, weigh } from '../../../checks.ts';
import type { Rule } from '../rule.ts';

const AADHAAR: Omit<Rule, 'forms'> = {
  class: 'in_aadhaar',
  source: 'https://uidai.gov.in/en/my-aadhaar/about-your-aadhaar.html',
  pattern: /^[2-9]/,
  check: (value) => verhoeff(value) && value !== [...value].toReversed().join(''),
  context: 'aadhaar, aadhar, uidai, आधार',
};
const PAN: Omit<Rule, 'forms'> = {
  class: 'in_pan',
  source: 'https://incometaxindia.gov.in/Pages/pan.aspx',
  context: 'pan, pan number, pan card, permanent account, permanent account number',
};
const INDIAN_PLATE =
  'vehicle, vehicles, registration, registration number, number plate, plate, rto, bike, car, gaadi';
const STATES =
  'A[NPRS]|BH|BR|C[GH]|D[DLN]|G[AJ]|H[PR]|J[HK]|K[AL]|L[AD]|M[HLNPZ]|N[AL]|O[DR]|P[BY]|RJ|SK|T[GNRS]|U[AKPT]|WB';
const MYKAD = 'mykad, nric, kad pengenalan, no kp, ic number, identity card, malaysian';

export const SOUTH_ASIA: readonly Rule[] = [
  { ...AADHAAR, forms: ['9999 9999 9999', '9999:9999:9999'], alone: 0.4 },
  { ...AADHAAR, forms: ['999999999999'] },
  { ...PAN, forms: ['aaaaa9999a'], pattern: /^[A-Z]{3}[ABCFGHJLPT]/, alone: 0.6 },
  { ...PAN, forms: ['aaaaa9999a'] },
  {
    class: 'in_gstin',
    source: 'https://www.gst.gov.in/',
    forms: ['99aaaaa9999a*a*'],
    pattern: /^(?:0[1-9]|[12]\d|3[0-8]|9[79])[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[A-Z\d]$/,
    check: isGstin,
    alone: 0.9,
    context: 'gstin, gst, gst number',
  },
  {
    class: 'in_gstin',
    source: 'https://www.gst.gov.in/',
    forms: ['99aaaaa9999a*a*'],
    pattern: /^(?:0[1-9]|[12]\d|3[0-8]|9[79])[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[A-Z\d]$/,
    alone: 0.45,
    context: 'gstin, gstins, gst, gst number',
  },
  {
    class: 'in_passport',
    source: 'https://www.passportindia.gov.in/',
    forms: ['a9999999', 'a9 99999', 'a99 99999'],
    pattern: /^[A-PR-WY][1-9]\d{5}[1-9]$/,
    context: 'passport, passport number, indian passport',
  },
  {
    class: 'in_vehicle_registration',
    source: 'https://parivahan.gov.in/parivahan/',
    forms: [
      'aa99aa9999',
      'aa9{1,2}aaa9999',
      'aa99a9999',
      'aa9aa9999',
      'aa 99 aa 9999',
      'aa 99 a 9999',
      '99aa9999a',
      '99aa9999aa',
    ],
    pattern: new RegExp(`^(?:(?:${STATES})\\d{1,2}[A-Z]{1,3}\\d{4}|\\d\\dBH\\d{4}[A-HJ-NP-Z]{1,2})$`),
    alone: 0.45,
    context: INDIAN_PLATE,
  },
  {
    class: 'in_vehicle_registration',
    source: 'https://parivahan.gov.in/parivahan/',
    forms: ['aa9{4,6}', 'aaa9{4}'],
    pattern: new RegExp(`^(?:${STATES})`),
    context: INDIAN_PLATE,
  },
  {
    class: 'in_voter',
    source: 'https://www.eci.gov.in/',
    forms: ['aaa9999999'],
    context: 'voter, voters, vote, epic, voter id, election card',
  },
  {
    class: 'sg_nric_fin',
    source: 'https://www.ica.gov.sg/',
    forms: ['a9999999a'],
    pattern: /^[STFGM]/,
    check: isSingaporean,
    alone: 0.7,
    context: 'nric, fin, singapore, identity card',
  },
  {
    class: 'sg_uen',
    source: 'https://www.uen.gov.sg/ueninternet/faces/pages/admin/aboutUEN.jspx',
    forms: ['99999999a', '999999999a', 'a99aa9999a'],
    check: isUen,
    alone: 0.45,
    context: 'uen, unique entity',
  },
  {
    class: 'th_tnin',
    source: 'https://www.dopa.go.th/',
    forms: ['9999999999999', '9-9999-99999-99-9', '9 9999 99999 99 9'],
    // The first digit is the kind of person, the next two are the province.
    pattern: /^[1-8](?:[134]\d|2[0-7]|5[0-8]|[67][0-7]|[89][0-6])/,
    check: (value) =>
      (11 - (weigh(value, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === valueAt(value, 12),
    context: 'thai national id, thai id, national id, citizen id, เลขประจำตัวประชาชน, บัตรประชาชน',
  },
  {
    class: 'my_nric',
    source: 'https://www.jpn.gov.my/en/',
    forms: ['999999-99-9999'],
    pattern: /^\d{6}(?!00|17|18|19|20|6[09]|70|73|80|81|9[4-7])/,
    check: (value) => hasDate(value, 'ymd'),
    alone: 0.55,
    context: MYKAD,
  },
  {
    class: 'my_nric',
    source: 'https://www.jpn.gov.my/en/',
    forms: ['999999999999'],
    pattern: /^\d{6}(?!00|17|18|19|20|6[09]|70|73|80|81|9[4-7])/,
    check: (value) => hasDate(value, 'ymd'),
    alone: 'never',
    context: MYKAD,
  },
  {
    class: 'id_nik',
    source: 'https://dukcapil.kemendagri.go.id/',
    forms: ['9999999999999999'],
    // Province, regency, district; for women the day counts 40 more.
    pattern: /^(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])\d{4}/,
    check: (value) =>
      isDate(value.slice(10, 12), value.slice(8, 10), Number(value.slice(6, 8)) % 40) &&
      !value.endsWith('0000'),
    alone: 0.4,
    context: 'nik, ktp, nomor induk kependudukan, induk kependudukan',
  },
  {
    class: 'ph_tin',
    source: 'https://www.bir.gov.ph/',
    forms: ['999-999-999-999', '999-999-999-99999', '999-999-999', '999999999', '999999999999'],
    check: (value) => weigh(value, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === valueAt(value, 8),
    context: 'tin, taxpayer identification number, tax id, bir',
  },
  {
    class: 'ph_umid',
    source: 'https://www.sss.gov.ph/umid-card/',
    forms: ['9999-9999999-9'],
    alone: 0.4,
    context: 'umid, crn, common reference number, sss, gsis',
  },
  {
    class: 'vn_cccd',
    source: 'https://dichvucong.bocongan.gov.vn/',
    forms: ['999999999999'],
    pattern: /^0(?:0[1-9]|[1-8]\d|9[0-6])[0-3]/,
    context: 'cccd, căn cước, căn cước công dân, can cuoc, cmnd, chứng minh nhân dân',
  },
  {
    class: 'il_id',
    source: 'https://www.gov.il/en/departments/population_and_immigration_authority',
    forms: ['999999999', '99999999-9'],
    check: (value) => luhn(value),
    alone: 'never',
    context: 'teudat zehut, israeli id, mispar zehut, ת.ז, תעודת זהות, ת"ז, מספר זהות',
  },
  {
    class: 'ae_id',
    source: 'https://icp.gov.ae/en/',
    forms: ['999-9999-9999999-9', '999999999999999'],
    pattern: /^784(?:19|20)/,
    check: luhn,
    alone: 0.8,
    context: 'emirates id, eid, الهوية',
  },
  {
    class: 'sa_id',
    source: 'https://www.absher.sa/',
    forms: ['9999999999'],
    pattern: /^[12]/,
    check: luhn,
    alone: 'never',
    context: 'iqama, saudi id, national id, هوية, إقامة, الهوية الوطنية',
  },
];

const BASE_36 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The check of Luhn modulo 36 over digits and letters. */
function isGstin(value: string): boolean {
  let sum = 0;
  for (let index = 0; index < 14; index += 1) {
    const product = BASE_36.indexOf(value.charAt(index)) * (index % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 36) + (product % 36);
  }
  return BASE_36.charAt((36 - (sum % 36)) % 36) === value.charAt(14);
}

function isSingaporean(value: string): boolean {
  const series = value.charAt(0);
  const offset = series === 'M' ? 3 : /[TG]/.test(series) ? 4 : 0;
  const letters = series === 'M' ? 'XWUTRQPNJLK' : /[ST]/.test(series) ? 'JZIHGFEDCBA' : 'XWUTRQPNMLK';
  return letters.charAt((weigh(value.slice(1), [2, 7, 6, 5, 4, 3, 2]) + offset) % 11) === value.charAt(8);
}

const UEN_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWX0123456789';

/** Of businesses, of local companies, and of all others: each with its own weights and letters. */
function isUen(value: string): boolean {
  const last = value.charAt(value.length - 1);
  if (value.length === 9) return 'XMKECAWLJDB'.charAt(weigh(value, [10, 4, 9, 3, 8, 2, 7, 1]) % 11) === last;
  if (/^\d/.test(value)) {
    return (
      /^(?:19|20)/.test(value) &&
      'ZKCMDNERGWH'.charAt(weigh(value, [10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11) === last
    );
  }
  if (!/^[RST]/.test(value)) return false;
  const weights = [4, 3, 5, 3, 10, 2, 2, 5, 7];
  const sum = weights.reduce(
    (total, weight, index) => total + weight * UEN_ALPHABET.indexOf(value.charAt(index)),
    -5,
  );
  return UEN_ALPHABET.charAt(((sum % 11) + 11) % 11) === last;
}
