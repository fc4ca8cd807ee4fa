/** Checks of what the organisation teaches the gate to find, and of the classes that rules name. */
import { expandClasses, isGroup, knownClassNames } from '../kernel/class-names.ts';
import { type Checking, expectKnown, objectionToUrl } from './checking.ts';
import type { Settings } from './schema.ts';

/** The lists of detectors. */
const LISTS = ['detectors', 'exact_data', 'fingerprints', 'external', 'onnx'] as const;

export function checkInspection(checking: Checking, today: string): void {
  const { settings, report, problems, warnings } = checking;
  const taken = new Set<string>();
  for (const list of LISTS) {
    for (const [index, rule] of settings.inspection[list].entries()) {
      const path = ['inspection', list, index];
      if (taken.has(rule.id)) {
        const message = `The id "${rule.id}" is used twice; findings name detectors by their id.`;
        problems.push(report([...path, 'id'], message));
      }
      taken.add(rule.id);
      for (const name of classesOf(rule).filter(isGroup)) {
        const message = `"${name}" is a group of classes; choose a class of its own.`;
        problems.push(report([...path, 'class' in rule ? 'class' : 'classes'], message));
      }
      if (rule.review < today) {
        const message = `Detector ${rule.id} was due for review on ${rule.review}.`;
        warnings.push(report([...path, 'review'], message));
      }
    }
  }
  checkForms(checking);
}

/** The organisation's own classes, in the order in which they are first named. */
export function customClasses({ inspection }: Pick<Settings, 'inspection'>): readonly string[] {
  const names = LISTS.flatMap((list) => inspection[list].flatMap(classesOf));
  return [...new Set(names)];
}

export function checkClasses(checking: Checking): void {
  const { access, data, tools, endorsements } = checking.settings.charter;
  const known = knownClassNames(customClasses(checking.settings));
  const lists = [
    ...access.map(({ classes = [] }, index) => ({ classes, path: ['charter', 'access', index] })),
    ...data.map(({ classes }, index) => ({ classes, path: ['charter', 'data', index] })),
    ...tools.map(({ classes = [] }, index) => ({ classes, path: ['charter', 'tools', index] })),
    ...endorsements.map(({ classes = [] }, index) => ({
      ...{ classes, path: ['charter', 'endorsements', index] },
    })),
  ];
  for (const { classes, path } of lists) {
    for (const [index, name] of classes.entries()) {
      expectKnown(checking, { path: [...path, 'classes', index], what: 'data class' }, { name, known });
    }
  }
}

/** The settings with plain classes where rules name groups. */
export function withPlainClasses(settings: Settings): Settings {
  const custom = customClasses(settings);
  const plain = (names: readonly string[]) => [...expandClasses(names, custom)];
  const { access, data, tools, endorsements } = settings.charter;
  const withClasses = <Rule extends { classes?: string[] | undefined }>(rule: Rule): Rule =>
    rule.classes === undefined ? rule : { ...rule, classes: plain(rule.classes) };
  return {
    ...settings,
    charter: {
      ...settings.charter,
      access: access.map(withClasses),
      tools: tools.map(withClasses),
      endorsements: endorsements.map(withClasses),
      data: data.map((rule) => ({ ...rule, classes: plain(rule.classes) })),
    },
  };
}

function classesOf(
  rule: { readonly class: string } | { readonly classes: Readonly<Record<string, string>> },
): readonly string[] {
  return 'class' in rule ? [rule.class] : Object.values(rule.classes);
}

function checkForms(checking: Checking): void {
  const { settings, report, problems } = checking;
  for (const [index, { url, allow_private }] of settings.inspection.external.entries()) {
    const message = objectionToUrl(url, allow_private);
    if (message !== undefined) problems.push(report(['inspection', 'external', index, 'url'], message));
  }
  for (const [index, { classes, labels }] of settings.inspection.onnx.entries()) {
    const known = labels.map((label) => label.replace(/^[BIESLU]-/, ''));
    for (const name of Object.keys(classes)) {
      const path = ['inspection', 'onnx', index, 'classes', name];
      expectKnown(checking, { path, what: 'label' }, { name, known });
    }
  }
  for (const [index, { pattern, words, validator }] of settings.inspection.detectors.entries()) {
    const path = ['inspection', 'detectors', index];
    if (pattern === undefined && words === undefined) {
      problems.push(report(path, 'A detector needs a `pattern`, `words`, or both.'));
    }
    if (validator !== undefined && pattern === undefined) {
      problems.push(report(path, 'Check digits are looked for in what a `pattern` matches; there is none.'));
    }
  }
}
