/** Providers that fail, lie or talk too much: the caller gets a clear error, and nothing that is not meant for it. */
import type { AskCell, EntryView, Expectation } from '../cell.ts';
import { ANSWERED, EMAIL, KEY } from '../samples.ts';
import type { Mode } from '../words.ts';
import { MODES, PROTOCOLS, request } from './asking.ts';

interface Row {
  readonly scenario: string;
  readonly place: string;
  readonly modes: readonly Mode[];
  readonly expect: Expectation;
}

/** The call was made, and its outcome was a failure. */
function failed(status: number, code: string, outcome: Omit<EntryView, 'kind'>): Expectation {
  return {
    status,
    code,
    provider: {},
    client: { lacks: [EMAIL, KEY] },
    record: [{ kind: 'intent' }, { kind: 'outcome', ending: 'failed', ...outcome }],
  };
}

/** An error of the provider itself, which costs nothing. */
const refused = (status: number, code: string, outcome: Omit<EntryView, 'kind'> = {}) =>
  failed(status, code, { fault: 'provider.refused', basis: 'none', ...outcome });

/** An answer that broke off or cannot be read: it was billed, nobody knows for how much. */
const broken = (status: number, code: string) => failed(status, code, { fault: code, basis: 'bound' });

const OWN = 'provider_code';
const PLAIN: readonly Mode[] = ['plain'];
const STREAMED: readonly Mode[] = ['streamed'];

function withClient(expect: Expectation, client: Expectation['client']): Expectation {
  return { ...expect, client: { ...expect.client, ...client } };
}

const ROWS: readonly Row[] = [
  { scenario: 'status-500', place: 'status 500', modes: MODES, expect: refused(500, OWN) },
  { scenario: 'status-400', place: 'status 400', modes: MODES, expect: refused(400, OWN) },
  {
    scenario: 'status-429',
    place: 'status 429 that says when to return',
    modes: MODES,
    expect: withClient(refused(429, OWN), { headers: { 'retry-after': /^7$/ } }),
  },
  { scenario: 'status-529', place: 'status 529', modes: MODES, expect: refused(529, OWN) },
  {
    scenario: 'retry-after-nonsense',
    place: 'a time to return that is none',
    modes: MODES,
    expect: withClient(refused(429, OWN), { headers: { 'retry-after': /^$/ } }),
  },
  {
    scenario: 'error-email',
    place: 'personal data in an error',
    modes: MODES,
    expect: withClient(refused(400, OWN, { findings: { email: 1 }, masked: { email: 1 } }), {
      contains: ['No mail for [EMAIL].'],
      lacks: [EMAIL],
    }),
  },
  {
    scenario: 'error-key',
    place: 'a secret in an error',
    modes: MODES,
    expect: {
      status: 403,
      code: 'inspection.blocked',
      provider: {},
      client: { lacks: [KEY] },
      record: [
        { kind: 'intent' },
        {
          kind: 'outcome',
          ending: 'cut',
          fault: 'inspection.blocked',
          basis: 'none',
          findings: { cloud_key: 1 },
        },
      ],
    },
  },
  {
    scenario: 'error-html',
    place: 'an error that is a page',
    modes: MODES,
    expect: refused(502, 'provider.refused'),
  },
  { scenario: 'redirect', place: 'a redirect', modes: MODES, expect: broken(502, 'provider.protocol') },
  { scenario: 'reset', place: 'a reset', modes: MODES, expect: broken(502, 'provider.unavailable') },
  { scenario: 'hang', place: 'no answer', modes: MODES, expect: broken(504, 'provider.timeout') },
  { scenario: 'other-type', place: 'the other form', modes: MODES, expect: broken(502, 'provider.protocol') },
  {
    scenario: 'truncated',
    place: 'fewer bytes than announced',
    modes: PLAIN,
    expect: broken(502, 'provider.protocol'),
  },
  {
    scenario: 'half-then-reset',
    place: 'a reset in the middle',
    modes: PLAIN,
    expect: broken(502, 'provider.protocol'),
  },
  {
    scenario: 'half-then-hang',
    place: 'silence in the middle',
    modes: PLAIN,
    expect: broken(504, 'provider.timeout'),
  },
  {
    scenario: 'not-json',
    place: 'an answer that is not JSON',
    modes: PLAIN,
    expect: broken(502, 'inspection.unreadable'),
  },
  {
    scenario: 'repeated-key',
    place: 'an answer with a key twice',
    modes: PLAIN,
    expect: broken(502, 'inspection.unreadable'),
  },
  {
    scenario: 'too-deep',
    place: 'an answer nested too deep',
    modes: PLAIN,
    expect: broken(502, 'inspection.unreadable'),
  },
  {
    scenario: 'too-large',
    place: 'an answer too large',
    modes: PLAIN,
    expect: broken(502, 'provider.too_large'),
  },
  { scenario: 'gzip', place: 'a compressed answer', modes: PLAIN, expect: broken(502, 'provider.protocol') },
  {
    scenario: 'truncated',
    place: 'an end before the end',
    modes: STREAMED,
    expect: broken(200, 'provider.protocol'),
  },
  { scenario: 'unended', place: 'no last event', modes: STREAMED, expect: broken(200, 'provider.protocol') },
  {
    scenario: 'half-event',
    place: 'half an event',
    modes: STREAMED,
    expect: broken(200, 'provider.protocol'),
  },
  {
    scenario: 'half-then-reset',
    place: 'a reset in the middle',
    modes: STREAMED,
    expect: broken(200, 'provider.protocol'),
  },
  {
    scenario: 'half-then-hang',
    place: 'silence in the middle',
    modes: STREAMED,
    expect: broken(200, 'provider.timeout'),
  },
  {
    scenario: 'event-too-large',
    place: 'an event too large',
    modes: STREAMED,
    expect: broken(200, 'provider.too_large'),
  },
  {
    scenario: 'error-midway',
    place: 'an error in the middle',
    modes: STREAMED,
    expect: withClient(broken(200, 'provider.refused'), { contains: [ANSWERED] }),
  },
  {
    scenario: 'after-the-end',
    place: 'text after the end',
    modes: STREAMED,
    expect: failed(200, 'provider.protocol', { fault: 'provider.protocol' }),
  },
  {
    scenario: 'unknown-event',
    place: 'an event of no known kind',
    modes: STREAMED,
    expect: broken(200, 'provider.protocol'),
  },
  {
    scenario: 'text-after-finish',
    place: 'text after the end of its choice',
    modes: STREAMED,
    expect: broken(200, 'provider.protocol'),
  },
];

/** The provider's own key, echoed: it is taken out before anything else is done. */
const echoed: readonly AskCell[] = PROTOCOLS.flatMap((protocol) =>
  MODES.map((mode) => ({
    control: 'provider fault',
    protocol,
    mode,
    place: "the provider's credential, echoed",
    request: request({ protocol, mode }, 'error-credential'),
    expect: {
      ...refused(502, 'provider.refused'),
      client: { lacks: ['Incorrect', EMAIL] },
    },
  })),
);

export const FAULT_CELLS: readonly AskCell[] = [
  ...ROWS.flatMap(({ scenario, place, modes, expect }) =>
    PROTOCOLS.flatMap((protocol) =>
      modes.map((mode) => ({
        control: 'provider fault',
        protocol,
        mode,
        place,
        request: request({ protocol, mode }, scenario),
        expect,
      })),
    ),
  ),
  ...echoed,
];
