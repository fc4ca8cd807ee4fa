/**
 * The declared permissive fixture: a whole gate whose charter lets everything of one server through, and a way in for
 * clients that send no credential.
 */
import { acceptAllTools } from '../../packages/gatehouse/test/support/accept-all-tools.ts';
import { OWNED, startTestGate, type TestGate } from '../../packages/gatehouse/test/support/gate.ts';
import { openDoor } from './keyed-door.ts';

export interface PermissiveGate {
  /** Where a client without a credential reaches the server through the gate. */
  readonly url: string;
  readonly gate: TestGate;
  close(): Promise<void>;
}

const OWNER = 'tests@example.com';

/** WHY each line: the suite opens no mandate and speaks no words, so that every default condition would hold its calls. */
const CHARTER = {
  tools: [
    {
      ...{ id: 'suite', ...OWNED, who: { roles: ['developer'] }, tools: ['everything/*'] },
      actions: ['call', 'read_resource', 'get_prompt', 'ask_client'],
    },
  ],
  endorsements: [
    {
      ...{ id: 'suite-endorsed', owner: OWNER, reason: 'The fixture reaches nobody.', expires: '2099-12-31' },
      ...{ tools: ['everything/*'], lifts: ['origin', 'readers', 'scope'] },
    },
  ],
};

/** Starts a gate before an MCP server, accepts all that it defines, and opens the door. */
export async function startPermissiveGate(server: string): Promise<PermissiveGate> {
  const gate = await startTestGate();
  const door = await openDoor(gate.key);
  try {
    gate.configure({ charter: CHARTER, more: settings({ server, publicUrl: door.url }) });
    await acceptAllTools(gate);
    await gate.restart();
    door.leadTo(gate.url);
  } catch (error) {
    await door.close();
    await gate.close();
    throw error;
  }
  return {
    url: `${door.url}/mcp/everything`,
    gate,
    async close() {
      await door.close();
      await gate.close();
    },
  };
}

function settings({ server, publicUrl }: { readonly server: string; readonly publicUrl: string }): object {
  return {
    // WHY: the door is where clients find the gate, so that its name is one that the gate goes by.
    public_url: publicUrl,
    tools: {
      manifests: ['tools/*.yaml'],
      servers: {
        everything: {
          ...{ kind: 'mcp', url: server, allow_private: true, ...OWNED },
          ...{ resources: true, prompts: true, asks: ['sampling', 'elicitation', 'roots'] },
        },
      },
    },
  };
}
