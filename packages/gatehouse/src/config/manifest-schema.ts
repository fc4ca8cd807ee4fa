/** The shape of a manifest file: what the accepted tools of one server do, and which definitions that was said of. */
import { z } from 'zod';
import { ARGUMENT_ROLES, type ArgumentManifest, type ArgumentRole } from '../kernel/manifest.ts';
import { serverId } from './tools-schema.ts';

const thing = /[a-z][a-z0-9_-]{0,31}/;
const role = z.enum(ARGUMENT_ROLES);
const of = z
  .string()
  .regex(new RegExp(`^${thing.source}$`))
  .describe('The kind of thing, such as `file`; an id of one kind is never taken for an id of another.');

const ARGUMENT = new RegExp(
  `^(?<kind>control|content|inert)(?: (?<role>${ARGUMENT_ROLES.join('|')}))?(?: of (?<of>${thing.source}))?(?<flags>(?: (?:outbound|derived))*)$`,
);

/** `control recipient of contact`, `content`, `content text derived`, `control query outbound`, `inert`. */
const argument = z
  .string()
  .refine((text) => ARGUMENT.test(text), {
    // WHY: what follows could not read what is not of the form.
    abort: true,
    error: `write \`control\`, \`content\` or \`inert\`, then a role (${ARGUMENT_ROLES.join(', ')}), \`of\` and a kind of thing, \`outbound\` or \`derived\` where they hold`,
  })
  .describe(
    '`control`, `content` or `inert`, then its role, `of` and a kind of thing, `outbound` and `derived` where they hold.',
  )
  .transform((text): ArgumentManifest => {
    const { kind, role: named, of: kindOfThing, flags } = ARGUMENT.exec(text)?.groups ?? {};
    return {
      kind: kind as ArgumentManifest['kind'],
      role: (named ?? 'text') as ArgumentRole,
      ...(kindOfThing === undefined ? {} : { of: kindOfThing }),
      ...(flags?.includes('outbound') ? { outbound: true } : {}),
      ...(flags?.includes('derived') ? { derived: true } : {}),
    };
  });

const path = z
  .string()
  .max(256)
  .regex(/^(?:\S(?:[^\n\r]*\S)?)?$/, 'a path has no space at either end');

const field = z
  .strictObject({
    path: z
      .union([path, z.array(path).min(1)])
      .describe('One field or several; names between dots, `[]` for every item of a list, `*` of a map.'),
    writers: z
      .enum(['outsiders', 'members', 'owner', 'system'])
      .describe('Who can have written what stands there. Fields without a row are written by outsiders.'),
    role: role.optional(),
    of: of.optional(),
    name: z.string().min(1).max(64).optional().describe('What it is called, where the path does not say it.'),
    lines: z.literal(true).optional().describe('The text lists values, one in each line.'),
    label: z.string().min(1).max(64).optional().describe('Only what follows this label and a colon.'),
    where: z
      .strictObject({ field: z.string().min(1).max(64), is: z.string().min(1).max(256) })
      .optional()
      .describe('Only records whose field is exactly this, or ends so where it begins with `@`.'),
    private: z.literal(true).optional().describe('Leaves only to somebody whom the words name.'),
    classes: z.array(z.string().min(1)).min(1).optional().describe('Data classes that it is known to carry.'),
  })
  .transform(({ path: paths, ...rest }) => [paths].flat().map((each) => ({ path: each, ...present(rest) })));

const tool = z
  .strictObject({
    pin: z
      .string()
      .regex(/^sha256:[0-9a-f]{64}$/)
      .describe('The digest of the accepted definition; `gatehouse tools accept` writes it.'),
    accepted: z
      .strictObject({ by: z.string().min(1).max(256), at: z.iso.date() })
      .describe('Who accepted exactly this definition with exactly this manifest, and when.'),
    despite: z
      .string()
      .min(10)
      .max(2_000)
      .optional()
      .describe('Why it is accepted although its text looks like an attack on its reader.'),
    effect: z.enum(['read', 'write', 'send']).describe('What a call can do; `send` tells somebody else.'),
    does: z
      .array(z.string().regex(/^[\p{Ll}][\p{Ll} -]{0,31}$/u))
      .min(1)
      .optional()
      .describe('Verbs by which people ask for it, where its name does not say them.'),
    of: of.optional(),
    reversible: z.boolean().default(false).describe('Whether its effect can be undone without a trace.'),
    readers: z
      .enum(['subject', 'named', 'members', 'public'])
      .default('public')
      .describe('Who can read what it writes; `named`: those whom its recipients name.'),
    complete: z.literal(true).optional().describe('Whether its result lists all there is of its kind.'),
    arguments: z.record(z.string().min(1).max(256), argument).default({}),
    result: z.array(field).default([]),
  })
  .transform(({ pin, accepted, despite, result, ...rest }) => ({
    pin,
    accepted,
    ...present({ despite }),
    manifest: { ...present(rest), result: result.flat() },
  }));

export const manifestFile = z.strictObject({
  server: serverId.describe('One of `tools.servers`.'),
  owner: z.string().min(1).describe('Who answers for what is said here.'),
  review: z.iso.date().describe('When it is looked at again.'),
  tools: z.record(z.string().min(1).max(256), tool).default({}),
});

type Present<Shape> = { [Key in keyof Shape]: Exclude<Shape[Key], undefined> };

/** The keys that are there at all: a contract's optional key is absent, never undefined. */
function present<Shape extends object>(shape: Shape): Present<Shape> {
  return Object.fromEntries(
    Object.entries(shape).filter(([, value]) => value !== undefined),
  ) as Present<Shape>;
}
