/** The other person, who answers on the control plane. */
import type { RunningGate } from './gates.ts';
import type { Caller } from './posting.ts';
import type { World } from './world.ts';

/** How long they look away. */
const PAUSE_MS = 40;

/** Says yes to pianos, and no to everything for which the words were used up. */
export async function answerHolds(
  { world, gate }: Pick<Caller, 'world' | 'gate'>,
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    const listed = await control<{ questions: { id: string; tool: string }[] }>(world, gate, { path: '' });
    if (listed === undefined) return;
    for (const { id, tool } of listed.questions) {
      const shown = await control<{ question: { shown: string } }>(world, gate, { path: `/${id}` });
      if (shown === undefined) return;
      const answer = tool === 'office/move_piano' ? 'yes' : 'no';
      const body = { answer, shown: shown.question?.shown };
      await control(world, gate, { path: `/${id}/answer`, body });
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Undefined when the gate is gone. */
async function control<T>(
  { approver }: World,
  { controlUrl }: RunningGate,
  { path, body }: { readonly path: string; readonly body?: object },
): Promise<T | undefined> {
  try {
    const answer = await fetch(`${controlUrl}/v1/approvals${path}`, {
      headers: { authorization: `Bearer ${approver}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return (await answer.json()) as T;
  } catch {
    return undefined;
  }
}
