/** Finds addresses of machines: IPv4 (RFC 791), IPv6 with zone and embedded IPv4 (RFC 4291, 4007, 5952), with prefix length (RFC 4632). */
import { charactersOf, isAlphanumeric } from '../../characters.ts';
import type { Detector } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { Probe, type Sight, seekHits } from '../seek.ts';
import { isEscape } from './escape.ts';

/** Longest text of an IPv6 address (RFC 4291 section 2.2, with IPv4 at its end). */
const ADDRESS_MAX = 45;
const ZONE_MAX = 16;
const PREFIX_MAX = 4;
/** How an IPv4 address begins. */
const VALUE = /^\d{1,3}(?:\.|$)/;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|$)){4}$/;
/** What a whole address has at least of one or the other; with fewer, a run of zeros is compressed. */
const COLONS_MIN = 6;
const DOTS_MIN = 3;
const DIGITS_MAX = 3;
const HEX_MAX = 4;
const COLON = 0x3a;
const DOT = 0x2e;
const ADDRESS = charactersOf(/[0-9a-fA-F:.]/);
const ZONE = charactersOf(/[\w-]/);
const HEX = charactersOf(/[0-9a-fA-F]/);
const DIGIT = charactersOf(/\d/);
/** In `::` alone, a pair of colons is mostly punctuation of a programming language. */
const UNSPECIFIED = '::';

export const ipAddress: Detector = {
  name: 'ip_address',
  classes: ['ip_address'],
  version: digestOfRules(1, IPV4.source),
  reach: ADDRESS_MAX + ZONE_MAX + PREFIX_MAX + 2,
  // A sign with something behind it that it may separate.
  literals: [...'0123456789']
    .flatMap((digit) => [`.${digit}`, `:${digit}`])
    .concat(...':abcdef'.split('').map((behind) => `:${behind}`)),
  scan: (glance, cursor, last) => seekHits(glance, { cursor, last }, { anchor: firstGroup, tail, read }),
};

/** Where the group before a sign begins, if it may be the first of an address; else -1. */
function firstGroup(text: string, sign: number): number {
  const isDotted = text.charCodeAt(sign) === DOT;
  const start = isDotted ? groupBefore(text, sign, DIGITS_MAX) : groupBefore(text, sign, HEX_MAX);
  if (isDotted ? start === sign : text.charCodeAt(start - 1) === COLON) return -1;
  return mayBegin(text, start) ? start : -1;
}

/** Where the digits before `end` begin, at most three of base ten or four of base sixteen; `end` when there are none. */
function groupBefore(text: string, end: number, max: typeof DIGITS_MAX | typeof HEX_MAX): number {
  const members = max === HEX_MAX ? HEX : DIGIT;
  let start = end;
  while (end - start < max && members[text.charCodeAt(start - 1)] === 1) start -= 1;
  return start;
}

/** Where the first group begins that the end of the text may cut off. */
function tail(text: string, from: number): number {
  const sign = text.charCodeAt(text.length - 1);
  const isCut = sign !== COLON && sign !== DOT;
  const start = isCut ? groupBefore(text, text.length, HEX_MAX) : firstGroup(text, text.length - 1);
  return start >= from && mayBegin(text, start) ? start : text.length;
}

function read(text: string, at: number, last: boolean): Sight {
  const limit = Math.min(text.length, at + ADDRESS_MAX + 1);
  let end = at;
  while (end < limit && ADDRESS[text.charCodeAt(end)] === 1) end += 1;
  if (end - at > ADDRESS_MAX) return undefined;
  // Behind a colon an IPv4 address may be a value: `ip:10.0.0.1`.
  const isValue = at > 0 && text.charCodeAt(at - 1) === COLON;
  if (end === text.length && !last) {
    return isValue && !VALUE.test(text.slice(at, at + DIGITS_MAX + 1)) ? undefined : 'open';
  }
  if (isHopeless(text, at, end)) return undefined;
  let address = text.slice(at, end);
  if ((isValue && !VALUE.test(address)) || !(mayEnd(text.charCodeAt(end)) || /[.:]$/.test(address)))
    return undefined;
  const probe = new Probe(text, at);
  // A sentence may end behind it.
  address = address.replace(address.endsWith('::') ? /$/ : /[.:]$/, '');
  const isV4 = IPV4.test(address);
  if (!isV4 && (isValue || !isIpv6(address))) return undefined;
  probe.at = at + address.length;
  readZone(probe, isV4);
  const length = readPrefix(probe, isV4);
  if (probe.touched && !last) return 'open';
  const confidence = address === UNSPECIFIED ? 0.1 : 0.8;
  return address === UNSPECIFIED && !standsAlone(text, at, length)
    ? undefined
    : { class: 'ip_address', detector: 'ip_address', start: at, end: length, confidence };
}

/** The quick answer for times and versions: too few signs, and no run of zeros that stands for the others. */
function isHopeless(text: string, start: number, end: number): boolean {
  let colons = 0;
  let dots = 0;
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (code === DOT) dots += 1;
    else if (code === COLON) {
      if (text.charCodeAt(index + 1) === COLON) return false;
      colons += 1;
    }
  }
  return colons < COLONS_MIN && dots < DOTS_MIN;
}

/** No part of a longer number, name or version. */
function mayBegin(text: string, at: number): boolean {
  if (at === 0) return true;
  const before = text.charCodeAt(at - 1);
  if (before === 0x2e || before === 0x5f) return false;
  return !isAlphanumeric(before) || isEscape(text, at);
}

function mayEnd(code: number): boolean {
  return !isAlphanumeric(code) && code !== 0x5f;
}

/** RFC 4291 section 2.2: eight groups, one run of zeros compressed, the last two perhaps in dots. */
function isIpv6(text: string): boolean {
  if (!text.includes(':') || text.includes(':::')) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const tail = text.slice(text.lastIndexOf(':') + 1);
  const dotted = tail.includes('.');
  if (dotted && !IPV4.test(tail)) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const count = groups.length + (dotted ? 1 : 0);
  const plain = dotted ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  // Letters alone are rather names: `Dead::Beef`.
  return halves.length === 2 ? count <= 7 && (groups.length === 0 || /\d/.test(text)) : count === 8;
}

function readZone(probe: Probe, isV4: boolean): void {
  if (isV4 || probe.peek() !== 0x25) return;
  const start = probe.at;
  probe.at += 1;
  if (probe.skip(ZONE, ZONE_MAX) === 0) probe.at = start;
}

/** Where the address ends with its prefix length, if it has a valid one. */
function readPrefix(probe: Probe, isV4: boolean): number {
  const end = probe.at;
  if (probe.peek() !== 0x2f) return end;
  probe.at += 1;
  const digits = probe.skip(DIGIT, PREFIX_MAX);
  const length = Number(probe.slice(end + 1));
  return digits > 0 && digits < PREFIX_MAX && length <= (isV4 ? 32 : 128) ? probe.at : end;
}

/** Whether spaces, brackets or an equals sign stand around it: between names, `::` is punctuation. */
function standsAlone(text: string, start: number, end: number): boolean {
  return (
    /^[\s=[(]?$/.test(text.slice(Math.max(0, start - 1), start)) &&
    /^[\s\],)]?$/.test(text.slice(end, end + 1))
  );
}
