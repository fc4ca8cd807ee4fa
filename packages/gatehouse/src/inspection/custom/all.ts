/** The organisation's own detectors: made from its configuration, and tested by the examples that stand beside them. */
import type { Path, Problem, Report } from '../../config/problem.ts';
import type { Detector } from '../detector.ts';
import { createInspector } from '../engine.ts';
import { hasWords } from './phrases.ts';
import { type CustomRule, detectorsOf } from './rule.ts';

/** Either every detector of the configuration works and keeps its promises, or none of them is used. */
export function createCustom(
  rules: readonly CustomRule[],
  report: Report,
): { readonly detectors: readonly Detector[] } | { readonly problems: readonly Problem[] } {
  const detectors: Detector[] = [];
  const problems: Problem[] = [];
  for (const [index, rule] of rules.entries()) {
    const path = ['inspection', 'detectors', index];
    const empty = phrasesWithoutWords(rule);
    if (empty.length > 0) {
      problems.push(...empty.map((each) => report([...path, ...each], 'This holds no word and no number.')));
      continue;
    }
    const made = detectorsOf(rule);
    if ('key' in made) problems.push(report([...path, made.key], made.message));
    else {
      detectors.push(...made);
      problems.push(...brokenPromises(rule, made).map(([at, message]) => report([...path, ...at], message)));
    }
  }
  return problems.length > 0 ? { problems } : { detectors };
}

function phrasesWithoutWords(rule: CustomRule): readonly Path[] {
  return (['words', 'context'] as const).flatMap((key) =>
    (rule[key] ?? []).flatMap((phrase, index) => (hasWords(phrase) ? [] : [[key, index]])),
  );
}

/** The examples beside a rule that it gets wrong. INVARIANT: a sentence never repeats the example. */
function brokenPromises(rule: CustomRule, detectors: readonly Detector[]): readonly [Path, string][] {
  const inspector = createInspector({ detectors });
  const finds = (text: string): boolean => {
    const pushed = inspector.openChannel({ view: 'text', role: 'user' }).push(text, true);
    if (!pushed.ok) throw new Error(`the detector ${rule.id} failed: ${pushed.fault.cause}`);
    return pushed.value.findings.length > 0;
  };
  return [
    ...rule.tests.finds.flatMap((text, index): [Path, string][] =>
      finds(text)
        ? []
        : [[['tests', 'finds', index], `Detector ${rule.id} finds nothing in this text, but must.`]],
    ),
    ...rule.tests.ignores.flatMap((text, index): [Path, string][] =>
      finds(text)
        ? [[['tests', 'ignores', index], `Detector ${rule.id} finds something in this text, but must not.`]]
        : [],
    ),
  ];
}
