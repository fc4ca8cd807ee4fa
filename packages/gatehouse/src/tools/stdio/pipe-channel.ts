/** MCP over the pipes of one running program: a message a line, in source text both ways. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import { type Fault, fault } from '../../kernel/faults.ts';
import { parseJson } from '../../protocols/json/parse.ts';
import type { JsonObject } from '../mcp/params.ts';
import { type UnderWay, underWay } from '../mcp/under-way.ts';
import { tooLarge } from '../read-answer.ts';
import { endGroup } from './keeper.ts';
import { createLines } from './lines.ts';

export interface PipeLimits {
  /** Of one message of the program. */
  readonly lineBytesMax: number;
  /** Of everything that it says without answering anything. */
  readonly chatterBytesMax: number;
  /** Of what waits for it to read. */
  readonly unreadBytesMax: number;
}

const DEPTH_MAX = 512;

type Id = string | number;
interface Message {
  readonly id?: Id;
  readonly method?: string;
  readonly params?: JsonObject;
}

export class PipeChannel implements Transport {
  onmessage?: Transport['onmessage'];
  onerror?: Transport['onerror'];
  onclose?: Transport['onclose'];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #limits: PipeLimits;
  readonly #waiting = new Map<Id, UnderWay>();
  #chatterBytes = 0;
  #closed = false;

  constructor(child: ChildProcessWithoutNullStreams, limits: PipeLimits) {
    this.#child = child;
    this.#limits = limits;
  }

  /** WHY: by these two members the official client knows pipes from HTTP, and silence of an old server from an outage. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  get stderr(): null {
    return null;
  }

  async start(): Promise<void> {
    const lines = createLines(this.#limits.lineBytesMax);
    this.#child.stdout.on('data', (chunk: Buffer) => {
      if (this.#closed) return;
      const taken = lines.push(chunk);
      if (taken === undefined) this.#break(tooLarge(this.#limits.lineBytesMax));
      else for (const line of taken) this.#take(line);
    });
    this.#child.once('close', () => this.#end());
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) this.#end();
  }

  async send(message: JSONRPCMessage): Promise<void> {
    const { id, method, params } = message as Message;
    if (this.#closed || this.#child.stdin.writableLength > this.#limits.unreadBytesMax) {
      throw new Error('the program does not read');
    }
    if (method === 'notifications/cancelled') this.#waiting.delete(params?.requestId as Id);
    const store = underWay.getStore();
    const work = id !== undefined && method === store?.workings.method ? store : undefined;
    if (work !== undefined && id !== undefined) {
      this.#waiting.set(id, work);
      work.sent(id);
    }
    this.#child.stdin.write(`${textOf(message, work)}\n`);
  }

  /** WHY the program ends with the connection: there is one connection to it, and nobody knows what state it is in. */
  async close(): Promise<void> {
    endGroup(this.#child);
    this.#end();
  }

  #take(line: string): void {
    if (this.#closed || line.trim() === '') return;
    const document = parseJson(line, { depthMax: DEPTH_MAX });
    if (!document.ok || document.value.root.kind !== 'object') {
      this.#break(NO_MESSAGE);
      return;
    }
    const message = JSON.parse(line) as Message;
    const work = this.#workOf(message);
    const answers = message.method === undefined && message.id !== undefined;
    this.#chatterBytes = answers ? 0 : this.#chatterBytes + line.length;
    if (this.#chatterBytes > this.#limits.chatterBytesMax) {
      this.#break(tooLarge(this.#limits.chatterBytesMax));
      return;
    }
    if (answers) this.#waiting.delete(message.id);
    if (work !== undefined && line.length > work.workings.bytesMax) {
      work.fail(tooLarge(work.workings.bytesMax));
      return;
    }
    work?.take(line);
    const hand = () => this.onmessage?.(message as JSONRPCMessage);
    if (work === undefined) underWay.exit(hand);
    else underWay.run(work, hand);
  }

  /**
   * What a message belongs to: an answer to its request, progress to its token, and everything else to the one thing
   * under way. INVARIANT: where several are, nobody can tell whose it is, so it is nobody's.
   */
  #workOf({ id, method, params }: Message): UnderWay | undefined {
    if (method === undefined) return id === undefined ? undefined : this.#waiting.get(id);
    const works = [...this.#waiting.values()];
    if (method === 'notifications/progress') {
      return works.find(
        ({ workings }) =>
          workings.progressToken !== undefined && workings.progressToken === params?.progressToken,
      );
    }
    return works.length === 1 ? works[0] : undefined;
  }

  #break(reason: Fault): void {
    for (const work of this.#waiting.values()) work.fail(reason);
    void this.close();
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const work of this.#waiting.values()) work.fail(ENDED);
    this.#waiting.clear();
    this.onclose?.();
  }
}

const NO_MESSAGE = fault('tool.protocol', 'The tool wrote something that is no message.');
const ENDED = fault('tool.unavailable', 'The program of the tool ended.');

function textOf(message: object, work: UnderWay | undefined): string {
  const { params = {}, ...rest } = message as { readonly params?: JsonObject };
  if (work?.workings.textFor === undefined) return JSON.stringify(message);
  // WHY no line ends: in source text they can only be space between tokens, and here they would end the message.
  const text = work.workings.textFor(params).replace(/[\r\n]/g, ' ');
  return `${JSON.stringify(rest).slice(0, -1)},"params":${text}}`;
}
