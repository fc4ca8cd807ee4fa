/** Makes up words that look like those of a list: a Markov chain over three letters. */
import type { Dice } from './dice.ts';

const ORDER = 3;
const LENGTH_MIN = 4;
const LENGTH_MAX = 14;

export function createChain(words: readonly string[]): (dice: Dice) => string {
  const followers = new Map<string, string[]>();
  for (const word of words) {
    const padded = `${'^'.repeat(ORDER)}${word}$`;
    for (let at = ORDER; at < padded.length; at += 1) {
      const state = padded.slice(at - ORDER, at);
      followers.set(state, [...(followers.get(state) ?? []), padded.charAt(at)]);
    }
  }
  return (dice) => {
    for (;;) {
      let word = '^'.repeat(ORDER);
      while (!word.endsWith('$') && word.length < ORDER + LENGTH_MAX + 1) {
        word += dice.pick(followers.get(word.slice(-ORDER)) ?? ['$']);
      }
      const made = word.slice(ORDER).replace('$', '');
      if (word.endsWith('$') && made.length >= LENGTH_MIN && !/[- ]$/.test(made)) return made;
    }
  };
}
