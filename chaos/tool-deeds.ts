/** What the trials ask of the office: four ways through the gate, each with what must be true of it afterwards. */

/** A mandate of one trial, with the words that found some of its deeds. */
export interface Mandated {
  readonly id: string;
  readonly token: string;
  /** Addresses to which the words ask for one mail each. */
  readonly addresses: string[];
}

export type ToolName = 'ring_bell' | 'send_email' | 'move_piano' | 'read_board';

/** One call under one idempotency key, however often it is sent. */
export interface Deed {
  /** Also what it is known by in its arguments. */
  readonly key: string;
  /** What the office knows it by. */
  readonly name: string;
  readonly mandate: Mandated;
  readonly tool: ToolName;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** How often it was sent. */
  sent: number;
  /** How often the office did it. */
  effects: number;
  /** What its client was told, each time that it was told anything. */
  readonly told: string[];
  /** Whether its client need not ask again. */
  over: boolean;
}

export const WORDS_EACH = 40;

export function newMail(trial: string, index: number): string {
  return `person${index}@${trial}.example`;
}

/** The words by which a mandate is opened: one mail to each address, and no second one. */
export function wordsFor(addresses: readonly string[]): string {
  return addresses
    .map((address) => `Send an email to ${address} with the subject "Hello" and the body "See you at noon."`)
    .join(' ');
}

type Making = (of: { readonly key: string; readonly mandate: Mandated }) => Deed['arguments'] | undefined;

/** Undefined where there is nothing more to ask for in this way. */
const ARGUMENTS: Readonly<Record<ToolName, Making>> = {
  // Endorsed: nothing founds it, and it goes through. What it writes is remembered as untrusted.
  ring_bell: ({ key }) => ({ bell: key, message: `Somebody rings for ${key}.` }),
  // Founded: the words ask for it once.
  send_email: ({ mandate }) => {
    const to = mandate.addresses.shift();
    return to === undefined ? undefined : { recipients: [to], subject: 'Hello', body: 'See you at noon.' };
  },
  // Held: goes through with the yes of another person.
  move_piano: ({ key }) => ({ room: key }),
  // Read: what it brings is labelled before anybody sees it.
  read_board: () => ({}),
};

export function newDeed(tool: ToolName, of: Pick<Deed, 'key' | 'name' | 'mandate'>): Deed | undefined {
  const made = ARGUMENTS[tool](of);
  if (made === undefined) return undefined;
  return { ...of, tool, arguments: made, sent: 0, effects: 0, told: [], over: false };
}
