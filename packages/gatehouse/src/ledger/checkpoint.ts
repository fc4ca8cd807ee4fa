/** Signed heads of the ledger: C2SP tlog-checkpoint inside a C2SP signed-note, under Ed25519. */
import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** What a head says: so many leaves had this root. */
export interface Head {
  readonly size: number;
  readonly root: Uint8Array;
}

export interface Signer {
  /** The log's name, first line of every head. */
  readonly origin: string;
  /** The verifier key in the form of C2SP signed-note, for independent verifiers. */
  readonly verifierKey: string;
  /** Writes and signs a head. */
  sign(head: Head): string;
  /** The head, if it is well-formed, of this log, and signed under this key; else undefined. */
  open(note: string): Head | undefined;
}

const ED25519 = 0x01;
const KEY_ID_BYTES = 4;
const CHECKPOINT = /^(?<origin>[^\n]+)\n(?<size>0|[1-9][0-9]{0,15})\n(?<root>[A-Za-z0-9+/]{43}=)\n$/;
const NAME = /^[^\s+\p{Cc}]+$/u;

/**
 * Binds a log's name to its private Ed25519 key.
 * @throws TypeError for a name that a signed note cannot hold.
 */
export function createSigner(origin: string, privateKey: KeyObject): Signer {
  if (!NAME.test(origin)) throw new TypeError('the name of a log has no spaces and no plus signs');
  const publicKey = createPublicKey(privateKey);
  const encoded = Buffer.concat([Buffer.from([ED25519]), rawPublicKey(publicKey)]);
  const keyId = createHash('sha256').update(`${origin}\n`).update(encoded).digest().subarray(0, KEY_ID_BYTES);
  return {
    origin,
    verifierKey: `${origin}+${keyId.toString('hex')}+${encoded.toString('base64')}`,
    sign({ size, root }) {
      const text = `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
      const signature = Buffer.concat([keyId, sign(null, Buffer.from(text), privateKey)]);
      return `${text}\n— ${origin} ${signature.toString('base64')}\n`;
    },
    open(note) {
      const end = note.lastIndexOf('\n\n');
      if (end < 0) return undefined;
      const text = note.slice(0, end + 1);
      const signatures = note.slice(end + 2).split('\n');
      const signed = signatures.some((line) => {
        const signature = signatureOn(line, origin, keyId);
        return signature !== undefined && verify(null, Buffer.from(text), publicKey, signature);
      });
      return signed ? parseCheckpoint(text, origin) : undefined;
    },
  };
}

function parseCheckpoint(text: string, origin: string): Head | undefined {
  const parts = CHECKPOINT.exec(text)?.groups;
  if (parts?.origin !== origin) return undefined;
  const size = Number(parts.size);
  return Number.isSafeInteger(size) ? { size, root: Buffer.from(parts.root ?? '', 'base64') } : undefined;
}

/** The signature on one line `— <name> base64(key id || signature)`, if name and key id are ours. */
function signatureOn(line: string, origin: string, keyId: Uint8Array): Uint8Array | undefined {
  const prefix = `— ${origin} `;
  if (!line.startsWith(prefix)) return undefined;
  const bytes = Buffer.from(line.slice(prefix.length), 'base64');
  return bytes.subarray(0, KEY_ID_BYTES).equals(keyId) ? bytes.subarray(KEY_ID_BYTES) : undefined;
}

/** RFC 8410: the last 32 bytes of an Ed25519 SubjectPublicKeyInfo are the key itself. */
function rawPublicKey(publicKey: KeyObject): Uint8Array {
  return publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
}
