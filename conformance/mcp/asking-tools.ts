/** Tools of the fixture that ask the client before they answer: questions, completions of a model, and its roots. */
import {
  CLIENT_CAPABILITIES_META_KEY,
  fromJsonSchema,
  inputRequired,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';

type Requests = Parameters<typeof inputRequired>[0]['inputRequests'];
type Asked = NonNullable<Requests>;
type Schema = { readonly [keyword: string]: unknown };

export type Mint = (state: Record<string, unknown>) => Promise<string>;

/** What one tool asks, all at once. */
interface Questions {
  readonly asks: (context: ServerContext, args: { readonly [name: string]: string }) => Asked;
  /** Whether the answers must come back with a state. */
  readonly stateful?: true;
  readonly takes?: string;
}

/** A form with these fields; all of them required where nothing else is said. */
function form(message: string, properties: Schema, required = Object.keys(properties)) {
  const requestedSchema = { type: 'object', properties, required };
  return inputRequired.elicit({ message, requestedSchema } as Parameters<typeof inputRequired.elicit>[0]);
}

function completion(text: string) {
  return inputRequired.createMessage({
    messages: [{ role: 'user', content: { type: 'text', text } }],
    maxTokens: 100,
  });
}

const NAME = { name: { type: 'string' } };
const CONFIRMATION = { confirm: form('Please confirm', { ok: { type: 'boolean' } }) };

const QUESTIONS: Readonly<Record<string, Questions>> = {
  test_missing_capability: { asks: () => ({ llm_answer: completion('Reply with one word.') }) },
  test_sampling: { takes: 'prompt', asks: (_, { prompt = '' }) => ({ answer: completion(prompt) }) },
  test_elicitation: {
    takes: 'message',
    asks: (_, { message = '' }) => ({
      answer: form(message, { username: { type: 'string' }, email: { type: 'string' } }),
    }),
  },
  test_elicitation_sep1034_defaults: { asks: () => ({ answer: form('Review the fields', defaults(), []) }) },
  test_elicitation_sep1330_enums: { asks: () => ({ answer: form('Select from the fields', enums(), []) }) },
  test_input_required_result_elicitation: { asks: () => ({ user_name: form('What is your name?', NAME) }) },
  test_input_required_result_sampling: {
    asks: () => ({ capital_question: completion('What is the capital of France?') }),
  },
  test_input_required_result_list_roots: { asks: () => ({ client_roots: inputRequired.listRoots() }) },
  test_input_required_result_request_state: { stateful: true, asks: () => CONFIRMATION },
  test_input_required_result_tampered_state: { stateful: true, asks: () => CONFIRMATION },
  test_input_required_result_multiple_inputs: { stateful: true, asks: everything },
  test_input_required_result_capabilities: { asks: declared },
};

export function addAskingTools(server: McpServer, mint: Mint): void {
  for (const [name, { asks, stateful, takes }] of Object.entries(QUESTIONS)) {
    const properties = takes === undefined ? {} : { [takes]: { type: 'string' } };
    const inputSchema = fromJsonSchema<{ [name: string]: string }>({ type: 'object', properties });
    server.registerTool(name, { description: 'Asks the client.', inputSchema }, async (args, context) => {
      const inputRequests = asks(context, args);
      if (areAnswered(context, inputRequests) && (stateful === undefined || stateOf(context) !== undefined)) {
        return {
          content: [{ type: 'text', text: `state-ok ${JSON.stringify(context.mcpReq.inputResponses)}` }],
        };
      }
      return inputRequired({ inputRequests, ...(stateful ? { requestState: await mint({ name }) } : {}) });
    });
  }
  const inputSchema = fromJsonSchema({ type: 'object', properties: {} });
  server.registerTool(
    'test_input_required_result_multi_round',
    { description: 'Asks twice.', inputSchema },
    async (_, context) => {
      const round = stateOf(context)?.round ?? 0;
      if (round === 2) return { content: [{ type: 'text', text: 'Both rounds are over.' }] };
      const ask = round === 0 ? form('Your name?', NAME) : form('Your color?', { color: { type: 'string' } });
      const requestState = await mint({ round: Number(round) + 1 });
      return inputRequired({ inputRequests: { [`step${Number(round) + 1}`]: ask }, requestState });
    },
  );
}

function stateOf({ mcpReq }: ServerContext): Record<string, unknown> | undefined {
  return mcpReq.requestState<Record<string, unknown>>();
}

/** Whether every question has an answer that was given: an accepted form with its required fields, or a result. */
function areAnswered({ mcpReq }: ServerContext, asked: Asked): boolean {
  return Object.entries(asked).every(([key, request]) => {
    const answer = mcpReq.inputResponses?.[key] as Record<string, unknown> | undefined;
    if (answer === undefined) return false;
    if (request.method !== 'elicitation/create') return true;
    if (answer.action !== 'accept') return answer.action !== undefined;
    const { required = [], properties = {} } = (
      request.params as {
        requestedSchema: { required?: string[]; properties?: Record<string, { type?: string }> };
      }
    ).requestedSchema;
    const content = answer.content as Record<string, unknown> | undefined;
    return required.every((name) => typeof content?.[name] === properties[name]?.type);
  });
}

function everything(): Asked {
  return {
    user_name: form('What is your name?', NAME),
    greeting: completion('Generate a greeting'),
    client_roots: inputRequired.listRoots(),
  };
}

/** Asks only what the client has declared. */
function declared({ mcpReq }: ServerContext): Asked {
  const envelope = mcpReq.envelope as Readonly<Record<string, unknown>> | undefined;
  const capabilities = envelope?.[CLIENT_CAPABILITIES_META_KEY] as
    | Readonly<Record<string, unknown>>
    | undefined;
  const { user_name, greeting, client_roots } = everything();
  return {
    ...(capabilities?.elicitation === undefined || user_name === undefined ? {} : { user_name }),
    ...(capabilities?.sampling === undefined || greeting === undefined ? {} : { greeting }),
    ...(capabilities?.roots === undefined || client_roots === undefined ? {} : { client_roots }),
  };
}

/** SEP-1034: a default for every type. */
function defaults(): Schema {
  return {
    name: { type: 'string', default: 'John Doe' },
    age: { type: 'integer', default: 30 },
    score: { type: 'number', default: 95.5 },
    status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
    verified: { type: 'boolean', default: true },
  };
}

/** SEP-1330: every form of a choice. */
function enums(): Schema {
  const options = ['option1', 'option2', 'option3'];
  const titled = [1, 2, 3].map((number) => ({ const: `value${number}`, title: `Choice ${number}` }));
  return {
    untitledSingle: { type: 'string', enum: options },
    titledSingle: { type: 'string', oneOf: titled },
    legacyEnum: { type: 'string', enum: ['opt1', 'opt2'], enumNames: ['Option One', 'Option Two'] },
    untitledMulti: { type: 'array', minItems: 1, maxItems: 3, items: { type: 'string', enum: options } },
    titledMulti: { type: 'array', minItems: 1, maxItems: 3, items: { anyOf: titled } },
  };
}
