/** Tells texts that a mandate knows from texts of unknown origin, among those that a model is shown under it. */
import type { Flow, Json, Step } from './flow.ts';

/** Shorter texts say nothing by themselves: they are found in whatever is longer. */
const LENGTH_MIN = 16;

/**
 * The texts that stand in no recorded words, result or earlier sighting: by containment either way round, after
 * normalisation. INVARIANT: a role proves nothing, so what a message says of itself is not looked at.
 */
export function unknownTexts({ steps }: Pick<Flow, 'steps'>, texts: readonly string[]): readonly string[] {
  const fresh = new Map(texts.map((text) => [plain(text), text]));
  const wanted = [...fresh].filter(([text]) => text.length >= LENGTH_MIN);
  if (wanted.length === 0) return [];
  const known = steps.flatMap(knownTexts);
  const exact = new Set(known);
  const body = known.join('\n');
  return wanted.filter(([text]) => !exact.has(text) && !body.includes(text)).map(([, text]) => text);
}

/** WHY remembered: steps never change, and a long mandate is looked at with every call. */
const remembered = new WeakMap<Step, readonly string[]>();

function knownTexts(step: Step): readonly string[] {
  const known = remembered.get(step) ?? textsOf(step).map(plain);
  remembered.set(step, known);
  return known;
}

function textsOf(step: Step): readonly string[] {
  switch (step.kind) {
    case 'words':
    case 'seen':
      return [step.text];
    case 'result':
      return [JSON.stringify(step.value), ...leaves(step.value)];
    case 'called':
      return leaves(step.call.arguments as Json);
    case 'granted':
      return step.values;
  }
}

function leaves(value: Json): readonly string[] {
  if (value === null) return [];
  if (typeof value !== 'object') return [String(value)];
  return Object.values(value).flatMap((inner: Json) => leaves(inner));
}

/** WHY NFKC and one space: clients lay out again what they pass on. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, ' ').trim();
}
