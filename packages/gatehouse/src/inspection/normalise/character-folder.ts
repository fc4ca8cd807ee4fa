/** Reads a growing text character by character without its disguises; how it is cut into pieces changes nothing. */
import { newOrigins } from '../piece.ts';
import {
  ACTIONS,
  COMBINING,
  DISGUISED,
  EXPANDED,
  expansion,
  foldAstral,
  HIGH_SURROGATE,
  isDecoration,
  JOINER,
  kindNumber,
  PLAIN,
  REMOVED,
  REPLACED,
  REPLACEMENTS,
  SHOWN,
  UNIT_KINDS,
  VARIATION,
} from './characters.ts';
import {
  copy,
  endOf,
  type Folded,
  joined,
  type Mark,
  originsOf,
  part,
  type Source,
  startOf,
} from './source.ts';

/** Something of the source that is read as something else. */
interface Edit {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const KIND = {
  joiner: kindNumber('joiner'),
  tag: kindNumber('tag'),
  variation: kindNumber('variation'),
  combining: kindNumber('combining'),
  compatibility: kindNumber('compatibility'),
  privateUse: kindNumber('private_use'),
};

/** Letters that ZWJ and ZWNJ shape (Unicode Standard, section 23.2), and emoji, which ZWJ joins (UTS #51). */
const JOINED =
  /^(?:\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Mongolian}|\p{Script=Nko}|[\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff\u1b00-\u1bff\ua800-\uaaff]|\p{Extended_Pictographic}|\p{Emoji_Modifier})/u;
/** What has variants: emoji and digits of keycaps, ideographs, mathematical signs, and some scripts. */
const VARIED =
  /^(?:\p{Emoji}|\p{Script=Han}|\p{Sm}|\p{So}|\p{Po}|\p{Script=Mongolian}|\p{Script=Myanmar}|\p{Script=Phags_Pa})/u;
/** What a combining mark makes a disguise of, when both together are no character. */
const MARKABLE = /^[\p{Script=Latin}\p{Script=Common}]/u;
/** Marks that Latin letters are composed with. */
const COMPOSING = /[\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331]/;
const KEYCAP = '\u20e3';
const BLACK_FLAG = '\u{1f3f4}';
/** The longest tag sequence of a flag: a country, a subdivision, and the end (UTS #51, annex C). */
const FLAG_TAGS_MAX = 7;
/** Of so many removed characters in a row, the raw text belongs to the character behind them; of more, only the last. */
const GAP_MAX = 64;
/** Stands for what was removed at the end of a text. */
const STAND_IN = '\u200b';

export class CharacterFolder {
  /** Half a character that waits for the other. */
  #half: Source = { text: '', at: 0 };
  /** The character before, with the marks that belong to it; '' where nothing can join. */
  #cluster = '';
  #isVaried = false;
  #flagTags = 0;
  #isBeginning = true;
  /** Where what was removed before the next character begins, and how much that is. */
  #gap: number | undefined;
  #gapLength = 0;
  /** What was removed since the last character: count by kind. */
  #removed = new Map<number, number>();
  #edits: Edit[] = [];
  #marks: Mark[] = [];
  /** How much longer the folded text is than the source, so far. */
  #growth = 0;
  /** Whether each unit of the folded text still stands where it stood in the raw text. */
  #isAligned = true;

  /** Where, in the raw text, what was not given back yet begins; undefined when everything was. */
  get waiting(): number | undefined {
    return this.#gap ?? (this.#half.text === '' ? undefined : startOf(this.#half));
  }

  read(source: Source, last: boolean): Folded {
    const { text } = source;
    const isPlain = this.#half.text === '' && this.#gap === undefined && this.#removed.size === 0;
    if (!isPlain || isHighSurrogate(text.charCodeAt(text.length - 1)) || DISGUISED.test(text)) {
      return this.#fold(joined(this.#half, source), last);
    }
    this.#follow(text, 0, text.length);
    return { ...source, marks: [] };
  }

  #fold(source: Source, last: boolean): Folded {
    const { text } = source;
    this.#edits = [];
    this.#marks = [];
    this.#growth = 0;
    this.#isAligned = source.origins === undefined && this.#gap === undefined;
    const end = !last && isHighSurrogate(text.charCodeAt(text.length - 1)) ? text.length - 1 : text.length;
    this.#half = part(source, end, text.length);
    let plain = 0;
    let index = 0;
    while (index < end) {
      const code = text.charCodeAt(index);
      if (ACTIONS[code] === PLAIN) {
        if (this.#removed.size > 0) this.#found(index);
        index += 1;
        continue;
      }
      this.#follow(text, plain, index);
      index += this.#character(text, index, code);
      plain = index;
    }
    this.#follow(text, plain, end);
    const folded = this.#apply(part(source, 0, end));
    if (!last) return folded;
    const whole = this.#removed.size === 0 ? folded : this.#withStandIn(folded, endOf(source));
    this.#gap = undefined;
    return whole;
  }

