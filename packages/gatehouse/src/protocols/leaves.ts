/** The walk over a document: every string, key and long number becomes a passage, whatever its field is called. */
import { fault } from '../kernel/faults.ts';
import type { Opaque, Passage, Role, View } from '../kernel/passage.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { type JsonDocument, type JsonNode, numberValue, stringValue } from './json/document.ts';
import { PROTOCOL_KEYS } from './protocol-keys.ts';

/** How the leaves at a place are labelled. */
export interface Voice {
  readonly role: Role;
  readonly view: View;
  readonly signed: boolean;
}

/** A node with its place and the voice that it has inherited. */
export interface Spot {
  readonly node: JsonNode;
  readonly place: string;
  readonly voice: Voice;
}

/** What a codec does at a place. INVARIANT: it takes every leaf below the spot exactly once, or calls it opaque. */
export type Visit<L extends Leaves> = (leaves: L, spot: Spot) => void;

/** What a codec knows of an object; all other fields are taken as they are. */
export type Fields<L extends Leaves> = ReadonlyMap<string, Visit<L>>;

/** Numbers with fewer digits carry nothing that a detector could find. */
const DIGITS_MIN = 8;

/** Collects the passages of one document. */
export class Leaves {
  readonly document: JsonDocument;
  readonly passages: Passage[] = [];
  readonly opaque: Opaque[] = [];
  #problem: string | undefined;

  constructor(document: JsonDocument) {
    this.document = document;
  }

  /** Takes every leaf at and below a node. */
  take(spot: Spot): void {
    const { kind } = spot.node;
    if (kind === 'string') this.leaf(spot);
    else if (kind === 'number') this.#number(spot);
    else if (kind === 'object') this.eachField(spot, (_, inner) => this.take(inner));
    else if (kind === 'array') this.takeItems(spot, takeWhole);
  }

  /** Takes an object field by field, each as its row in `fields` says; anything else as it is. */
  takeFields<L extends Leaves>(this: L, spot: Spot, fields: Fields<L>): void {
    if (spot.node.kind === 'object') {
      this.eachField(spot, (name, inner) => (fields.get(name) ?? takeWhole)(this, inner));
    } else {
      this.take(spot);
    }
  }

  /** Takes an array item by item; anything else as it is. */
  takeItems<L extends Leaves>(this: L, spot: Spot, visit: Visit<L>): void {
    const { node, place, voice } = spot;
    if (node.kind !== 'array') this.take(spot);
    for (let index = 0; node.kind === 'array' && index < node.children.length; index += 1) {
      visit(this, { node: node.children[index] as JsonNode, place: `${place}[${index}]`, voice });
    }
  }

  /** Takes the keys of an object and hands out its values. */
  eachField(spot: Spot, visit: (name: string, inner: Spot) => void): void {
    const { node, voice } = spot;
    for (let index = 0; index < node.children.length; index += 1) {
      const place = this.#enter(spot, index);
      visit(node.names[index] as string, { node: node.children[index] as JsonNode, place, voice });
    }
  }

  /** Takes one string as a passage. */
  leaf(spot: Spot): void {
    this.passages.push(this.passage(spot));
  }

  /** The passage of a string, without taking it. */
  passage({ node, place, voice }: Spot): Passage {
    return passageOf(node, { place, voice, text: this.text(node) ?? '', kind: 'string' });
  }

  /** Names what cannot be read instead of taking it. */
  unreadable({ place }: Spot, kind: Opaque['kind'], bytes: number): void {
    this.opaque.push({ place, kind, bytes });
  }

  text(node: JsonNode | undefined): string | undefined {
    return stringValue(this.document, node);
  }

  /** Notes that the document has a shape that the protocol does not define; the first such note is kept. */
  refuse(problem: string): void {
    this.#problem ??= problem;
  }

  /** The outcome: `request.shape` if anything was refused. */
  result<T>(make: () => T): Result<T> {
    return this.#problem === undefined ? ok(make()) : failed(fault('request.shape', this.#problem));
  }

  /**
   * Takes the key of a field unless it is a word of the protocols, and returns the place of its value.
   * WHY: places stand in evidence and in faults, so a key that may be content is named by its position only.
   */
  #enter({ node, place, voice }: Spot, index: number): string {
    const name = node.names[index] as string;
    if (PROTOCOL_KEYS.has(name)) return `${place}.${name}`;
    const inner = `${place}.{${index}}`;
    const key = node.keys[index] as JsonNode;
    this.passages.push(passageOf(key, { place: `${inner}~key`, voice, text: name, kind: 'key' }));
    return inner;
  }

  /** A number is read in full digits: `4.1e15` says the same as `4100000000000000`. */
  #number({ node, place, voice }: Spot): void {
    const source = this.document.source.slice(node.start, node.end);
    if (source.length < DIGITS_MIN && !/e/i.test(source)) return;
    const value = numberValue(this.document, node) ?? 0;
    const text = Number.isInteger(value) && Math.abs(value) < 1e21 ? String(value) : source;
    if (digitsIn(text) < DIGITS_MIN && digitsIn(source) < DIGITS_MIN) return;
    this.passages.push(passageOf(node, { place, voice, text, kind: 'number' }));
  }
}

function takeWhole(leaves: Leaves, spot: Spot): void {
  leaves.take(spot);
}

function passageOf(
  node: JsonNode,
  { place, voice, text, kind }: Omit<Spot, 'node'> & { text: string; kind: Passage['slot']['kind'] },
): Passage {
  const slot = { start: node.start, end: node.end, kind };
  return { place, role: voice.role, view: voice.view, text, slot, signed: voice.signed };
}

function digitsIn(text: string): number {
  return text.replaceAll(/\D/g, '').length;
}
