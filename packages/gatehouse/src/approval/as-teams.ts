/** A question as a Teams message: an Adaptive Card whose every text is a run, which knows no markup. */
import { type Part, restOf } from './parts.ts';
import { inertFor } from './quote.ts';

/** Of Teams: bytes in a message; with room for what is around the parts. */
const BYTES_MAX = 24_000;
/** Expressions of cards (`{{DATE()}}`, `${}`) and markup. */
const MEANT = /[<>&]|\{(?=\{)|\$(?=\{)/g;

type Element = Readonly<Record<string, unknown>>;

export function asTeams(parts: readonly Part[], { address }: { readonly address: string }): object {
  const all = parts.map(elementOf);
  const fits = Buffer.byteLength(JSON.stringify(all)) <= BYTES_MAX;
  const body = fits ? all : [...all.slice(0, 4), run('It is too much to be shown here.', {})];
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    ...{ type: 'AdaptiveCard', version: '1.5' },
    body: [...body, run(`Answer at: ${address}`, {})],
  };
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content };
  return { type: 'message', attachments: [attachment] };
}

function elementOf(part: Part): Element {
  if (part.kind === 'heading') return { ...run(part.text, { weight: 'Bolder' }), separator: true };
  if (part.kind === 'line') return run(part.text, {});
  const rest = restOf(part.quote);
  const text = run(inertFor(part.quote, MEANT), { fontType: 'Monospace' });
  // WHY a box: where a quote ends is drawn, not written.
  const box = { type: 'Container', style: 'emphasis', items: [text] };
  return rest === undefined ? box : { type: 'Container', items: [box, run(rest, { isSubtle: true })] };
}

function run(text: string, look: Element): Element {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...look }] };
}
