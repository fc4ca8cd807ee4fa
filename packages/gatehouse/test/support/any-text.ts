/** Arbitrary text of any UTF-16 code units: controls, quotes, lone surrogates, everything. */
import fc from 'fast-check';

export const anyText = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) });
