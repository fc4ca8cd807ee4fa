/** A question as Slack blocks (Block Kit): our words as plain text, the words of others as preformatted rich text. */
import { type Part, restOf } from './parts.ts';
import { inertFor } from './quote.ts';

/** Of Slack: blocks in a message, characters in a text. */
const BLOCKS_MAX = 50;
const TEXT_MAX = 2_900;
const HEADER_MAX = 150;
/** What other texts of Slack give a meaning to: mentions, links and entities. */
const MEANT = /[<>&]/g;

type Block = Readonly<Record<string, unknown>>;

export interface Asking {
  readonly id: string;
  readonly shown: string;
  /** Where people answer. */
  readonly address: string;
  /** Whether the channel can carry answers back. */
  readonly buttons: boolean;
}

/** INVARIANT: who cannot be shown everything gets no button: an answer is about all of it. */
export function asSlack(parts: readonly Part[], { id, shown, address, buttons }: Asking): object {
  const all = parts.flatMap(blocksOf);
  const fits = all.length <= BLOCKS_MAX - 3 && parts.every(isShort);
  const where = plain(`Answer at: ${address}`);
  const end = fits && buttons ? [where, actions(`${id} ${shown}`)] : [where];
  const blocks = fits ? all : [...all.slice(0, 4), plain('It is too much to be shown here.')];
  // WHY our words alone: this text is read as markup.
  return { text: `A call waits for a yes: ${id}`, blocks: [...blocks, ...end] };
}

/** Reads back what `actions` put into a button. */
export function readSlackValue(value: string): { readonly id: string; readonly shown: string } | undefined {
  const [, id, shown] = /^(hold_[0-9a-z]{26}) ([0-9a-f]{64})$/.exec(value) ?? [];
  return id === undefined || shown === undefined ? undefined : { id, shown };
}

function blocksOf(part: Part): readonly Block[] {
  if (part.kind === 'heading') {
    return [{ type: 'header', text: { type: 'plain_text', text: cut(part.text, HEADER_MAX), emoji: false } }];
  }
  if (part.kind === 'line') return [plain(part.text)];
  const rest = restOf(part.quote);
  const text = cut(inertFor(part.quote, MEANT) || ' ', TEXT_MAX);
  const pre = { type: 'rich_text_preformatted', elements: [{ type: 'text', text }] };
  return [{ type: 'rich_text', elements: [pre] }, ...(rest === undefined ? [] : [plain(rest)])];
}

function isShort(part: Part): boolean {
  if (part.kind === 'quote') return inertFor(part.quote, MEANT).length <= TEXT_MAX;
  return part.text.length <= (part.kind === 'heading' ? HEADER_MAX : TEXT_MAX);
}

function plain(text: string): Block {
  return { type: 'section', text: { type: 'plain_text', text: cut(text, TEXT_MAX), emoji: false } };
}

function actions(value: string): Block {
  const button = (action: string, text: string, style: string) => ({
    ...{ type: 'button', action_id: action, value, style },
    text: { type: 'plain_text', text, emoji: false },
  });
  return { type: 'actions', elements: [button('yes', 'Yes, once', 'primary'), button('no', 'No', 'danger')] };
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}\u2026`;
}
