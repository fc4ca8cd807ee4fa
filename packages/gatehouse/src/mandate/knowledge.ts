/** What a mandate knows, as one index over its steps that grows with them. */
import { UNKNOWN_ARGUMENT } from '../kernel/manifest.ts';
import { type Entry, type Field, labelled, nameField } from './fields.ts';
import type { Flow, Json, Step } from './flow.ts';
import { canBeLaundered, pieces, scalars } from './laundering.ts';
import { atoms, isReference, isUrl, plain, referencesIn } from './normalise.ts';
import { type Moment, readMoment } from './times.ts';
import { occurrences, parts, readWords, type Words } from './words.ts';

/** Something that records speak of: entries with the same id, or of the same kind and name, joined. */
export interface Thing {
  readonly key: string;
  readonly kind: string;
  /** By name and text, newest last. */
  readonly fields: Field[];
}

/** A listing of everything of a kind, as far as its arguments narrowed it. */
export interface Enumeration {
  readonly kind: string;
  readonly step: number;
  readonly keys: readonly string[];
  readonly narrowedBy: readonly string[];
}

/** A field, and the thing that has it. */
export interface Holder {
  readonly kind: string;
  readonly key: string;
  readonly field: Field;
}

interface Passage {
  readonly step: number;
  readonly place: string;
  readonly text: string;
}

export class Knowledge {
  readonly words: Words[] = [];
  readonly things = new Map<string, Map<string, Thing>>();
  readonly enumerations: Enumeration[] = [];
  /** Which things have a field of this plain text. */
  readonly holders = new Map<
    string,
    { readonly kind: string; readonly key: string; readonly field: Field }[]
  >();
  readonly privates: Field[] = [];
  /** Words of fields that nobody outside can write, without addresses, accounts and numbers. */
  readonly vocabulary = new Set<string>();
  /** Addresses and long numbers in trusted descriptions: not those of people who merely wrote or took part. */
  readonly references = new Set<string>();
  readonly outside: Passage[] = [];
  readonly granted: Extract<Step, { kind: 'granted' }>[] = [];
  /** How often a grant of the words was used up. */
  readonly used = new Map<string, number>();
  today: Moment | undefined;
  tainted = false;
  /** Things in the order in which something was learnt about them. */
  readonly learnt: { readonly kind: string; readonly key: string }[] = [];
  /** Members' texts that hold the address of a page. */
  readonly links: Holder[] = [];
  readonly #steps: Step[] = [];
  readonly #written = new Set<string>();
  /** Where a word of an outsiders' text stands, by its place in `outside`, up to the `#posted` first of these. */
  readonly #postings = new Map<string, number[]>();
  #posted = 0;

  /** Whether this is what was known after the first of these steps. */
  precedes(steps: readonly Step[]): boolean {
    return (
      this.#steps.length <= steps.length && this.#steps.every((step, index) => isSame(step, steps[index]))
    );
  }

  get length(): number {
    return this.#steps.length;
  }

  extend(steps: readonly Step[]): void {
    for (const step of steps.slice(this.#steps.length)) {
      this.#learn(step, this.#steps.length);
      this.#steps.push(step);
    }
  }

  thing(kind: string, key: string): Thing | undefined {
    return this.things.get(kind)?.get(key);
  }

  /** Whether a word, in plain form, stands in a text of outsiders. */
  isOutsideWord(word: string): boolean {
    this.#post();
    return this.#postings.has(word);
  }

  /** A text of outsiders that the value stands in, found by its rarest word. */
  findOutside(value: string): Passage | undefined {
    const wanted = plain(value);
    if (wanted === '') return undefined;
    this.#post();
    const lists = atoms(value).map((atom) => this.#postings.get(atom.text) ?? []);
    const shortest = lists.toSorted((one, other) => one.length - other.length)[0] ?? [];
    for (const index of shortest) {
      const passage = this.outside[index];
      if (passage !== undefined && holds(plain(passage.text), wanted)) return passage;
    }
    return undefined;
  }

  #learn(step: Step, index: number): void {
    if (step.kind === 'words') this.words.push(readWords(step.text, index));
    else if (step.kind === 'granted') this.granted.push(step);
    else if (step.kind === 'seen') {
      this.tainted = true;
      this.outside.push({ step: index, place: '$', text: step.text });
    } else if (step.kind === 'called') {
      this.#use(step.used, 1);
      this.#learnWritten(step);
    } else this.#learnResult(step, index);
  }

  #use(grants: readonly string[], times: 1 | -1): void {
    for (const grant of grants) this.used.set(grant, (this.used.get(grant) ?? 0) + times);
  }

