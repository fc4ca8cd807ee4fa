/** Binds what operators are shown of those who act, asked of whatever configuration is active, and what they review. */
import type { Active } from '../config/active.ts';
import { permissionsOf, type SeeingParts } from '../gate/seeing/permissions.ts';
import { createReviews, type ReviewParts, type Reviews } from '../gate/seeing/reviews.ts';
import { type StoryParts, storyOfMandate } from '../gate/seeing/story.ts';
import type { Acts } from '../http/control/acts.ts';
import type { Seeing } from '../http/control/parts.ts';
import { createCrossingStore } from '../stores/postgres/crossings.ts';
import type { Database } from '../stores/postgres/database.ts';
import { createMandateLine } from '../stores/postgres/mandate-line.ts';
import { createReviewStore } from '../stores/postgres/reviews.ts';
import { createUsage } from '../stores/postgres/usage.ts';
import type { ActiveCharter } from './charter.ts';
import { systemChance, systemClock } from './effects.ts';

interface SeeingServices extends Pick<ReviewParts, 'keys' | 'principals' | 'grants' | 'pause'> {
  readonly mandates: ReviewParts['mandates'];
  readonly flows: StoryParts['mandates'];
  readonly questions: StoryParts['questions'];
  readonly database: Database;
  readonly active: Active<ActiveCharter>;
  readonly acts: Acts;
}

export function openSeeing(services: SeeingServices): { readonly seeing: Seeing; readonly reviews: Reviews } {
  const { database, active, acts, flows, questions } = services;
  const parts: SeeingParts = {
    ...services,
    charter: active.current,
    tools: () => toolsOf(active.current()),
    usage: createUsage(database),
    clock: systemClock,
  };
  const story: StoryParts = {
    ...{ questions, mandates: flows },
    line: createMandateLine(database),
    crossings: createCrossingStore(database),
  };
  return {
    seeing: {
      permissions: (who, options) => permissionsOf(parts, who, options),
      story: (mandate) => storyOfMandate(story, mandate),
    },
    reviews: createReviews({
      ...{ ...services, ...parts, keys: services.keys, mandates: services.mandates },
      ...{ store: createReviewStore(database), record: acts.record, chance: systemChance },
    }),
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
