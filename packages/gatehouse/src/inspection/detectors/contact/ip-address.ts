/** Finds addresses of machines: IPv4 (RFC 791), IPv6 with zone and embedded IPv4 (RFC 4291, 4007, 5952), with prefix length (RFC 4632). */
import { isAlphanumeric, isDigit } from '../../characters.ts';
import type { Cursor, Detector, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { charactersOf, Probe, type Sight, seek } from '../seek.ts';

/** Longest text of an IPv6 address (RFC 4291 section 2.2, with IPv4 at its end). */
const ADDRESS_MAX = 45;
const ZONE_MAX = 16;
const PREFIX_MAX = 4;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|$)){4}$/;
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
  scan: ({ text }: Glance, cursor: Cursor, last: boolean): Scan =>
    seek({
      cursor,
      end: text.length,
      next: candidatesIn(text, last),
      read: (at) => read(text, at, last),
      skip: (at) => skipRun(text, at),
    }),
};

/** Finds the places where digits with a dot, or hexadecimal digits with a colon behind them, begin. */
function candidatesIn(text: string, last: boolean): (from: number) => number {
  // INVARIANT: each sign is searched for once, or a text without colons would be walked for every dot.
  const dots = signsIn(text, '.');
  const colons = signsIn(text, ':');
  return (from) => {
    for (let dot = dots(from), colon = colons(from); Math.min(dot, colon) < text.length; ) {
      const sign = Math.min(dot, colon);
      const start = startBefore(text, sign, { from, max: sign === dot ? 3 : 4 });
      const isGroup = sign === colon || (start < sign && isDigit(text.charCodeAt(sign - 1)));
      if (isGroup && mayFollow(text, sign)) return start;
      if (sign === dot) dot = dots(sign + 1);
      else colon = colons(sign + 1);
    }
    // Digits at the end of a text that goes on may get their dot.
    return last ? text.length : startBefore(text, text.length, { from, max: 4 });
  };
}

/** Where a sign stands from some place on; places are asked for in rising order. */
function signsIn(text: string, sign: string): (from: number) => number {
  let at = -1;
  return (from) => {
    if (at >= from) return at;
    at = text.indexOf(sign, from);
    if (at < 0) at = text.length;
    return at;
  };
}

function startBefore(
  text: string,
  end: number,
  { from, max }: { readonly from: number; readonly max: number },
): number {
  let start = end;
  while (start > from && end - start < max && isIn(HEX, text.charCodeAt(start - 1))) start -= 1;
  return start;
}

function mayFollow(text: string, sign: number): boolean {
  const code = text.charCodeAt(sign + 1);
  return Number.isNaN(code) || isIn(HEX, code) || code === 0x3a;
}

function isIn(table: Uint8Array, code: number): boolean {
  return table[code] === 1;
}

function read(text: string, at: number, last: boolean): Sight {
  if (!mayBegin(text, at)) return undefined;
  // Behind a colon an IPv4 address may be a value: `ip:10.0.0.1`.
  const isValue = text[at - 1] === ':';
  if (isValue && !/^\d{1,3}(?:\.|$)/.test(text.slice(at, at + 4))) return undefined;
  const probe = new Probe(text, at);
  if (probe.skip(ADDRESS, ADDRESS_MAX + 1) > ADDRESS_MAX) return undefined;
  let address = probe.slice(at);
  if (!mayEnd(probe.peek()) && !/[.:]$/.test(address)) return probe.touched && !last ? 'open' : undefined;
  if (probe.touched && !last) return 'open';
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

/** No part of a longer number, name or version. */
function mayBegin(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  if (Number.isNaN(before)) return true;
  if (before === 0x2e || before === 0x5f) return false;
  return !isAlphanumeric(before) || (text[at - 2] === '\\' && 'nrt'.includes(text.charAt(at - 1)));
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

function skipRun(text: string, at: number): number {
  let end = at;
  const limit = at + ADDRESS_MAX + 1;
  while (end < limit && isIn(HEX, text.charCodeAt(end))) end += 1;
  return Math.max(end, at + 1);
}
