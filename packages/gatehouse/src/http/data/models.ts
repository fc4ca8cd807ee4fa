/** The model listings of both protocols: only what the caller may use is in them. */
import type { Arrival, Departure } from '../../gate/crossing.ts';
import { departureHeaders } from '../../gate/departure.ts';
import type { Gate } from '../../gate/gate.ts';
import { listModels } from '../../gate/list-models.ts';
import { fault } from '../../kernel/faults.ts';
import { newCrossingId } from '../../kernel/ids.ts';
import type { ModelResource } from '../../policy/decision.ts';
import type { ProtocolId } from '../../protocols/protocol.ts';
import type { Route } from './routes.ts';

/** WHY: a configured model has no date of its own; a constant keeps listings equal between replicas and restarts. */
const CREATED = '2025-01-01T00:00:00Z';

type Shape = {
  readonly one: (model: ModelResource) => Record<string, unknown>;
  readonly list: (models: readonly ModelResource[]) => Record<string, unknown>;
};

const SHAPES: Readonly<Record<ProtocolId, Shape>> = {
  'openai-chat': {
    one: openAiModel,
    list: (models) => ({ object: 'list', data: models.map(openAiModel) }),
  },
  'anthropic-messages': {
    one: anthropicModel,
    list: (models) => ({
      data: models.map(anthropicModel),
      has_more: false,
      first_id: models[0]?.name ?? null,
      last_id: models.at(-1)?.name ?? null,
    }),
  },
};

export async function departModels(
  gate: Gate,
  arrival: Arrival,
  { route, path }: { route: Route; path: string },
): Promise<Departure> {
  const id = newCrossingId(gate.clock, gate.chance);
  const models = await listModels(gate, arrival);
  if (!models.ok) return { ...arrival.protocol.writeFault(models.fault, id) };
  const shape = SHAPES[arrival.protocol.id];
  const depart = (body: Record<string, unknown>) => ({
    status: 200,
    headers: departureHeaders(id),
    body: JSON.stringify(body),
  });
  if (route.serves === 'models') return depart(shape.list(models.value));
  const name = nameIn(path.slice(route.path.length - 1));
  const model = models.value.find((candidate) => candidate.name === name);
  if (model !== undefined) return depart(shape.one(model));
  return arrival.protocol.writeFault(fault('model.unknown', 'No model of this name is open to you.'), id);
}

/** Undefined where the percent-encoding is not of UTF-8. */
function nameIn(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function openAiModel({ name, provider }: ModelResource): Record<string, unknown> {
  return { id: name, object: 'model', created: Date.parse(CREATED) / 1000, owned_by: provider };
}

function anthropicModel({ name }: ModelResource): Record<string, unknown> {
  return { type: 'model', id: name, display_name: name, created_at: CREATED };
}
