/** All anchors of secrets, and for each of them what reads the text around it. */
import { isLetter } from '../../characters.ts';
import { CONTEXT } from '../../detector.ts';
import { valueAfter } from './assignment.ts';
import { GENERIC_READERS } from './generic.ts';
import { type Kind, tokens } from './kind.ts';
import { NAMED_VALUES } from './named-values.ts';
import { endOf, type Form, formOf, startOf } from './notation.ts';
import { isDrawn, isSequential, isWordy } from './randomness.ts';
import type { Outcome, Place, Reader } from './reading.ts';
import { STRUCTURE_READERS } from './structures.ts';
import { CLOUD_TOKENS } from './tokens-of-clouds.ts';
import { CODE_TOKENS } from './tokens-of-code.ts';
import { SERVICE_TOKENS } from './tokens-of-services.ts';

/** RFC 7519 section 3, RFC 7515 section 7.1; RFC 7292 section 4: a PFX of version 3, in base64. */
const STANDARD_TOKENS = [
  ...tokens('jwt', 'RFC 7519', {
    jwt: [
      'eyJ{word 14-600}.eyJ{word 10-6000}.{word 10-1400}{base64 0-2}',
      'eyJ{word 14-600}.eyJ{word 14-6000}.',
    ],
    'jwt-base64': ['ZXlK{any64 48-6000}'],
  }),
  ...tokens('private_key', 'RFC 7292 section 4', {
    'pkcs12-file': ['MII{plain64 3}IBAzCC{base64 60-8000}*'],
  }),
];

/** The kinds that tell by themselves, the more specific first. */
export const TOKENS: readonly Kind[] = [
  ...STANDARD_TOKENS,
  ...CLOUD_TOKENS,
  ...CODE_TOKENS,
  ...SERVICE_TOKENS,
];
export const NAMED: readonly Kind[] = NAMED_VALUES;

/** What reads the text around one anchor. */
export interface Anchor {
  readonly text: string;
  /** Tokens that tell by themselves; the more specific first. */
  readonly tokens: readonly Reader[];
  /** Also what begins behind the anchor: the values of names, and structures. */
  readonly all: readonly Reader[];
  /** How far before the end of the anchor a token can begin. */
  readonly back: number;
}

interface TokenForm {
  readonly kind: Kind;
  readonly form: Form;
}

export const ANCHORS: readonly Anchor[] = anchorsOf();

function anchorsOf(): readonly Anchor[] {
  const forms = TOKENS.flatMap((kind) => kind.forms.map((notation) => ({ kind, form: formOf(notation) })));
  const tokensByText = Map.groupBy(forms, ({ form }) => form.anchor.toLowerCase());
  const values = NAMED.flatMap((kind) =>
    kind.names.flatMap((name) => kind.forms.map((notation) => ({ name, kind, form: formOf(notation) }))),
  );
  const valuesByName = Map.groupBy(values, ({ name }) => name);
  const others: Readonly<Record<string, Reader>> = { ...STRUCTURE_READERS, ...GENERIC_READERS };
  const texts = new Set([...tokensByText.keys(), ...valuesByName.keys(), ...Object.keys(others)]);
  return [...texts].map((text) => {
    const own = tokensByText.get(text) ?? [];
    const named = valuesByName.get(text);
    const other = others[text];
    const tokenReaders = tokenReadersOf(own);
    return {
      text,
      tokens: tokenReaders,
      all: [
        ...(named === undefined ? [] : [(place: Place) => readNamed(named, place)]),
        ...(other === undefined ? [] : [other]),
        ...tokenReaders,
      ],
      back: text.length + Math.max(0, ...own.map(({ form }) => form.before.max)),
    };
  });
}

/** Those that begin with the same text are looked at together. */
function tokenReadersOf(forms: readonly TokenForm[]): readonly Reader[] {
  const [leading, trailing] = [true, false].map((begins) =>
    forms.filter(({ form }) => (form.lead === undefined) === begins),
  );
  const groups = [...Map.groupBy(leading ?? [], ({ form }) => form.anchor).values()];
  return [
    ...groups.map((group) => (place: Place) => readTokens(group, place)),
    ...(trailing ?? []).map(
      ({ kind, form }) =>
        (place: Place) =>
          readToken(kind, form, { place, start: startOf(form, place) }),
    ),
  ];
}

