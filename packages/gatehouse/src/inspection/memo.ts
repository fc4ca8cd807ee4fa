/** Remembers what was found in a text, so that the history which every turn of a conversation resends is read once. */
import { hash } from 'node:crypto';
import type { Passage } from '../kernel/passage.ts';
import type { Finding } from './detector.ts';

/** Bounded in bytes; the least recently used goes first. */
export interface Memo {
  /** INVARIANT: the key holds tenant, view, role and the digest of the whole text; no tenant learns from another's. */
  keyOf(tenant: string, passage: Pick<Passage, 'text' | 'view' | 'role'>): string;
  get(key: string): readonly Finding[] | undefined;
  set(key: string, findings: readonly Finding[]): void;
}

/** Estimates, to bound memory and not to account for it. */
const ENTRY_BYTES = 200;
const FINDING_BYTES = 150;

export function createMemo(bytesMax: number): Memo {
  const entries = new Map<string, readonly Finding[]>();
  let bytes = 0;
  return {
    keyOf(tenant, { text, view, role }) {
      return hash('sha256', `${JSON.stringify([tenant, view, role])}\0${text}`, 'base64');
    },
    get(key) {
      const findings = entries.get(key);
      if (findings === undefined) return undefined;
      entries.delete(key);
      entries.set(key, findings);
      return findings;
    },
    set(key, findings) {
      if (entries.has(key) || costOf(findings) > bytesMax) return;
      entries.set(key, findings);
      bytes += costOf(findings);
      for (const [oldest, forgotten] of entries) {
        if (bytes <= bytesMax) return;
        entries.delete(oldest);
        bytes -= costOf(forgotten);
      }
    },
  };
}

function costOf(findings: readonly Finding[]): number {
  return ENTRY_BYTES + findings.length * FINDING_BYTES;
}
