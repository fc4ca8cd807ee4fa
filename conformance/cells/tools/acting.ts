/** Agents at work in cells: under a mandate, making the calls that most rows are about. */
import { openMandate } from '../../house/mandates.ts';
import type { ToolCall } from '../../run/mcp.ts';
import { clientOf, type Of } from './asking.ts';

export const book = (room: string): ToolCall => ({ tool: 'desk/book_room', given: { room } });
export const readPage = (note: string, topic = 'plain'): ToolCall => ({
  tool: 'desk/fetch_page',
  given: { topic, note },
});
/** A client that acts under a mandate. */
export async function mandated(of: Of, words: string, more: Readonly<Record<string, string>> = {}) {
  const mandate = await openMandate(of.stage, { mark: of.mark, words, ...more });
  return { mandate, client: clientOf(of, { credential: mandate.token }) };
}

export const bookingOf = (mark: string) => `Book the room ${mark}.`;
