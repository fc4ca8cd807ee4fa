/** Generates the OpenAPI document of the control plane from its table of routes. */
import manifest from '../../packages/gatehouse/package.json' with { type: 'json' };
import { openApiDocument } from '../../packages/gatehouse/src/http/control/openapi.ts';

export const controlPlane = {
  path: 'docs/reference/control-plane.openapi.json',
  render: () => `${JSON.stringify(openApiDocument(manifest.version), null, 2)}\n`,
};
