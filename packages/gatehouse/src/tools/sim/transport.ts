/** The built-in server of tools: it works on a small office in memory, without a process, a network or a moment of chance. */
import { redeem } from '../../kernel/clearance.ts';
import { fault } from '../../kernel/faults.ts';
import { ok } from '../../kernel/result.ts';
import { argumentsOf } from '../call-arguments.ts';
import type { ToolTransport } from '../transport.ts';
import { simOffice } from './office.ts';

export function createSimTools(id: string): ToolTransport {
  const tools = new Map(simOffice().map((tool) => [tool.definition.name, tool]));
  return {
    id,
    confinement: 'confined',
    definitions: async () => ok([...tools.values()].map(({ definition }) => definition)),
    offers: async () => ok([]),
    async perform(clearance, invocation) {
      redeem(clearance, id, invocation.body);
      const tool = tools.get(invocation.name);
      if (tool === undefined || invocation.method !== 'tools/call') {
        const unknown = fault('tool.unknown', 'This server has no tool of this name.');
        return { ok: false, fault: unknown, reach: 'not_reached' };
      }
      const structuredContent = tool.run(argumentsOf(invocation));
      const content = [{ type: 'text', text: JSON.stringify(structuredContent) }];
      return { ok: true, value: { body: JSON.stringify({ content, structuredContent }) } };
    },
    close: async () => undefined,
  };
}
