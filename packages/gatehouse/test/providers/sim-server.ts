/** The sim behind a small HTTP server, so that the official SDKs can call it. */
import type { TestContext } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { digestOfBody, mint } from '../../src/kernel/clearance.ts';
import type { OutgoingCall, Performed } from '../../src/providers/provider.ts';
import { createSim } from '../../src/providers/sim/index.ts';
import { serveHttp } from '../net/servers.ts';

export const sim = createSim({ id: 'sim', pause: async () => {}, hangMs: 1 });

/** Calls the sim directly, with a fresh clearance. */
export function callSim(
  body: object,
  protocol: OutgoingCall['protocol'] = 'openai-chat',
): Promise<Performed> {
  const stream = 'stream' in body && body.stream === true;
  return performSim({ body: JSON.stringify(body), protocol, stream, operation: 'generate' });
}

/** All that an iterable gives, in order. */
export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of source) all.push(item);
  return all;
}

type Essence = Pick<OutgoingCall, 'body' | 'protocol' | 'stream' | 'operation'>;

function performSim(call: Essence, provider = sim): Promise<Performed> {
  const cleared = { crossing: 'cx_0', attempt: 1, tenant: 't', provider: 'sim', model: 'm' } as const;
  const clearance = mint({ ...cleared, bodyDigest: digestOfBody(call.body) });
  return provider.perform(clearance, { ...call, model: 'm', headers: {} });
}

/** SDK clients whose every call goes to the sim. */
export async function simClients(t: TestContext): Promise<{ openai: OpenAI; anthropic: Anthropic }> {
  const origin = await serveHttp(t, async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const protocol = request.url?.startsWith('/v1/messages') ? 'anthropic-messages' : 'openai-chat';
    const operation = request.url?.endsWith('/count_tokens') ? 'count' : 'generate';
    const stream = (JSON.parse(body) as { stream?: boolean }).stream === true;
    const performed = await performSim({ body, protocol, stream, operation });
    if (!performed.ok) return void response.destroy();
    response.writeHead(performed.value.status, performed.value.headers);
    try {
      for await (const chunk of performed.value.body) response.write(chunk);
      response.end();
    } catch {
      response.destroy();
    }
  });
  const options = { apiKey: 'none', maxRetries: 0 };
  return {
    openai: new OpenAI({ ...options, baseURL: `${origin}/openai/v1` }),
    anthropic: new Anthropic({ ...options, baseURL: origin }),
  };
}
