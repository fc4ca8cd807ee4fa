/** Which parts of a result outsiders can have written, by the manifest under which it was read. */
import { labelled } from './fields.ts';
import type { Step } from './flow.ts';

/** Places without the numbers of items, such as `$[].body`; empty where nothing of it is untrusted. */
export function untrustedIn({ manifest, value }: Extract<Step, { kind: 'result' }>): readonly string[] {
  const { entries, outside } = labelled(manifest, value, 0);
  const fields = entries.flatMap((entry) => entry.fields.filter(({ writers }) => writers === 'outsiders'));
  const places = [...outside, ...fields].map(({ place }) => place.replace(/\[\d+\]/g, '[]'));
  return [...new Set(places)];
}
