/** Finds MAC addresses (IEEE 802-2014 clause 8: EUI-48 in pairs with colons or hyphens, or three groups with dots). */
import { isAlphanumeric } from '../../characters.ts';
import type { Cursor, Detector, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { charactersOf, Probe, type Sight, seek } from '../seek.ts';

const LENGTH_MAX = 17;
const FORM =
  /^(?:[0-9a-f]{2}(?:(:|-)[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})$/i;
/** Nobody's: all zeros, and the broadcast address. */
const NOBODY = /^(?:[0:.-]+|[fF:.-]+)$/;
const MEMBERS = charactersOf(/[0-9a-fA-F:.-]/);
const HEX = charactersOf(/[0-9a-fA-F]/);
/** A separator behind two or four hexadecimal digits that begin something. */
const BEGINNING = /(?<![0-9A-Za-z:._-])(?:[0-9a-fA-F]{2}[:-]|[0-9a-fA-F]{4}\.)[0-9a-fA-F]{2}/g;
const TAIL_MAX = 7;

export const macAddress: Detector = {
  name: 'mac_address',
  classes: ['mac_address'],
  version: digestOfRules(1, FORM.source, NOBODY.source),
  reach: LENGTH_MAX + 1,
  scan: ({ text }: Glance, cursor: Cursor, last: boolean): Scan =>
    seek({
      cursor,
      end: text.length,
      next: (from) => nextCandidate(text, from, last),
      read: (at) => read(text, at, last),
    }),
};

function nextCandidate(text: string, from: number, last: boolean): number {
  BEGINNING.lastIndex = from;
  const found = BEGINNING.exec(text);
  if (found !== null) return found.index;
  if (last) return text.length;
  let start = text.length;
  while (start > from && text.length - start < TAIL_MAX && MEMBERS[text.charCodeAt(start - 1)] === 1)
    start -= 1;
  return start;
}

function read(text: string, at: number, last: boolean): Sight {
  if (HEX[text.charCodeAt(at)] !== 1 || isJoined(text.charCodeAt(at - 1))) return undefined;
  const probe = new Probe(text, at);
  const length = probe.skip(MEMBERS, LENGTH_MAX + 1);
  if (probe.touched && !last) return 'open';
  // One sign of punctuation may stand behind it.
  const end = at + length - (/[:.-]$/.test(probe.slice(at)) ? 1 : 0);
  const address = text.slice(at, end);
  if (!FORM.test(address) || NOBODY.test(address) || isAlphanumeric(text.charCodeAt(end))) return undefined;
  return { class: 'mac_address', detector: 'mac_address', start: at, end, confidence: 0.8 };
}

function isJoined(code: number): boolean {
  return isAlphanumeric(code) || code === 0x3a || code === 0x2d || code === 0x2e || code === 0x5f;
}
