/** Identifiers of Korea, Japan, China, Taiwan and Hong Kong. */
import { hasDate, isDate, valueAt, weigh } from '../../../checks.ts';
import type { Rule } from '../rule.ts';

const HIKOREA = 'https://www.hikorea.go.kr/';
const RRN: Omit<Rule, 'forms'> = {
  class: 'kr_rrn',
  source: 'https://www.mois.go.kr/',
  // WHY no check digit: since October 2020 there is none (Enforcement Rule of the Resident Registration Act).
  pattern: /^\d{6}[1-4]/,
  check: (value) => hasDate(value, 'ymd'),
  context: 'rrn, resident registration, korean rrn, 주민등록번호, 주민번호',
};
const FRN: Omit<Rule, 'forms'> = {
  class: 'kr_frn',
  source: HIKOREA,
  pattern: /^\d{6}[5-8]/,
  check: (value) => hasDate(value, 'ymd'),
  context: 'frn, foreigner registration, alien registration, 외국인등록번호, 외국인',
};
const BRN: Omit<Rule, 'forms'> = {
  class: 'kr_brn',
  source: 'https://www.nts.go.kr/',
  check: isBusiness,
  context: 'brn, business registration, 사업자등록번호, 사업자',
};

export const EAST_ASIA: readonly Rule[] = [
  { ...RRN, forms: ['999999-9999999'], alone: 0.55 },
  { ...RRN, forms: ['9999999999999'] },
  { ...FRN, forms: ['999999-9999999'], alone: 0.55 },
  { ...FRN, forms: ['9999999999999'] },
  { ...BRN, forms: ['999-99-99999'], alone: 0.55 },
  { ...BRN, forms: ['9999999999'] },
  {
    class: 'kr_passport',
    source: 'https://www.passport.go.kr/',
    forms: ['a999a9999', 'a99999999'],
    pattern: /^[MSRODG]/,
    context: 'passport, passport number, korean passport, 여권, 여권번호',
  },
  {
    class: 'kr_driver_license',
    source: 'https://www.koroad.or.kr/',
    forms: ['99-99-999999-99', '999999999999'],
    pattern: /^(?:1[1-9]|2[0-8])/,
    context: 'license, driver license, driving license, 운전면허, 면허번호',
  },
  {
    class: 'jp_my_number',
    source: 'https://www.digital.go.jp/en/policies/mynumber',
    forms: ['999999999999', '9999 9999 9999'],
    check: (value) => {
      const left = weigh(value, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
      return (left < 2 ? 0 : 11 - left) === valueAt(value, 11);
    },
    context: 'my number, individual number, mynumber, マイナンバー, 個人番号',
  },
  {
    class: 'jp_corporate_number',
    source: 'https://www.houjin-bangou.nta.go.jp/en/',
    forms: ['9999999999999', '9 9999 9999 9999'],
    check: (value) => 9 - (weigh(value, [0, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]) % 9) === valueAt(value, 0),
    context: 'corporate number, houjin bangou, 法人番号',
  },
  {
    class: 'cn_resident_id',
    source: 'https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=080D6FBF2BB468F9007657F26D60013E',
    forms: ['99999999999999999*'],
    pattern: /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)\d{4}(?:18|19|20)\d{9}[\dX]$/,
    check: isChinese,
    alone: 0.9,
    context: 'id number, resident id, citizen id, shenfenzheng, 身份证, 身份證, 公民身份号码',
  },
  {
    class: 'tw_id',
    source: 'https://www.ris.gov.tw/app/en',
    forms: ['a999999999'],
    pattern: /^[A-Z][1289]/,
    check: isTaiwanese,
    alone: 0.4,
    context: 'national id, taiwan id, 身分證, 身份證, 統一編號, 居留證',
  },
  {
    class: 'hk_id',
    source: 'https://www.immd.gov.hk/eng/services/hkid/issue-of-identity-card.html',
    forms: ['a999999(*', 'aa999999(*'],
    check: isHongKong,
    alone: 0.7,
    context: 'hkid, hong kong id, hong kong identity, identity card, 身份證, 身分證',
  },
  {
    class: 'hk_id',
    source: 'https://www.immd.gov.hk/eng/services/hkid/issue-of-identity-card.html',
    forms: ['a999999*', 'aa999999*'],
    check: isHongKong,
    context: 'hkid, hong kong id, hong kong identity, identity card, 身份證, 身分證',
  },
];

/** The tens of five times the ninth digit count as well (National Tax Service). */
function isBusiness(value: string): boolean {
  const sum = weigh(value, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + Math.floor((valueAt(value, 8) * 5) / 10);
  return (10 - (sum % 10)) % 10 === valueAt(value, 9);
}

/** ISO 7064 MOD 11-2, X standing for 10, and a day that existed (GB 11643-1999). */
function isChinese(value: string): boolean {
  const sum = weigh(value, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
  return (
    '10X98765432'.charAt(sum % 11) === value.charAt(17) &&
    isDate(value.slice(6, 10), value.slice(10, 12), value.slice(12, 14))
  );
}

/** The letters of the places of registration, in the order of their numbers from 10 on. */
const TAIWANESE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

function isTaiwanese(value: string): boolean {
  const place = TAIWANESE_LETTERS.indexOf(value.charAt(0)) + 10;
  const sum = Math.floor(place / 10) + (place % 10) * 9 + weigh(value.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1]);
  return sum % 10 === 0;
}

/** MOD 11 with weights 9 to 1; a missing first letter counts 36, and A as check digit is 10. */
function isHongKong(value: string): boolean {
  if (!/^[A-Z]{1,2}\d{6}[\dA]$/.test(value)) return false;
  const sum =
    value.length === 8
      ? 36 * 9 + weigh(value, [8, 7, 6, 5, 4, 3, 2, 1])
      : weigh(value, [9, 8, 7, 6, 5, 4, 3, 2, 1]);
  return sum % 11 === 0;
}
