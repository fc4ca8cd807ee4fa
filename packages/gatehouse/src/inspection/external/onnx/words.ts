/** Splits text into words as BERT's tokenizer does, with the way back to where each character came from. */

export interface WordRules {
  readonly cleanText: boolean;
  readonly splitChinese: boolean;
  readonly stripAccents: boolean;
  readonly lowercase: boolean;
}

/** A word as the vocabulary may have it; `starts` and `ends` say for each of its code units what it stands for. */
export interface Word {
  text: string;
  readonly starts: number[];
  readonly ends: number[];
}

const WHITE = /\s/u;
const CONTROL = /\p{C}|\ufffd/u;
const ACCENTS = /\p{Mn}/gu;
const PUNCTUATION = /[!-/:-@[-`{-~]|\p{P}/u;
/** CJK ideographs, each a word of its own, as BERT's reference implementation lists them. */
const IDEOGRAPH =
  /[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/u;

/** `BertNormalizer` and `BertPreTokenizer` of https://github.com/huggingface/tokenizers. */
export function wordsOf(text: string, rules: WordRules): readonly Word[] {
  const words: Word[] = [];
  let word: Word | undefined;
  let at = 0;
  for (const character of text) {
    const start = at;
    at += character.length;
    if (WHITE.test(character)) {
      word = undefined;
      continue;
    }
    if (rules.cleanText && CONTROL.test(character)) continue;
    const alone = rules.splitChinese && IDEOGRAPH.test(character);
    for (const part of normalised(character, rules)) {
      const isolated = alone || PUNCTUATION.test(part);
      if (word === undefined || isolated) {
        word = { text: '', starts: [], ends: [] };
        words.push(word);
      }
      word.text += part;
      for (let unit = 0; unit < part.length; unit += 1) {
        word.starts.push(start);
        word.ends.push(at);
      }
      if (isolated) word = undefined;
    }
  }
  return words;
}

function normalised(character: string, { stripAccents, lowercase }: WordRules): string {
  const plain = stripAccents ? character.normalize('NFD').replaceAll(ACCENTS, '') : character;
  return lowercase ? plain.toLowerCase() : plain;
}
