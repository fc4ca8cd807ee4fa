/** Generates the JSON Schema of `gatehouse.yaml`, which editors complete and check with. */
import { settingsJsonSchema } from '../../packages/gatehouse/src/config/json-schema.ts';

export const schema = {
  path: 'docs/reference/gatehouse.schema.json',
  render: () => `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`,
};
