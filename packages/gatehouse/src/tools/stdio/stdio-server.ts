/** An MCP server that is a program on this machine: named by the configuration on disk, confined, spoken to over pipes. */
import { fault } from '../../kernel/faults.ts';
import type { OnBehalfOf } from '../credentials/credential.ts';
import { createMcpTransport } from '../mcp/mcp-transport.ts';
import type { Ask } from '../mcp/peer.ts';
import type { ToolTransport } from '../transport.ts';
import { BARE_ENVIRONMENT, type ConfinementOptions, confine } from './confinement.ts';
import { keepRunning, type Program } from './keeper.ts';
import { PipeChannel } from './pipe-channel.ts';

export interface StdioOptions extends ConfinementOptions, Omit<Program, 'prefix'> {
  readonly id: string;
  readonly listsAs: OnBehalfOf;
  readonly asks: readonly Ask[];
  readonly timeoutMs: number;
  readonly answerBytesMax: number;
  readonly idempotencyMember: string | undefined;
  readonly elapsedMs: () => number;
  /** Our own user, where the platform has users. */
  readonly self: number | undefined;
  /** Told what the program writes to stderr and why it ended, scrubbed and bounded. */
  readonly report: (line: string) => void;
}

const ENVELOPE_BYTES = 65_536;
const CHATTER_BYTES_MAX = 8_388_608;
const UNREAD_BYTES_MAX = 67_108_864;
const LISTING_LINE_BYTES = 16_777_216;

/** Starts the program at once and keeps it running until `close`. */
export function createStdioServer(options: StdioOptions): ToolTransport {
  const { confinement, prefix } = confine(options.self, options);
  // WHY the bare environment beneath: what stands before the program has to be found; the program may see a PATH.
  const environment = { ...BARE_ENVIRONMENT, ...options.environment };
  const keeper = keepRunning({ ...options, program: { ...options, environment, prefix } });
  const limits = {
    lineBytesMax: Math.max(options.answerBytesMax + ENVELOPE_BYTES, LISTING_LINE_BYTES),
    chatterBytesMax: CHATTER_BYTES_MAX,
    unreadBytesMax: UNREAD_BYTES_MAX,
  };
  return createMcpTransport({
    ...options,
    confinement: () => confinement,
    personal: false,
    open: (_onBehalfOf, failed) => {
      const child = keeper.current();
      if (child !== undefined) return new PipeChannel(child, limits);
      failed(AWAY);
      throw new Error('the program is not running');
    },
    closed: () => keeper.close(),
  });
}

const AWAY = fault(
  'tool.unavailable',
  'The program of the tool is not running; it is started again by itself.',
);
