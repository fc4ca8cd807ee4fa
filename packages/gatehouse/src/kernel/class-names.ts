/** The names by which a charter speaks of data: classes, groups of classes, and the organisation's own classes. */

import { CLASS_GROUPS, type ClassGroup } from './classes/class.ts';
import { DATA_CLASSES } from './classes.ts';

/** What no group of persons' data is: what attacks or judges, what opens doors, and what only its owner can explain. */
const NOT_PERSONAL: ReadonlySet<string> = new Set<ClassGroup>([
  'secrets',
  'threats',
  'signals',
  'custom_data',
]);
const PERSONAL = 'personal_data';

/** Built-in names; `custom` are the organisation's own classes. Names that stand for no class are no names. */
export function knownClassNames(custom: readonly string[]): readonly string[] {
  const groups = [...Object.keys(CLASS_GROUPS), PERSONAL].filter(
    (name) => membersOf(name, custom).length > 0,
  );
  return [...Object.keys(DATA_CLASSES), ...groups, ...custom];
}

/** Plain class names for what a charter names, each once. A name that nothing has stays as it is. */
export function expandClasses(names: readonly string[], custom: readonly string[]): readonly string[] {
  const expanded = names.flatMap((name) => (isGroup(name) ? membersOf(name, custom) : [name]));
  return [...new Set(expanded)];
}

/** Whether a name is taken by a group, and can be no class of an organisation's own. */
export function isGroup(name: string): boolean {
  return name === PERSONAL || Object.hasOwn(CLASS_GROUPS, name);
}

function membersOf(name: string, custom: readonly string[]): readonly string[] {
  if (name === 'custom_data') return custom.filter((each) => !Object.hasOwn(DATA_CLASSES, each));
  const isMember =
    name === PERSONAL ? (group: string) => !NOT_PERSONAL.has(group) : (group: string) => group === name;
  return Object.entries(DATA_CLASSES)
    .filter(([, { group }]) => isMember(group))
    .map(([each]) => each);
}