  #learnResult(step: Extract<Step, { kind: 'result' }>, index: number): void {
    const called = step.of === undefined ? undefined : this.#steps[step.of];
    if (called?.kind === 'called') {
      if (!step.succeeded) this.#use(called.used, -1);
    } else {
      if (step.manifest.effect !== 'read') this.#learnWritten(step);
      if (step.succeeded) this.#use(step.used, 1);
    }
    for (const piece of step.laundered ?? []) this.#written.add(piece);
    const { entries, outside } = labelled(step.manifest, step.value, index);
    for (const passage of outside) this.outside.push({ step: index, ...passage });
    if (outside.length > 0) this.tainted = true;
    // WHY: an answer that says it failed is its server's text, not a record of anything.
    if (!step.succeeded) return;
    for (const piece of step.laundered ?? []) this.#written.add(piece);
    const keys = entries.map((entry) => this.#learnEntry(entry));
    const kind = entries.find((entry) => entry.kind !== undefined)?.kind ?? step.manifest.of;
    if (step.manifest.complete && kind !== undefined) {
      const narrowedBy = [...scalars(step.call.arguments as Json, '$')].map((argument) => argument.text);
      this.enumerations.push({ kind, step: index, keys: [...new Set(keys)], narrowedBy });
    }
    const only = entries.length === 1 ? entries[0]?.fields : undefined;
    if (only?.length === 1 && only[0]?.role === 'time' && only[0].writers === 'system')
      this.today = readMoment(only[0].raw);
  }

  #learnEntry(entry: Entry): string {
    const kind = entry.kind ?? `?${entry.step}`;
    const fields = entry.fields.map((field) => this.#unlaundered(field));
    const id = fields.find((field) => field.role === 'id' && (field.of === undefined || field.of === kind));
    const own = id ?? nameField(fields, kind);
    const things = this.things.get(kind) ?? new Map<string, Thing>();
    this.things.set(kind, things);
    const alike = own === undefined ? undefined : `${own.role}:${own.text}`;
    const isOther = alike !== undefined && id === undefined && isAnother(things.get(alike), own, fields);
    const key = alike === undefined || isOther ? `${entry.step}${entry.place}` : alike;
    const known = things.get(key);
    const renewed = new Set(fields.map((field) => field.name));
    const kept = known?.fields.filter((field) => !renewed.has(field.name)) ?? [];
    things.set(key, { key, kind, fields: [...kept, ...fields] });
    this.learnt.push({ kind, key });
    for (const field of fields) this.#learnField({ kind, key, field });
    return key;
  }