/** The first that fits, unless one before it still can. */
function readTokens(forms: readonly TokenForm[], place: Place): Outcome {
  const [first] = forms;
  const start = first === undefined ? undefined : startOf(first.form, place);
  if (start === undefined) return undefined;
  for (const { kind, form } of forms) {
    const outcome = readToken(kind, form, { place, start });
    if (outcome !== undefined) return outcome;
  }
  return undefined;
}

/** Behind an anchor as short as this, words are as likely. */
const SHORT = 3;
/** A token of this length may have anything within it. */
const EXEMPT = 60;
/** Examples of Amazon's documentation end like this. */
const EXAMPLE = /EXAMPLE(?:KEY)?$/;

function readToken(
  kind: Kind,
  form: Form,
  { place: { text, last }, start }: { readonly place: Place; readonly start: number | undefined },
): Outcome {
  if (start === undefined) return undefined;
  const end = endOf(form, text, { start, last });
  if (end === undefined) return undefined;
  if (end === 'open') return start;
  const token = trimEnd(text.slice(start, end));
  const body = form.lead === undefined ? token.slice(form.anchor.length) : token;
  if (
    token.length < form.min ||
    (form.anchor.length < SHORT && !/\d/.test(token)) ||
    (body !== '' && (!isDrawn(body) || (body.length < EXEMPT && isSequential(body)))) ||
    (kind.id.startsWith('aws') && token.length < 41 && EXAMPLE.test(token))
  )
    return undefined;
  return { id: kind.id, class: kind.class, start, end: start + token.length, confidence: 0.95 };
}

/** A full stop behind a token ends the sentence. */
function trimEnd(token: string): string {
  return token.endsWith('.') && !token.startsWith('eyJ') ? token.replace(/\.+$/, '') : token;
}

function readNamed(
  forms: readonly { readonly kind: Kind; readonly form: Form }[],
  { text, start: at, end: nameEnd, floor, last }: Place,
): Outcome {
  if (!beginsName(text, at, { end: nameEnd, floor })) return undefined;
  const value = valueAfter(text, nameEnd);
  if (value === undefined || value.start - at > CONTEXT) return undefined;
  const { start } = value;
  for (const { kind, form } of forms) {
    const end = endOf(form, text, { start, last });
    if (end === 'open') return start;
    if (end === undefined || !isWhole(text, end)) continue;
    const found = text.slice(start, end);
    if (!isDrawn(found) || isWordy(found) || EXAMPLE.test(found)) continue;
    return {
      id: kind.id,
      class: kind.class,
      start,
      end,
      confidence: found.length < 20 ? 0.66 : 0.85,
      yields: true,
    };
  }
  return undefined;
}

/** Whether nothing follows that would make it a part of something longer. */
function isWhole(text: string, end: number): boolean {
  return end >= text.length || !/[\w+/=~-]/.test(text.charAt(end));
}

/** Whether the name stands for itself: at the beginning of a word, and in one case (`SetSysctl` is no Etsy). */
function beginsName(
  text: string,
  start: number,
  { end, floor }: { readonly end: number; readonly floor: number },
): boolean {
  const name = text.slice(start, end);
  const isUpper = name === name.toUpperCase();
  if (
    !isUpper &&
    name !== name.toLowerCase() &&
    !/^[A-Z][a-z\d]+(?:[-_. ]?[A-Z]?[a-z\d]+)*$/.test(name) &&
    !/^[a-z]+(?:[A-Z][a-z]+)+$/.test(name)
  )
    return false;
  if (start <= floor || !isLetter(text.charCodeAt(start - 1))) return true;
  const before = text.charAt(start - 1);
  return (before !== before.toUpperCase() && /^[A-Z]/.test(name)) || text[start - 2] === '\\';
}
