/** What both protocols collect from a request beside its passages: remote addresses, and ways around the gate. */
import type { Opaque } from '../kernel/passage.ts';
import { bytesInBase64, isBase64, readDataUrl } from './encodings.ts';
import { type JsonNode, numberValue } from './json/document.ts';
import { Leaves, type Spot, type Visit } from './leaves.ts';
import type { AttachedFile, Bypass, RemoteContent } from './protocol.ts';

export class RequestLeaves extends Leaves {
  readonly remote: RemoteContent[] = [];
  readonly files: AttachedFile[] = [];
  readonly bypasses: Bypass[] = [];

  /** Notes something that would go around the gate. WHY: a name is a word of a protocol, or else it may be content. */
  bypass({ place }: Spot, kind: Bypass['kind'], name: string | undefined): void {
    this.bypasses.push({ kind, place, name: name !== undefined && NAME.test(name) ? name : 'unnamed' });
  }

  /** Names the bytes of a file, which are no text, and keeps them for whoever can read what files hold. */
  attached(spot: Spot, kind: Opaque['kind'], base64: string): void {
    this.unreadable(spot, kind, bytesInBase64(base64.length));
    if (kind === 'image' || kind === 'document') {
      this.files.push({ place: spot.place, node: spot.node, base64 });
    }
  }

  /** Notes an address that the provider would fetch; `node` is what the fetched content replaces. */
  fetches(
    spot: Spot,
    what: { readonly url: string; readonly kind: RemoteContent['kind']; readonly node: JsonNode },
  ): void {
    this.remote.push({ place: spot.place, ...what });
  }

  /** Refuses a field with the reason; the place names it. */
  refuseAt({ place }: Spot, reason: string): void {
    this.refuse(`${place} ${reason}.`);
  }

  /** A boolean field of the root: absent and null are false, anything but a boolean is refused. */
  flag(name: string, node: JsonNode | undefined): boolean {
    if (node !== undefined && !['true', 'false', 'null'].includes(node.kind))
      this.refuse(`$.${name} must be a boolean.`);
    return node?.kind === 'true';
  }

  /** An integer field of the root within a range; absent and null are undefined, anything else is refused. */
  integer(name: string, node: JsonNode | undefined, max: number): number | undefined {
    if (node === undefined || node.kind === 'null') return undefined;
    const value = numberValue(this.document, node);
    if (value !== undefined && Number.isSafeInteger(value) && value >= 1 && value <= max) return value;
    this.refuse(`$.${name} must be an integer from 1 to ${max}.`);
    return undefined;
  }
}

/** An array whose items decide what is allowed: in any other form it could not be judged, so it is refused. */
export function list(visit: Visit<RequestLeaves>): Visit<RequestLeaves> {
  return (leaves, spot) => {
    const { kind } = spot.node;
    if (kind === 'array') leaves.takeItems(spot, visit);
    else if (kind !== 'null') leaves.refuseAt(spot, 'must be an array');
  };
}

/** A field whose mere presence goes around the gate; null, false, and empty lists ask for nothing. */
export function bypass(kind: Bypass['kind'], name: string): Visit<RequestLeaves> {
  return (leaves, spot) => {
    const { node } = spot;
    const asks =
      node.kind !== 'null' && node.kind !== 'false' && !(node.kind === 'array' && node.children.length === 0);
    if (asks) leaves.bypass(spot, kind, name);
    leaves.take(spot);
  };
}

/** The same for every name of a list. */
export function bypasses(
  kind: Bypass['kind'],
  names: readonly string[],
): Readonly<Record<string, Visit<RequestLeaves>>> {
  return Object.fromEntries(names.map((name) => [name, bypass(kind, name)]));
}

/**
 * A string at the protocol's place for bytes: base64 or a `data:` address is opaque, an address with another scheme
 * is remote, anything else is a passage. A `data:` address in another encoding is a passage and opaque at once.
 */
export function bytesAs(kind: RemoteContent['kind']): Visit<RequestLeaves> {
  return (leaves, spot) => {
    const text = leaves.text(spot.node);
    if (text === undefined) {
      leaves.refuseAt(spot, 'must be a string');
      return;
    }
    const data = readDataUrl(text);
    // WHY: at the place of an address, what is no data: address is one, however it looks.
    const base64 = data === undefined && kind !== 'image' && isBase64(text) ? text : data?.base64;
    if (base64 !== undefined || data !== undefined) {
      const isImage = data === undefined || data.mediaType.startsWith('image/');
      const opaque = kind === 'image' && !isImage ? 'document' : kind;
      if (base64 !== undefined) leaves.attached(spot, opaque, base64);
      else leaves.unreadable(spot, opaque, bytesInBase64(text.length));
    }
    if (base64 !== undefined) return;
    leaves.leaf(spot);
    if (data === undefined && (kind === 'image' || SCHEME.test(text))) {
      leaves.fetches(spot, { url: text, kind, node: spot.node });
    }
  };
}

/** A string at the protocol's place for the base64 bytes of a file; what is no base64 is read like any other text. */
export function fileAs(kind: 'image' | 'document'): Visit<RequestLeaves> {
  return (leaves, spot) => {
    const text = leaves.text(spot.node);
    if (text !== undefined && isBase64(text)) leaves.attached(spot, kind, text);
    else leaves.take(spot);
  };
}

/** Token ids that stand for a text: nobody but the provider's tokenizer can read them. */
export function tokens(leaves: RequestLeaves, spot: Spot): void {
  const isTokens =
    spot.node.kind === 'array' &&
    spot.node.children.some(({ kind }) => kind === 'number' || kind === 'array');
  if (isTokens) leaves.unreadable(spot, 'tokens', spot.node.end - spot.node.start);
  leaves.take(spot);
}

const NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;
const SCHEME = /^\s*[a-z][a-z0-9+.-]*:/i;
