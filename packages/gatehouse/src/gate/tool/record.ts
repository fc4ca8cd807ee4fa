/** Station 6 for tools, record: what the call uses up and writes and its intent are durable, once; then it is cleared. */
import { digestOfBody } from '../../kernel/clearance.ts';
import { fault } from '../../kernel/faults.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { CallStart } from '../../mandate/calls.ts';
import type { Step } from '../../mandate/flow.ts';
import { clear } from '../clear.ts';
import { toolIntentEntry } from '../evidence-of-tools.ts';
import type { Gate } from '../gate.ts';
import { undoCall } from './end-call.ts';
import { judge } from './judge.ts';
import { writtenBy } from './laundering.ts';
import { type Cleared, type Decided, onlyReads, type ToolCrossing } from './stations.ts';

export async function record(gate: Gate, crossing: ToolCrossing, first: Decided): Promise<Result<Cleared>> {
  const begun = await begin(gate, crossing, first);
  if (!begun.ok) return begun;
  const { decided } = begun.value;
  crossing.notes.attempts = decided.attempt.number;
  const { tool, body } = decided;
  const clearance = await clear(gate, crossing, {
    entry: toolIntentEntry(gate, crossing, decided),
    call: {
      attempt: decided.attempt.number,
      provider: tool.transport.id,
      model: tool.name,
      bodyDigest: digestOfBody(body),
    },
  });
  if (clearance.ok) return ok({ ...begun.value, clearance: clearance.value });
  // WHY its own fault is not told: whatever is not undone stays used up and unknown, which is the safe side.
  await undoCall(gate, crossing, begun.value);
  return clearance;
}

/** More rounds than other processes have calls of one mandate in the time that a judgement takes. */
const ROUNDS_MAX = 8;

/**
 * Makes durable, in one step and before it leaves, that the call was let through, what it writes, and that it was begun
 * under its name, on exactly the flow on which it was judged. INVARIANT: where another was faster, the call is judged
 * again, so that no grant of the words is used twice.
 */
async function begin(gate: Gate, crossing: ToolCrossing, first: Decided): Promise<Result<Begun>> {
  const changes = !onlyReads(first) && first.repeat === undefined;
  if (first.repeat !== undefined || (first.name === undefined && !changes)) return ok(unchanged(first));
  return gate.turns.take(first.mandate.root, async (waited) => {
    let decided = first;
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      if (changes && (waited || round > 0)) {
        const again = await judgeAgain(gate, crossing, decided);
        if (!again.ok) return again;
        decided = again.value;
      }
      const begun = await gate.calls.begin(startOf(crossing, decided, changes));
      if (!begun.ok) return begun;
      if (begun.value.kind === 'taken')
        return failed(fault('call.under_way', TAKEN, { retryAfterSeconds: 5 }));
      if (begun.value.kind === 'appended') {
        const { version } = begun.value;
        return ok(changes ? { decided, version, called: version - 1 } : unchanged(decided));
      }
    }
    return failed(fault('mandate.conflict', CONFLICT));
  });
}

async function judgeAgain(gate: Gate, crossing: ToolCrossing, decided: Decided): Promise<Result<Decided>> {
  const { rules = [] } = decided.approval ?? {};
  const again = await judge(gate, crossing, { given: decided, classes: decided.classes, approved: rules });
  if (!again.ok) return again;
  if (again.value.holds.length > 0) return failed(fault('mandate.conflict', CONFLICT));
  return ok({ ...decided, ...again.value });
}

function startOf({ id, principal }: ToolCrossing, decided: Decided, changes: boolean): CallStart {
  const { mandate, at, name, digest } = decided;
  return {
    mandate: { tenant: principal.tenant, id: mandate.id, root: mandate.root },
    version: at.version,
    steps: changes ? stepsOf(id, decided) : [],
    written: changes ? writtenBy(decided) : [],
    call: name && { name, digest },
  };
}

function stepsOf(crossing: string, { call, tool, assessment, approval }: Decided): readonly Step[] {
  const granted = (approval?.grants ?? []).map((grant): Step => ({ kind: 'granted', ...grant }));
  const { manifest } = tool;
  return [...granted, { kind: 'called', call, manifest, used: assessment.uses, crossing }];
}

type Begun = Omit<Cleared, 'clearance'>;

function unchanged(decided: Decided): Begun {
  return { decided, version: decided.at.version, called: undefined };
}

const TAKEN = 'This very call is under way; ask again for its answer.';
const CONFLICT = 'Other calls of the same mandate changed what this one was judged by; call again.';
