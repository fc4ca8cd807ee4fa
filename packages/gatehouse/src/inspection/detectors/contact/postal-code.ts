/** Finds postal codes that their words announce, and German ones that stand alone (UPU S42; Deutsche Post). */
import { nextDigit, skipDigits } from '../../characters.ts';
import type { Cursor, Detector, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { charactersOf, Probe, type Sight, seek } from '../seek.ts';
import { isCued, tableOf } from '../word-table.ts';

/** `94105-1234`, `1234 AB`, `110 00`, `K1A 0B1` begin with at most this. */
const CODE_MAX = 10;
const FORM =
  /^(?:\d{5}-\d{4}|\d{5}-\d{3}|\d{3}[ -]\d{4}|\d{2}-\d{3}|\d{3} \d{2}|\d{4} ?[A-Z]{2}|\d{4,6})(?![\w-])/;
/** Deutsche Post gives codes from 01067 to 99998. */
const PLZ = /^\d{5}$/;
const PLZ_FIRST = '01067';
const PLZ_LAST = '99998';
const MEMBERS = charactersOf(/[\dA-Z -]/);
const CUE_COUNT = 3;
const CUES = tableOf(
  'zip zipcode postcode postal postalcode cap cep postnummer postnr irányítószám psc psč codigo código pincode pin postale postcodes zips',
);
const PLZ_CUES = tableOf('plz postleitzahl postleitzahlen');

export const germanPostalCode: Detector = detector('de_plz', (code, around) => {
  if (!PLZ.test(code) || code < PLZ_FIRST || code > PLZ_LAST) return undefined;
  if (around.isCued(PLZ_CUES)) return 0.7;
  return around.isWhole ? 0.2 : undefined;
});

export const postalCode: Detector = detector('postal_code', (_, around) =>
  around.isCued(CUES) || around.isCued(PLZ_CUES) ? 0.6 : undefined,
);

type Judge = (
  code: string,
  around: { isCued(cues: typeof CUES): boolean; readonly isWhole: boolean },
) => number | undefined;

function detector(name: 'de_plz' | 'postal_code', judge: Judge): Detector {
  return {
    name,
    classes: [name],
    version: digestOfRules(1, FORM.source, PLZ_FIRST, PLZ_LAST),
    reach: CODE_MAX + 2,
    scan: ({ text, words }: Glance, cursor: Cursor, last: boolean): Scan =>
      seek({
        cursor,
        end: text.length,
        next: (from) => nextDigit(text, from),
        read(at, floor): Sight {
          if (/[\w.,$€£#+/-]/.test(text.charAt(at - 1))) return undefined;
          const probe = new Probe(text, at);
          probe.skip(MEMBERS, CODE_MAX + 1);
          if (probe.touched && !last) return 'open';
          const code = FORM.exec(text.slice(at, at + CODE_MAX + 2))?.[0];
          if (code === undefined) return undefined;
          const confidence = judge(code, {
            isCued: (cues) => isCued(words, { at, floor, count: CUE_COUNT }, cues),
            isWhole: at === 0 && last && code.length === text.length,
          });
          return confidence === undefined
            ? undefined
            : { class: name, detector: name, start: at, end: at + code.length, confidence };
        },
        skip: (at) => skipDigits(text, at),
      }),
  };
}
