/** Tells the story of a crossing in words that a security officer reads. */
import { FAULTS, type FaultCode } from '../kernel/faults.ts';
import { classOf } from '../kernel/marks.ts';
import type {
  InspectionEvidence,
  IntentEvidence,
  OutcomeEvidence,
  PolicyEvidence,
  PrincipalEvidence,
  RefusalEvidence,
  ToolEvidence,
} from './evidence.ts';
import type { Attempt, Story, StoryEnding } from './story.ts';
import {
  counted,
  dollars,
  duration,
  inWords,
  listed,
  moment,
  number,
  printable,
  tally,
} from './story-words.ts';

/** A heading and its lines. */
type Section = readonly [heading: string, lines: readonly string[]];

export function storyText(story: Story): string {
  const sections: Section[] = [
    ['Who asked for what', whoAsked(story)],
    ...story.attempts.flatMap((attempt) => attemptSections(attempt, story.attempts.length > 1)),
    ...story.refusals.map((refusal): Section => ['Why it was refused', refusalLines(refusal)]),
    ...story.acts.map(({ at, actor, act, subject }): Section => {
      return ['What was done', [`${moment(at)}: ${actor} did "${act}" to ${subject}.`]];
    }),
    ['How it ended', [endingLine(story)]],
    ['In the ledger', ledgerLines(story)],
  ];
  const told = sections.filter(([, lines]) => lines.length > 0);
  const blocks = told.map(([heading, lines]) => [heading, ...lines.map((line) => `  ${line}`)]);
  const all = [
    [`${story.ending === 'act' ? 'Act' : 'Crossing'} ${story.id}: ${HEADLINES[story.ending]}`],
    ...blocks,
  ];
  return `${all.map((lines) => lines.map(printable).join('\n')).join('\n\n')}\n`;
}

const HEADLINES: Readonly<Record<StoryEnding, string>> = {
  completed: 'completed',
  failed: 'failed',
  cut: 'cut off',
  client_gone: 'the caller left',
  unknown: 'its end is unknown',
  refused: 'refused',
  open: 'no outcome yet',
  act: 'done',
};

function whoAsked({ opening, asked, tenant, clientReference }: Story): readonly string[] {
  if (opening === undefined) return [];
  const { principal, at, protocol, operation, stream, purpose, environment } = opening;
  const what =
    asked === undefined
      ? `"${operation}"`
      : `the ${opening.protocol === 'mcp' ? 'tool' : 'model'} "${asked}" ("${operation}")`;
  return [
    `${described(principal)}, of tenant ${tenant}, asked for ${what}.`,
    ...behalf(principal),
    `When: ${moment(at)}, in the protocol ${protocol}${stream ? ', as a stream' : ''}.`,
    `Where and why: environment ${environment}, purpose ${purpose}.`,
    `Proved by: ${principal.credential.kind} ${principal.credential.id}.`,
    ...(clientReference === undefined ? [] : [`The caller's own name for it: ${clientReference}.`]),
  ];
}

function described({ kind, id, roles, teams }: PrincipalEvidence): string {
  const groups = [
    ...(roles.length > 0 ? [`${roles.length === 1 ? 'role' : 'roles'} ${listed(roles)}`] : []),
    ...(teams.length > 0 ? [`${teams.length === 1 ? 'team' : 'teams'} ${listed(teams)}`] : []),
  ];
  return `The ${kind} ${id}${groups.length > 0 ? ` (${groups.join('; ')})` : ''}`;
}

function behalf({ chain }: PrincipalEvidence): readonly string[] {
  if (chain.length === 0) return [];
  return [`Through: ${chain.map(({ kind, id }) => `the ${kind} ${id}`).join(', acting for ')}.`];
}

