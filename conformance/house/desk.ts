/** What the configuration says of the servers of tools, and the file that accepts their tools as they are. */
import { createHash } from 'node:crypto';
import { DESK } from '../recorder/desk-tools.ts';

const OWNED = "owner: matrix@example.com, reason: The matrix wants it so., review: '2099-12-31'";
const ENDING = "owner: matrix@example.com, reason: The matrix wants it so., expires: '2099-12-31'";

/** How long the gate waits for a tool that does not answer. */
const PATIENCE_MS = 1_500;

/** The servers, under `tools`. `place` is where they are, without their name. */
export function deskServers(place: string, manifests: string): string {
  const more: Readonly<Record<string, string>> = {
    annex: `timeout_ms: ${PATIENCE_MS}`,
    turning: 'refresh_seconds: 1',
  };
  const servers = Object.keys(DESK).map(
    (name) =>
      `    ${name}: { kind: mcp, url: '${place}/${name}', allow_private: true, answer_bytes: 200000, ${OWNED}, ${more[name] ?? 'timeout_ms: 20000'} }`,
  );
  return `tools:\n  manifests: ['${manifests}']\n  servers:\n${servers.join('\n')}\n`;
}

/** The rules for tools, under `charter`. */
export const DESK_CHARTER = `
  tools:
    - { id: desk-workers, ${OWNED}, who: { roles: [developer] }, tools: ['desk/*', 'annex/*', 'turning/*'] }
    - { id: never-erase, ${OWNED}, effect: deny, tools: ['desk/erase_all'] }
    - { id: look-before-signing, ${OWNED}, effect: hold, tools: ['desk/sign_contract'], approve: { by: other, role: approver } }
  endorsements:
    - { id: doors, ${ENDING}, who: {}, tools: ['desk/open_door', 'desk/tell', 'desk/sign_contract', 'annex/start_engine'], lifts: [origin, readers, scope] }
  mandates:
    - { id: agents-serve, ${OWNED}, who: { kinds: [agent] }, for: { kinds: [person] } }`;

/** Rules about the data of tools, under `charter.data`; rules that name no tools are about models. */
export const DESK_DATA = `
    - { id: mask-personal-at-the-desk, ${OWNED}, tools: ['desk/fetch_page', 'desk/tell', 'annex/wrong'], classes: [email, payment_card], do: mask }
    - { id: block-secrets-at-the-desk, ${OWNED}, tools: ['desk/*'], classes: [cloud_key, private_key], do: block }
    - { id: block-injection-of-pages, ${OWNED}, tools: ['desk/fetch_guarded'], directions: [answer], classes: [injection], do: block }`;

/** The manifest files: one for each server, with the digests of the definitions that it gives right now. */
export async function manifestFiles(place: string): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {};
  for (const [server, tools] of Object.entries(DESK)) {
    const accepted: Record<string, object> = {};
    for (const definition of await definitionsOf(`${place}/${server}`)) {
      const name = String(definition.name);
      const manifest = tools[name]?.manifest;
      if (manifest === undefined) continue;
      accepted[name] = { pin: pinOf(definition), accepted: ACCEPTED, ...known(definition, manifest) };
    }
    // WHY JSON: every JSON text is YAML.
    files[`manifests-${server}.yaml`] = JSON.stringify({
      ...{ server, owner: 'matrix@example.com', review: '2099-12-31', tools: accepted },
    });
  }
  return files;
}

const ACCEPTED = { by: 'matrix@example.com', at: '2026-11-21' };

type Definition = Readonly<Record<string, unknown>>;

/** The manifest for those arguments that the tool has. */
function known({ inputSchema }: Definition, manifest: object): object {
  const { properties = {} } = inputSchema as { properties?: object };
  const said = (manifest as { arguments?: Readonly<Record<string, string>> }).arguments ?? {};
  const kept = Object.entries(said).filter(([name]) => Object.hasOwn(properties, name));
  return { ...manifest, arguments: Object.fromEntries(kept) };
}

/** SHA-256 over the canonical JSON (RFC 8785) of what a client is shown. */
function pinOf({ name, title, description, inputSchema, outputSchema, annotations }: Definition): string {
  const shown = { name, title, description, inputSchema, outputSchema, annotations };
  return `sha256:${createHash('sha256').update(canonical(shown)).digest('hex')}`;
}

/** WHY it is enough: the definitions of the desk hold plain texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, node: unknown) =>
    node !== null && typeof node === 'object' && !Array.isArray(node)
      ? Object.fromEntries(Object.entries(node).sort(([left], [right]) => (left < right ? -1 : 1)))
      : node,
  );
}

const REVISION = '2026-07-28';

async function definitionsOf(url: string): Promise<readonly Definition[]> {
  const meta = {
    'io.modelcontextprotocol/protocolVersion': REVISION,
    'io.modelcontextprotocol/clientCapabilities': {},
    'io.modelcontextprotocol/clientInfo': { name: 'matrix', version: '1' },
  };
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': REVISION,
      'mcp-method': 'tools/list',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: { _meta: meta } }),
  });
  const said = await answer.text();
  const { result } = JSON.parse(/^data: (.*)$/m.exec(said)?.[1] ?? said) as {
    result: { tools: readonly Definition[] };
  };
  return result.tools;
}
