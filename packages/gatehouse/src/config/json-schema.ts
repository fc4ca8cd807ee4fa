/** The JSON Schema of `gatehouse.yaml`, generated from the one definition, so that editors know what the gate knows. */
import { z } from 'zod';
import { settingsSchema } from './schema.ts';

/** JSON Schema, draft 2020-12, of what a person writes: everything with a default may be left out. */
export function settingsJsonSchema(): Record<string, unknown> {
  return {
    title: 'gatehouse.yaml',
    description: 'The configuration of Gatehouse. Unknown keys are errors.',
    ...z.toJSONSchema(settingsSchema, { io: 'input', target: 'draft-2020-12' }),
  };
}
