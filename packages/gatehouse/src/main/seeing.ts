/** Binds what operators are shown of those who act: their permissions, asked of whatever configuration is active. */
import type { Active } from '../config/active.ts';
import { permissionsOf, type SeeingParts } from '../gate/seeing/permissions.ts';
import { type StoryParts, storyOfMandate } from '../gate/seeing/story.ts';
import type { Seeing } from '../http/control/parts.ts';
import { createCrossingStore } from '../stores/postgres/crossings.ts';
import type { Database } from '../stores/postgres/database.ts';
import { createMandateLine } from '../stores/postgres/mandate-line.ts';
import { createUsage } from '../stores/postgres/usage.ts';
import type { ActiveCharter } from './charter.ts';
import { systemClock } from './effects.ts';

interface SeeingServices extends Pick<SeeingParts, 'keys' | 'principals' | 'pause'> {
  readonly mandates: SeeingParts['mandates'] & StoryParts['mandates'];
  readonly questions: StoryParts['questions'];
  readonly database: Database;
  readonly active: Active<ActiveCharter>;
}

export function openSeeing({ database, active, ...services }: SeeingServices): Seeing {
  const parts: SeeingParts = {
    ...services,
    charter: active.current,
    tools: () => toolsOf(active.current()),
    usage: createUsage(database),
    clock: systemClock,
  };
  const story: StoryParts = {
    ...services,
    line: createMandateLine(database),
    crossings: createCrossingStore(database),
  };
  return {
    permissions: (who, options) => permissionsOf(parts, who, options),
    story: (mandate) => storyOfMandate(story, mandate),
  };
}

/** Every accepted tool whose server is configured. */
function toolsOf({ accepted, servers }: ActiveCharter): ReturnType<SeeingParts['tools']> {
  return accepted.flatMap(({ server, tool, manifest }) => {
    const transport = servers.transports.get(server);
    if (transport === undefined) return [];
    return [{ name: `${server}/${tool}`, server, manifest, confinement: transport.confinement }];
  });
}
