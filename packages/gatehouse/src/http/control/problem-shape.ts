/** A warning about the configuration, as the control plane shows it. */
import { z } from 'zod';

export const problemShape = z.object({
  file: z.string(),
  line: z.int(),
  column: z.int(),
  path: z.string(),
  message: z.string(),
  suggestion: z.string().optional(),
});
