/** Lets the detectors of the gate read definitions of tools: what attacks its reader there must not reach a model. */
import { verdictOf } from '../inspection/detector.ts';
import type { Inspector } from '../inspection/inspector.ts';
import { THREAT_CLASSES } from '../kernel/classes/threats.ts';
import type { Passage } from '../kernel/passage.ts';
import { ok } from '../kernel/result.ts';
import type { DefinitionInspector } from '../tools/manifests/poison.ts';

/** WHY a tenant of its own: definitions belong to the configuration, and no tenant's memory should hold them. */
const TENANT = 'gatehouse-definitions';

export function definitionInspector(inspector: Inspector): DefinitionInspector {
  return {
    inspect(texts) {
      const passages = texts.map(
        ({ place, text }): Passage => ({
          ...{ place, text, role: 'definition', view: 'text', signed: false },
          slot: { start: 0, end: 0, kind: 'string' },
        }),
      );
      const sightings = inspector.inspect(TENANT, passages);
      if (!sightings.ok) return sightings;
      const threats = sightings.value.filter(
        ({ finding }) => Object.hasOwn(THREAT_CLASSES, finding.class) && verdictOf(finding) === 'found',
      );
      return ok(
        threats.map(({ passage, finding }) => ({
          place: passage.place,
          what: finding.class.replaceAll('_', ' '),
        })),
      );
    },
  };
}