  /** Reads the special character at `index`; the value is its length. */
  #character(text: string, index: number, code: number): number {
    switch (ACTIONS[code]) {
      case REPLACED:
        return this.#become(
          { at: index, length: 1, text: String.fromCharCode(REPLACEMENTS[code] ?? code) },
          kindOf(code),
        );
      case EXPANDED:
        return this.#become({ at: index, length: 1, text: expansion(code) }, kindOf(code));
      case REMOVED:
        return this.#remove(index, 1, code === 0xfeff && this.#isBeginning ? undefined : kindOf(code));
      case JOINER:
        return this.#joiner(text, index);
      case VARIATION:
        return this.#variation(index, 1, code - 0xfe00);
      case COMBINING:
        return this.#combining(text.charAt(index), index);
      case SHOWN:
        return this.#show(index, text.charAt(index), kindOf(code));
      case HIGH_SURROGATE:
        return this.#astral(text, index);
      default:
        throw new Error(`no action for code unit ${code}`);
    }
  }

  #astral(text: string, index: number): number {
    const code = text.codePointAt(index) ?? 0;
    if (code <= 0xffff) return this.#show(index, text.charAt(index), undefined);
    if (code >= 0xe_0100 && code <= 0xe_01ef) return this.#variation(index, 2, code - 0xe_0100 + 16);
    if (code >= 0xe_0000 && code <= 0xe_0fff) return this.#tag(index, code - 0xe_0000);
    const character = String.fromCodePoint(code);
    if (code >= 0xf_0000) return this.#show(index, character, KIND.privateUse);
    const folded = foldAstral(code);
    if (folded === undefined) return this.#show(index, character, undefined);
    return this.#become(
      { at: index, length: 2, text: folded },
      isDecoration(code) ? KIND.compatibility : undefined,
    );
  }

  #tag(index: number, hidden: number): number {
    const isFlag = (this.#cluster === BLACK_FLAG || this.#flagTags > 0) && this.#flagTags < FLAG_TAGS_MAX;
    const flagTags = isFlag ? this.#flagTags + 1 : 0;
    const kind = isFlag ? undefined : KIND.tag;
    if (hidden < 0x20 || hidden > 0x7e) this.#remove(index, 2, kind);
    else this.#become({ at: index, length: 2, text: String.fromCharCode(hidden) }, kind);
    this.#flagTags = flagTags;
    return 2;
  }

  #joiner(text: string, index: number): number {
    if (!JOINED.test(this.#cluster)) return this.#remove(index, 1, KIND.joiner);
    this.#show(index, text.charAt(index), undefined);
    this.#cluster = '';
    return 1;
  }

  /** What has a variant keeps its selector, but for ASCII; more of them carry bytes. */
  #variation(index: number, length: number, byte: number): number {
    const isOrdinary =
      !this.#isVaried && VARIED.test(this.#cluster) && (byte < 16 || /^\p{Script=Han}/u.test(this.#cluster));
    if (isOrdinary && this.#cluster.charCodeAt(0) > 0x7f && length === 1) this.#found(index);
    else if (isOrdinary) this.#remove(index, length, undefined);
    else if (byte >= 0x20 && byte <= 0x7e) {
      this.#become({ at: index, length, text: String.fromCharCode(byte) }, KIND.variation);
    } else this.#remove(index, length, KIND.variation);
    this.#isVaried = true;
    return length;
  }

  #combining(mark: string, index: number): number {
    if (!MARKABLE.test(this.#cluster) || isCharacter(this.#cluster, mark)) {
      const cluster = this.#cluster;
      this.#show(index, mark, undefined);
      this.#cluster = MARKABLE.test(cluster) ? cluster + mark : '';
      return 1;
    }
    const isKeycap = mark === KEYCAP && /^[0-9#*]$/.test(this.#cluster);
    return this.#remove(index, 1, isKeycap ? undefined : KIND.combining);
  }

  /** The character stays as it is. */
  #show(index: number, character: string, kind: number | undefined): number {
    this.#found(index);
    if (kind !== undefined) this.#mark(index, kind, 1);
    this.#after(character);
    return character.length;
  }

  #become(edit: Edit, kind: number | undefined): number {
    this.#found(edit.at);
    if (kind !== undefined) this.#mark(edit.at, kind, 1);
    this.#edits.push(edit);
    this.#growth += edit.text.length - edit.length;
    this.#isAligned &&= edit.length === 1 && edit.text.length === 1;
    this.#after(edit.text.slice(-1));
    return edit.length;
  }

  #remove(index: number, length: number, kind: number | undefined): number {
    if (kind !== undefined) this.#removed.set(kind, (this.#removed.get(kind) ?? 0) + 1);
    this.#edits.push({ at: index, length, text: '' });
    this.#growth -= length;
    this.#isAligned = false;
    this.#isBeginning = false;
    return length;
  }

  /** A character stands at `index`: what was removed before it is told here. */
  #found(index: number): void {
    if (this.#removed.size === 0) return;
    for (const [kind, count] of this.#removed) this.#mark(index, kind, count);
    this.#removed.clear();
  }

  #mark(index: number, kind: number, count: number): void {
    this.#marks.push({ at: index + this.#growth, kind, count });
  }

  /** Plain text goes by. */
  #follow(text: string, from: number, to: number): void {
    if (to > from) this.#after(lastCharacter(text, from, to));
  }

  #after(character: string): void {
    this.#cluster = character;
    this.#isVaried = false;
    this.#flagTags = 0;
    this.#isBeginning = false;
  }

  /** The text with all edits, and where each of its units comes from. */
  #apply(source: Source): Folded {
    const origins = this.#isAligned ? undefined : originsOf(source);
    const built = origins === undefined ? undefined : newOrigins(source.text.length + this.#growth);
    let count = 0;
    let text = '';
    let plain = 0;
    const keep = (end: number) => {
      text += source.text.slice(plain, end);
      if (built === undefined || origins === undefined || end === plain) return;
      copy(origins, built, { from: plain, to: end, at: count });
      if (this.#gap !== undefined) built.starts[count] = this.#gap;
      this.#forgetGap();
      count += end - plain;
    };
    for (const edit of this.#edits) {
      keep(edit.at);
      plain = edit.at + edit.length;
      text += edit.text;
      if (built === undefined || origins === undefined) continue;
      const start = origins.starts[edit.at] ?? 0;
      if (edit.text === '') {
        this.#widen(start);
        continue;
      }
      const whole = { start: this.#gap ?? start, end: origins.ends[plain - 1] ?? 0 };
      for (const end = count + edit.text.length; count < end; count += 1) {
        built.starts[count] = whole.start;
        built.ends[count] = whole.end;
        built.bare[count] = origins.bare[edit.at] ?? 0;
      }
      this.#forgetGap();
    }
    keep(source.text.length);
    const { at } = source;
    return { text, at, marks: this.#marks, ...(built === undefined ? {} : { origins: built }) };
  }

  /** What was removed belongs to the character that was found. */
  #forgetGap(): void {
    this.#gap = undefined;
    this.#gapLength = 0;
  }

  #widen(start: number): void {
    this.#gap ??= start;
    this.#gapLength += 1;
    if (this.#gapLength < GAP_MAX) return;
    this.#gap = undefined;
    this.#gapLength = 0;
  }

  /** What was removed at the very end needs a character to be told at. */
  #withStandIn({ text, at, origins, marks }: Folded, end: number): Folded {
    const longer = newOrigins(text.length + 1);
    if (origins !== undefined) copy(origins, longer, { from: 0, to: text.length, at: 0 });
    longer.starts[text.length] = this.#gap ?? end;
    longer.ends[text.length] = end;
    const told = [...this.#removed].map(([kind, count]) => ({ at: text.length, kind, count }));
    this.#removed.clear();
    return { text: text + STAND_IN, at, origins: longer, marks: [...marks, ...told] };
  }
}

/** Whether a mark and what it stands on are one character (Unicode Standard, section 3.11). */
function isCharacter(cluster: string, mark: string): boolean {
  return COMPOSING.test(mark) && [...(cluster + mark).normalize('NFC')].length === 1;
}

function kindOf(code: number): number | undefined {
  const kind = UNIT_KINDS[code] ?? 0;
  return kind === 0 ? undefined : kind - 1;
}

function lastCharacter(text: string, from: number, to: number): string {
  const low = text.charCodeAt(to - 1);
  const isPair = low >= 0xdc00 && low <= 0xdfff && to - from > 1 && isHighSurrogate(text.charCodeAt(to - 2));
  return text.slice(isPair ? to - 2 : to - 1, to);
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