function attemptSections({ number: count, intent, outcome }: Attempt, several: boolean): readonly Section[] {
  const which = several ? `Attempt ${count}: ` : '';
  const title = (text: string) => (several ? which + text : text.charAt(0).toUpperCase() + text.slice(1));
  const sections: Section[] = [];
  if (intent !== undefined) {
    const { reserved } = intent;
    const budgets = reserved.budgets.length === 0 ? 'no budget applied' : `under ${listed(reserved.budgets)}`;
    sections.push(
      [title('what was found in the request'), inspectionLines(intent.inspection)],
      [title('what was decided'), policyLines(intent.policy)],
      [
        title('what left'),
        [
          ...destinationLines(intent),
          `Reserved at most: ${counted(reserved.tokens, 'token')}, ${dollars(reserved.microUsd)}; ${budgets}.`,
          `Digest of what came in: ${intent.digests.received}`,
          `Digest of what left:    ${intent.digests.sent}`,
        ],
      ],
    );
  }
  if (outcome !== undefined) sections.push([title('what came back'), outcomeLines(outcome)]);
  return sections;
}

function destinationLines({ model, tool, approval }: IntentEvidence): readonly string[] {
  const lines = [];
  if (model !== undefined) {
    const { provider, region, called, name } = model;
    lines.push(`To the provider ${provider} in region ${region}, for its model ${called} (here "${name}").`);
  }
  if (tool !== undefined) lines.push(...toolLines(tool));
  if (approval !== undefined) {
    lines.push(`After a yes of ${listed(approval.people)} to the question ${approval.hold}.`);
  }
  return lines;
}

function toolLines(tool: ToolEvidence): readonly string[] {
  const open = [...tool.unfounded, ...tool.leaks, ...tool.beyond];
  return [
    tool.repeated === true
      ? `Not to the tool ${tool.name}: an identical call had been made, and its answer was given again.`
      : `To the tool ${tool.name} (${tool.effect}, ${tool.confinement}), definition ${tool.definition}.`,
    tool.origins.length === 0
      ? 'No argument was traced.'
      : `Where arguments came from: ${listed(tool.origins)}.`,
    ...(open.length === 0 ? [] : [`What a person or a named rule had to allow: ${listed(open)}.`]),
    ...(tool.endorsements === undefined ? [] : [`Endorsed by: ${listed(tool.endorsements)}.`]),
  ];
}

function inspectionLines(inspection: InspectionEvidence): readonly string[] {
  const { passages, characters, findings, masked, notInspected } = inspection;
  const { suspected = {}, tokenised = {}, restored = {} } = inspection;
  const found = tally(findings);
  const hidden = tally(masked);
  const replaced = tally(tokenised);
  return [
    `${counted(passages, 'passage')} read, ${counted(characters, 'character')}.`,
    found === '' ? 'Nothing of a sensitive class was found.' : `Found: ${found}.`,
    ...(found === ''
      ? []
      : [hidden === '' ? 'None of it was masked.' : `Masked before it went on: ${hidden}.`]),
    ...(replaced === '' ? [] : [`Replaced by placeholders before it went on: ${replaced}.`]),
    ...(tally(restored) === '' ? [] : [`Placeholders that were restored: ${tally(restored)}.`]),
    ...(tally(suspected) === '' ? [] : [`Only suspected: ${tally(suspected)}.`]),
    ...notInspected.map(
      ({ kind, place, bytes }) => `Not inspected: ${inWords(kind)} at ${place} (${counted(bytes, 'byte')}).`,
    ),
  ];
}

/** WHY: a rule that forbids until its demand is met has not forbidden what then went ahead. */
function saidBy({ obligations }: PolicyEvidence, id: string, effect: 'permit' | 'forbid'): string {
  if (effect === 'permit') return 'allows it';
  return obligations.some(({ policy }) => policy === id) ? 'allows it once its demand is met' : 'forbids it';
}

function policyLines(policy: PolicyEvidence): readonly string[] {
  return [
    `${VERDICTS[policy.verdict]} ${policy.reason}`,
    ...policy.policies.map(
      ({ id, effect, owner, reason }) =>
        `Rule ${id} ${saidBy(policy, id, effect)}: ${reason} (owner: ${owner})`,
    ),
    ...policy.obligations.map(
      ({ kind, classes, policy: rule }) =>
        `Demanded by rule ${rule}: ${inWords(kind)} ${listed([...new Set(classes.map((mark) => inWords(classOf(mark))))])}.`,
    ),
    `Policy in force: ${policy.digest}`,
  ];
}

