/** Changes of the charter, written as people paste them: the gate itself never edits its rules. */
import { stringify } from 'yaml';
import { z } from 'zod';
import type { CharterAddition, WrittenRule } from '../../policy/smaller.ts';

export const writtenRule = z.object({
  id: z.string(),
  owner: z.string(),
  reason: z.string(),
  review: z.string(),
  effect: z.literal('deny'),
  who: z.object({ tenants: z.array(z.string()), kinds: z.array(z.string()), ids: z.array(z.string()) }),
  tools: z.array(z.string()).optional(),
  models: z.array(z.string()).optional(),
});

type Written = z.input<typeof writtenRule>;

export function charterText(addition: CharterAddition): {
  readonly addition: { access?: Written[]; tools?: Written[] };
  readonly yaml: string;
} {
  const { access = [], tools = [] } = addition;
  const parts = {
    ...(access.length === 0 ? {} : { access: access.map(copied) }),
    ...(tools.length === 0 ? {} : { tools: tools.map(copied) }),
  };
  const yaml = Object.keys(parts).length === 0 ? '' : stringify({ charter: parts }, { lineWidth: 0 });
  return { addition: parts, yaml };
}

function copied({ who, tools, models, ...rule }: WrittenRule): Written {
  return {
    ...rule,
    who: { tenants: [...who.tenants], kinds: [...who.kinds], ids: [...who.ids] },
    ...(tools === undefined ? {} : { tools: [...tools] }),
    ...(models === undefined ? {} : { models: [...models] }),
  };
}
