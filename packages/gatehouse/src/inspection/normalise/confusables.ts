/**
 * Letters of other scripts that look like Latin ones: single letters of the BMP whose skeleton is a letter of ASCII in
 * Unicode's confusables.txt (UTS #39, version 14), and those that hand-set text imitates with (`к` for k). A capital
 * that looks like a bar is read as I. WHY no Hebrew: its prefixes are written before Latin names without a space.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  A: 'ΑАᎪᗅꓮ',
  B: 'ΒВᏴᗷꓐ',
  C: 'СᏟⲤꓚ',
  D: 'Ꭰᗞᗪꓓ',
  E: 'ΕЕᎬⴹꓰ',
  F: 'Ϝᖴꓝ',
  G: 'ԌᏀᏳꓖ',
  H: 'ΗНᎻᕼⲎꓧ',
  I: 'ΙІӀⲒ',
  J: 'ͿЈᎫᒍꓙ',
  K: 'ΚКᏦⲔꓗ',
  L: 'ᏞᒪⳐꓡ',
  M: 'ΜϺМᎷᗰⲘꓟ',
  N: 'ΝⲚꓠ',
  O: 'ΟОՕⲞⵔꓳ',
  P: 'ΡРᏢᑭⲢꓑ',
  Q: 'ⵕ',
  R: 'ᎡᏒᖇꓣ',
  S: 'ЅՏᏕᏚꓢ',
  T: 'ΤТᎢⲦꓔ',
  U: 'Սᑌꓴ',
  V: 'ѴᏙᐯⴸꓦ',
  W: 'ԜᎳᏔꓪ',
  X: 'ΧХⲬⵝꓫ',
  Y: 'ΥУҮᎩᎽⲨꓬ',
  Z: 'ΖᏃꓜ',
  a: 'αа',
  b: 'ЬвᏏᑲᖯ',
  c: 'сⲥꮯ',
  d: 'ԁᏧᑯꓒ',
  e: 'εеҽ',
  f: 'ք',
  g: 'ց',
  h: 'һհᏂ',
  i: 'ιіᎥꭵ',
  j: 'ϳј',
  k: 'κк',
  l: 'ӏⵏꓲ',
  m: 'м',
  n: 'ηոռ',
  o: 'οσоօჿⲟ',
  p: 'ρрⲣ',
  q: 'ԛգզ',
  r: 'гⲅꮁ',
  s: 'ѕꮪ',
  t: 'τт',
  u: 'υս',
  v: 'νѵꮩ',
  w: 'ωѡԝաꮃ',
  x: 'хᕁᕽ',
  y: 'γуүყ',
  z: 'ꮓ',
};

/** By code unit that looks like a Latin letter: the code of that letter; 0 for all others. */
export const LATIN_LOOKS = new Uint8Array(65_536);

for (const [latin, others] of Object.entries(LOOK_ALIKES)) {
  for (const other of others) LATIN_LOOKS[other.charCodeAt(0)] = latin.charCodeAt(0);
}

/** Finds a text that has any of them. */
export const LOOKING_LATIN = new RegExp(`[${Object.values(LOOK_ALIKES).join('')}]`);
