/** Finds MAC addresses (IEEE 802-2014 clause 8: EUI-48 in pairs with colons or hyphens, or three groups with dots). */
import { charactersOf, isAlphanumeric } from '../../characters.ts';
import type { Detector } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { Probe, type Sight, seekHits } from '../seek.ts';

const LENGTH_MAX = 17;
const FORM =
  /^(?:[0-9a-f]{2}(?:(:|-)[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})$/i;
/** Nobody's: all zeros, and the broadcast address. */
const NOBODY = /^(?:[0:.-]+|[fF:.-]+)$/;
/** What one looks like at the end of a text that goes on, a sign of punctuation behind it included. */
const PREFIX =
  /^(?:[0-9a-f]{1,2}|[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){0,4}[0-9a-f]{0,2}[:.-]?|[0-9a-f]{1,4}(?:\.[0-9a-f]{0,4}){0,2}[:.-]?)$/i;
const MEMBERS = charactersOf(/[0-9a-fA-F:.-]/);
const HEX = charactersOf(/[0-9a-fA-F]/);
const DOT = 0x2e;

export const macAddress: Detector = {
  name: 'mac_address',
  classes: ['mac_address'],
  version: digestOfRules(1, FORM.source, NOBODY.source),
  reach: LENGTH_MAX + 1,
  // A separator with something behind it that it may separate.
  literals: [...'0123456789abcdef'].flatMap((digit) => [`:${digit}`, `-${digit}`, `.${digit}`]),
  scan: (glance, cursor, last) => seekHits(glance, { cursor, last }, { anchor: beginning, tail, read }),
};

/** Where two or four digits begin before a separator, if they begin something; else -1. */
function beginning(text: string, separator: number): number {
  const sign = text.charCodeAt(separator);
  const at = separator - (sign === DOT ? 4 : 2);
  if (isJoined(text.charCodeAt(at - 1))) return -1;
  for (let place = at; place < separator; place += 1) if (HEX[text.charCodeAt(place)] !== 1) return -1;
  // The second separator tells more than the first.
  const second = separator + (separator - at) + 1;
  return second < text.length && text.charCodeAt(second) !== sign ? -1 : at;
}

/** Where one begins that the end of the text may cut off. */
function tail(text: string, from: number): number {
  let start = text.length;
  while (text.length - start <= LENGTH_MAX && MEMBERS[text.charCodeAt(start - 1)] === 1) start -= 1;
  if (start < from || isJoined(text.charCodeAt(start - 1))) return text.length;
  return PREFIX.test(text.slice(start)) ? start : text.length;
}

function read(text: string, at: number, last: boolean): Sight {
  const probe = new Probe(text, at);
  const length = probe.skip(MEMBERS, LENGTH_MAX + 1);
  if (probe.touched && !last) return PREFIX.test(probe.slice(at)) ? 'open' : undefined;
  // One sign of punctuation may stand behind it.
  const end = at + length - (/[:.-]$/.test(probe.slice(at)) ? 1 : 0);
  const address = text.slice(at, end);
  if (!FORM.test(address) || NOBODY.test(address) || isAlphanumeric(text.charCodeAt(end))) return undefined;
  return { class: 'mac_address', detector: 'mac_address', start: at, end, confidence: 0.8 };
}

function isJoined(code: number): boolean {
  return isAlphanumeric(code) || code === 0x3a || code === 0x2d || code === DOT || code === 0x5f;
}
