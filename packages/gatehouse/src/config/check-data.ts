/** What a data rule may ask for: a remedy that could never take effect is an error. */
import { expandClasses } from '../kernel/class-names.ts';
import type { Checking } from './checking.ts';
import type { Path } from './problem.ts';
import type { DataRule } from './schema.ts';

const SIGNALS = new Set(expandClasses(['signals'], []));

export function checkData({ report, problems }: Checking, path: Path, rule: DataRule): void {
  if (rule.do === 'label' && rule.confidence !== 'unsure') {
    const message = 'What is found is labelled anyway; `label` is for what is only suspected.';
    problems.push(
      report([...path, 'do'], message, { key: 'confidence', suggestion: 'Add confidence: unsure.' }),
    );
  }
  if (rule.do === 'tokenise' && !rule.directions.includes('request')) {
    const message = 'Data is tokenised on its way out and restored on its way back, never the other way.';
    problems.push(
      report([...path, 'directions'], message, { key: 'directions', suggestion: 'Use request.' }),
    );
  }
  if (rule.do !== 'mask' && rule.do !== 'tokenise') return;
  for (const [index, name] of rule.classes.entries()) {
    if (!expandClasses([name], []).some((each) => SIGNALS.has(each))) continue;
    const message = `"${name}" is a judgement about an answer and no data in it, so it cannot be replaced.`;
    const suggestion = 'Use block, label or count.';
    problems.push(report([...path, 'classes', index], message, { key: 'do', suggestion }));
  }
}
