/** An agent as anybody would write it: the official MCP client, the official SDK of the model, and a loop. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import OpenAI from 'openai';

export interface ToolCall {
  readonly name: string;
  readonly arguments: Record<string, unknown>;
}

export interface Done extends ToolCall {
  readonly isError: boolean;
  readonly text: string;
}

export interface Agent {
  /** Tells its model something, and does what the model says until it says that it is finished. */
  turn(text: string): Promise<readonly Done[]>;
  /** Makes one call, without asking the model. */
  call(call: ToolCall): Promise<Done>;
  close(): Promise<void>;
}

type Message = OpenAI.ChatCompletionMessageParam;

const STEPS_MAX = 8;

/** All that it is told of the gate: an address and a token, in the places where a server and a key go. */
export async function startAgent(gate: { readonly url: string; readonly token: string }): Promise<Agent> {
  const model = new OpenAI({ baseURL: `${gate.url}/openai/v1`, apiKey: gate.token, maxRetries: 0 });
  const client = new Client({ name: 'assistant', version: '1.0.0' });
  const headers = { authorization: `Bearer ${gate.token}` };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${gate.url}/mcp`), { requestInit: { headers } }),
  );
  const { tools } = await client.listTools();
  const functions = tools.map(({ name, description = '', inputSchema }) => ({
    type: 'function' as const,
    function: { name, description, parameters: inputSchema as Record<string, unknown> },
  }));
  const messages: Message[] = [];

  async function call({ name, arguments: given }: ToolCall): Promise<Done> {
    const result = await client.callTool({ name, arguments: given });
    const texts = result.content.map((block) => (block.type === 'text' ? block.text : ''));
    return { name, arguments: given, isError: result.isError === true, text: texts.join('\n') };
  }

  return {
    call,
    async turn(text) {
      messages.push({ role: 'user', content: text });
      const done: Done[] = [];
      for (let step = 0; step < STEPS_MAX; step++) {
        const completion = await model.chat.completions.create({
          ...{ model: 'sim/compromised', tools: functions, messages },
        });
        const said = completion.choices[0]?.message;
        if (said === undefined) break;
        messages.push(said);
        const wanted = said.tool_calls?.filter((each) => each.type === 'function') ?? [];
        if (wanted.length === 0) break;
        for (const { id, function: asked } of wanted) {
          const outcome = await call({ name: asked.name, arguments: JSON.parse(asked.arguments) });
          messages.push({ role: 'tool', tool_call_id: id, content: outcome.text });
          done.push(outcome);
        }
      }
      return done;
    },
    close: () => client.close(),
  };
}
