/** What both protocols collect from answers and stream events: channels, and copies of what flows through them. */
import { get, type JsonDocument, type JsonNode, numberValue } from './json/document.ts';
import { type Fields, Leaves, type Spot } from './leaves.ts';
import type { Copy, Delta } from './protocol.ts';

export class AnswerLeaves extends Leaves {
  readonly copies: Copy[] = [];
  /** The channel of every passage that may have copies, by place. */
  readonly channels = new Map<string, string>();
  /** The number of the choice or block that is being read; all its channels begin with it. */
  scope = '0';

  /** Takes everything below as part of a channel. */
  takeInto(channel: string, spot: Spot): void {
    const before = this.passages.length;
    this.take(spot);
    for (let index = before; index < this.passages.length; index += 1) {
      this.channels.set(this.passages[index]?.place ?? '', `${this.scope}/${channel}`);
    }
  }

  /** Notes that `node` says again what flows through a channel. */
  copy(channel: string, node: JsonNode): void {
    if (node.kind !== 'null') this.copies.push({ channel: `${this.scope}/${channel}`, node });
  }
}

/** How the strings below a delta are read, by the name of their field. */
export interface Growth {
  /** Fields that come whole; all others continue a channel. */
  readonly complete: ReadonlySet<string>;
  /** Fields whose text is JSON source. */
  readonly json: ReadonlySet<string>;
}

/** Collects from an event of a stream, in which strings continue channels. */
export class EventLeaves extends AnswerLeaves {
  readonly deltas: Delta[] = [];
  readonly #growth: Growth;

  constructor(document: JsonDocument, growth: Growth) {
    super(document);
    this.#growth = growth;
  }

  /**
   * Takes every string below as a piece of a channel of its own, named by its path.
   * WHY: clients join unknown fields of deltas as well, so what looks complete here may be half of something.
   */
  grow(channel: string, spot: Spot): void {
    const { kind } = spot.node;
    if (kind === 'string') this.#piece(channel, spot);
    else if (kind === 'array') this.#growItems(channel, spot);
    else if (kind === 'object')
      this.eachField(spot, (name, inner) => this.#growField(`${channel}/`, name, inner));
    else this.take(spot);
  }

  /** The same for the fields of a delta itself, except those that have a row. */
  growFields<L extends EventLeaves>(this: L, spot: Spot, rows: Fields<L>): void {
    this.eachField(spot, (name, inner) => {
      const row = rows.get(name);
      if (row === undefined) this.#growField('', name, inner);
      else row(this, inner);
    });
  }

  #growField(prefix: string, name: string, inner: Spot): void {
    const isJson = inner.node.kind === 'string' && this.#growth.json.has(name);
    const voiced: Spot = isJson ? { ...inner, voice: { ...inner.voice, view: 'json' } } : inner;
    if (this.#growth.complete.has(name)) this.take(inner);
    else this.grow(prefix + name, voiced);
  }

  /** Items are told apart by the `index` that they state, since their position starts anew in each event. */
  #growItems(channel: string, spot: Spot): void {
    let position = 0;
    this.takeItems<EventLeaves>(spot, (leaves, item) => {
      const number = numberValue(this.document, get(item.node, 'index')) ?? position;
      position += 1;
      leaves.grow(`${channel}/${number}`, item);
    });
  }

  /** An empty string continues nothing, so it is complete as it is. */
  #piece(channel: string, spot: Spot): void {
    const passage = this.passage(spot);
    if (passage.text === '') this.passages.push(passage);
    else this.deltas.push({ channel: `${this.scope}/${channel}`, passage });
  }
}
