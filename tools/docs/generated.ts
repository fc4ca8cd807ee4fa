/** The table of documents that are generated from code. A new one is one file in this folder and one row here. */
import { cli } from './cli.ts';
import { configuration } from './configuration.ts';
import { controlPlane } from './control-plane.ts';
import { dataClasses } from './data-classes.ts';
import { faults } from './faults.ts';
import { rewrittenFields } from './rewritten-fields.ts';
import { routes } from './routes.ts';
import { schema } from './schema.ts';

export interface GeneratedPage {
  /** Relative to the root. */
  readonly path: string;
  readonly render: () => string;
}

export const GENERATED: readonly GeneratedPage[] = [
  faults,
  configuration,
  schema,
  rewrittenFields,
  routes,
  dataClasses,
  cli,
  controlPlane,
];