const VERDICTS: Readonly<Record<PolicyEvidence['verdict'], string>> = {
  allow: 'Allowed.',
  conditional: 'Allowed, on conditions.',
  deny: 'Denied.',
};

function outcomeLines(outcome: OutcomeEvidence): readonly string[] {
  if (outcome.ending === 'unknown') return ['Nobody recorded an answer.', costLine(outcome)];
  const { timings, status, answered, inspection, policy, digests } = outcome;
  return [
    ...(status === undefined ? [] : [`The provider answered with status ${status}.`]),
    ...(answered === undefined ? [] : [`The provider says that ${answered} answered.`]),
    ...(inspection === undefined ? [] : inspectionLines(inspection)),
    ...(policy === undefined ? [] : policyLines(policy)),
    costLine(outcome),
    `It took ${duration(timings.totalMs)}, of which the provider ${duration(timings.providerMs)}.`,
    ...(digests.answered === undefined ? [] : [`Digest of what was passed on: ${digests.answered}`]),
  ];
}

function costLine({ usage }: OutcomeEvidence): string {
  if (usage.basis === 'none') return 'Cost: nothing was billed.';
  if (usage.basis === 'bound') {
    return `Cost: ${dollars(usage.microUsd)}, the most that it can have cost, for no usage was reported.`;
  }
  const { inputTokens, outputTokens, microUsd } = usage;
  return `Cost: ${dollars(microUsd)} for ${counted(inputTokens, 'token')} in and ${number(outputTokens)} out, as reported.`;
}

function refusalLines(refusal: RefusalEvidence): readonly string[] {
  const { message, fault, station, attempt, bypasses = [], inspection, policy } = refusal;
  const when = attempt > 1 ? ` before attempt ${attempt}` : '';
  return [
    message,
    `The station "${station}" refused it${when}, with code ${fault}. Nothing left${attempt > 1 ? ' in this attempt' : ''}.`,
    ...(bypasses.length > 0 ? [`What would have gone around the gate: ${listed(bypasses)}.`] : []),
    ...(inspection === undefined ? [] : inspectionLines(inspection)),
    ...(policy === undefined ? [] : policyLines(policy)),
  ];
}

function endingLine({ ending, fault }: Story): string {
  const why = fault === undefined ? '' : ` Code ${fault}: ${helpFor(fault)}`;
  return `${ENDINGS[ending]}${why}`;
}

const ENDINGS: Readonly<Record<StoryEnding, string>> = {
  completed: 'The whole answer was passed on.',
  failed: 'It failed.',
  cut: 'The answer was cut off before its end.',
  client_gone: 'The caller left before the answer was complete. What was used was charged all the same.',
  unknown:
    'Unknown: the process that carried it died before it could say. It counts as sent, and was charged at the bound.',
  refused: 'It was refused.',
  open: 'It is still under way, or its process has died and it waits for recovery.',
  act: 'It was done on the control plane.',
};

function helpFor(code: FaultCode): string {
  return Object.hasOwn(FAULTS, code) ? FAULTS[code].help : 'This version of the gate does not know it.';
}

function ledgerLines({ ledger }: Story): readonly string[] {
  return ledger.map(({ kind, attempt, place }) => {
    const entry = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}${attempt > 0 ? ` of attempt ${attempt}` : ''}`;
    if (place.state === 'sealed') {
      return `${entry}: entry ${place.seq}, sealed under the signed head over ${counted(place.headSize, 'entry', 'entries')}.`;
    }
    if (place.state === 'pending') return `${entry}: durable, waits to be sealed.`;
    return `${entry}: NOT IN THE LOG. Somebody wrote it by hand; run gatehouse ledger verify.`;
  });
}