  #learnField(holder: Holder): void {
    const { field } = holder;
    const known = this.holders.get(field.text);
    if (known === undefined) this.holders.set(field.text, [holder]);
    else known.push(holder);
    const isLink = field.role === 'text' && field.writers === 'members' && !field.private;
    if (isLink && atoms(field.raw).some((atom) => isUrl(atom.raw))) this.links.push(holder);
    if (field.writers === 'outsiders') {
      this.tainted = true;
      this.outside.push({ step: field.step, place: field.place, text: field.raw });
    } else if (field.private) this.privates.push(field);
    else if (field.writers !== 'members') {
      const describes = field.role !== 'recipient' && field.role !== 'account' && field.role !== 'url';
      for (const reference of describes ? referencesIn(field.raw) : []) this.references.add(reference);
      for (const atom of atoms(field.raw)) {
        if (this.vocabulary.has(atom.text) || isReference(atom.text)) continue;
        for (const word of [atom.text, ...parts(atom.text)]) this.vocabulary.add(word);
      }
    }
  }

  /** WHY only when somebody looks for it: most calls pass without that. */
  #post(): void {
    for (; this.#posted < this.outside.length; this.#posted += 1) {
      const { text } = this.outside[this.#posted] as Passage;
      for (const word of new Set(atoms(text).map((atom) => atom.text))) {
        const known = this.#postings.get(word);
        if (known === undefined) this.#postings.set(word, [this.#posted]);
        else known.push(this.#posted);
      }
    }
  }

  /** What an agent wrote and no trusted source had said before; also if the tool said that it failed. */
  #learnWritten(step: Extract<Step, { kind: 'result' | 'called' }>): void {
    for (const [name, value] of Object.entries(step.call.arguments)) {
      const { role } = step.manifest.arguments[name] ?? UNKNOWN_ARGUMENT;
      if (!canBeLaundered(role)) continue;
      for (const scalar of scalars(value, '$')) {
        if (typeof scalar.value === 'boolean') continue;
        if (this.words.some((words) => occurrences(words, scalar.text).length > 0)) continue;
        const sources = this.holders.get(plain(scalar.text)) ?? [];
        if (sources.some(({ field }) => field.writers !== 'outsiders')) continue;
        for (const piece of pieces(scalar.text, role)) this.#written.add(piece);
      }
    }
  }

  /** A field with what an agent wrote in it is outsiders', whoever may write it otherwise. */
  #unlaundered(field: Field): Field {
    if (this.#written.size === 0) return field;
    if (field.writers === 'outsiders' || !canBeLaundered(field.role)) return field;
    const written = pieces(field.raw, field.role).some((piece) => this.#written.has(piece));
    return written ? { ...field, writers: 'outsiders' } : field;
  }
}

/**
 * Whether entries of one name are two things: what both say of themselves differs, and either they stand in one listing
 * or whoever chose the name is not whose things these are.
 */
function isAnother(known: Thing | undefined, name: Field | undefined, fields: readonly Field[]): boolean {
  if (known === undefined || name === undefined) return false;
  const isChosen = name.writers === 'outsiders' || name.writers === 'members';
  const told = Map.groupBy(known.fields, (field) => field.name);
  return [...Map.groupBy(fields, (field) => field.name)].some(([label, own]) => {
    const before = told.get(label);
    if (before === undefined || !(isChosen || before[0]?.step === own[0]?.step)) return false;
    return sortedTexts(before) !== sortedTexts(own);
  });
}

function sortedTexts(fields: readonly Field[]): string {
  return JSON.stringify(fields.map((field) => field.text).sort());
}

/** Whether the text stands there, not within a longer word or number. */
function holds(text: string, wanted: string): boolean {
  const inner = /[\p{L}\p{M}\p{N}]/u;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (!inner.test(text[at - 1] ?? ' ') && !inner.test(text[at + wanted.length] ?? ' ')) return true;
  }
  return false;
}

/** WHY not by identity alone: who reads a flow twice at the same moment decodes its newest steps twice. */
function isSame(step: Step, other: Step | undefined): boolean {
  return step === other || JSON.stringify(step) === JSON.stringify(other);
}

const remembered = new WeakMap<Step, Knowledge>();

/**
 * Everything that the flow's steps say. Remembered by the first step and extended, so that a call costs what is new.
 * INVARIANT: what is remembered is only ever a function of the steps; nothing that was judged goes into it.
 */
export function knowledgeOf({ steps }: Flow): Knowledge {
  const first = steps[0];
  const known = first === undefined ? undefined : remembered.get(first);
  const knowledge = known?.precedes(steps) ? known : new Knowledge();
  knowledge.extend(steps);
  // WHY: whoever looks at an earlier state of a flow must not make the next ones learn all of it again.
  if (first !== undefined && knowledge.length >= (known?.length ?? 0)) remembered.set(first, knowledge);
  return knowledge;
}
