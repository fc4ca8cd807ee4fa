/** What there is to review of somebody, and who answers for each of it. */
import type { Endorsement } from '../../config/schema.ts';
import { KEY_PREFIX } from '../../identity/key-format.ts';
import { type KeyRecord, lapsed } from '../../identity/keys.ts';
import type { Actor } from '../../kernel/principal.ts';
import { actorOf, type Mandate } from '../../mandate/mandates.ts';
import type { AskedItem } from '../../policy/reviews.ts';
import type { ModelRow, Permissions, ToolRow } from './permissions.ts';

/** What rules open to somebody in its own name: what it reaches under a mandate goes with the mandate. */
export function ruleItems({ who, guises, tools, models }: Permissions): readonly AskedItem[] {
  const own = ({ guises: places }: { readonly guises: readonly number[] }) =>
    places.some((place) => guises[place]?.tools === undefined);
  return [...itemsOf(who, 'tools', tools.filter(own)), ...itemsOf(who, 'access', models.filter(own))];
}

function itemsOf(
  { kind, id }: Actor,
  part: 'access' | 'tools',
  rows: readonly (ToolRow | ModelRow)[],
): readonly AskedItem[] {
  const permitted = rows
    .filter(({ access }) => access.standing !== 'denied')
    .flatMap((row) => row.access.permits.map((rule) => ({ rule, row })));
  return [...Map.groupBy(permitted, ({ rule }) => rule.id).values()].flatMap((alike): AskedItem[] => {
    const [first] = alike;
    if (first === undefined) return [];
    const { owner, reason, id: rule } = first.rule;
    const held = new Map(alike.map(({ row }) => [row.name, heldOf(row)]));
    const item = { kind: 'rule' as const, who: { kind, id }, rule: { id: rule, reason }, part };
    return [{ reviewer: owner, item: { ...item, holds: [...held.values()] } }];
  });
}

function heldOf({ name, lastUsedAtMs }: ToolRow | ModelRow) {
  return { name, ...(lastUsedAtMs === undefined ? {} : { lastUsedAt: iso(lastUsedAtMs) }) };
}

export function keyItem(key: KeyRecord, nowMs: number): readonly AskedItem[] {
  if (lapsed(key, nowMs) !== undefined) return [];
  const { kind, principal: id, id: keyId, name, expiresAtMs, roles, createdBy } = key;
  const item = {
    kind: 'key' as const,
    who: { kind, id },
    key: { id: KEY_PREFIX + keyId, name, until: iso(expiresAtMs) },
    roles,
  };
  return [{ reviewer: createdBy, item }];
}

/** WHY none without words: they gather what a key or token does, and end with it. */
export function mandateItem(mandate: Mandate): readonly AskedItem[] {
  if (mandate.wordless) return [];
  const { id: subject, kind } = mandate.principal;
  const { id, expiresAtMs } = mandate;
  const who = actorOf(mandate);
  return [
    {
      reviewer: subject,
      item: {
        kind: 'mandate',
        who,
        mandate: { id, until: iso(expiresAtMs) },
        subject: { kind, id: subject },
      },
    },
  ];
}

export function grantItem({
  subject,
  server,
}: {
  readonly subject: Actor;
  readonly server: string;
}): AskedItem {
  return { reviewer: subject.id, item: { kind: 'grant', who: subject, server } };
}

export function endorsementItem({ id, owner, reason, expires, lifts, tools }: Endorsement): AskedItem {
  return {
    reviewer: owner,
    item: { kind: 'endorsement', endorsement: { id, reason, expires }, lifts, tools },
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
