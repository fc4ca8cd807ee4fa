/** Reads bodies on the control plane: strict JSON of the types that are expected, or a fault. */
import type { FastifyInstance } from 'fastify';
import type { Fault } from '../../kernel/faults.ts';
import { decodeUtf8, parseJson } from '../../protocols/json/parse.ts';

const DEPTH_MAX = 8;

/** Carries a fault through Fastify's own way of failing. */
export class Refused extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

export function readJson(app: FastifyInstance, types: readonly string[]): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser([...types], { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => {
    if (body.length === 0) return undefined;
    const text = decodeUtf8(body);
    if (!text.ok) throw new Refused(text.fault);
    const document = parseJson(text.value, { depthMax: DEPTH_MAX });
    if (!document.ok) throw new Refused(document.fault);
    return JSON.parse(text.value) as unknown;
  });
}
