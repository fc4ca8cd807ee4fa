/** Poisoned definitions: every text of a tool's definition is read as what it is, words of a stranger to a model. */
import type { PinnedDefinition } from '../../kernel/accepted-tool.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { DEFINITION_BOUNDS, excess } from './bounds.ts';
import { directivesIn } from './directives.ts';

/** One text of a definition, with its JSON path. */
export interface DefinitionText {
  readonly place: string;
  readonly text: string;
}

/** Why a definition must not reach a model; holds no text of it. */
export interface Suspicion {
  readonly place: string;
  readonly what: string;
}

/** Reads texts of definitions with the detectors of the gate. Fails when a detector does. */
export interface DefinitionInspector {
  inspect(texts: readonly DefinitionText[]): Result<readonly Suspicion[]>;
}

/**
 * What is wrong with a definition: what the detectors find, characters that nobody sees, and instructions about tools of
 * other servers (shadowing).
 * @param foreign names of tools that other servers offer
 */
export function suspicionsOf(
  definition: PinnedDefinition,
  inspector: DefinitionInspector,
  foreign: readonly string[],
): Result<readonly Suspicion[]> {
  return suspicionsIn(definition, inspector, foreign);
}

function suspicionsIn(
  offer: object,
  inspector: DefinitionInspector,
  foreign: readonly string[],
): Result<readonly Suspicion[]> {
  const texts = textsOf(offer);
  // WHY joined as well: a text can be cut into pieces that say nothing by themselves.
  const joined = { place: '$', text: texts.map(({ text }) => text).join('\n') };
  const found = inspector.inspect([...texts, joined]);
  if (!found.ok) return found;
  const own = texts.flatMap(({ place, text }) => {
    const shadowed = foreign.filter((name) => isSpokenOf(name, text));
    return [
      ...(hasUnseen(text) ? ['characters that nobody sees'] : []),
      ...directivesIn(text),
      ...shadowed.map((name) => `words about ${name}, a tool of another server`),
    ].map((what) => ({ place, what }));
  });
  return ok([...own, ...found.value]);
}

/** How many resources, templates or prompts of one server are looked at; the others are not on offer. */
const OFFERS_MAX = 2_000;

/** Those of a server's other offers that nothing is wrong with. Nobody pins them, so nobody can accept them either. */
export function inspectOffers<Offer extends Readonly<Record<string, unknown>>>(
  offers: readonly Offer[],
  inspector: DefinitionInspector,
): Result<readonly Offer[]> {
  const clean: Offer[] = [];
  for (const offer of offers.slice(0, OFFERS_MAX)) {
    if (excess(offer, DEFINITION_BOUNDS) !== undefined) continue;
    const found = suspicionsIn(offer, inspector, []);
    if (!found.ok) return found;
    if (found.value.length === 0) clean.push(offer);
  }
  return ok(clean);
}

/** Every text that a model can be shown, names of properties included. */
function textsOf(offer: object): readonly DefinitionText[] {
  const texts: DefinitionText[] = [];
  const open: [string, unknown][] = [['$', offer]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [place, value] = next;
    if (typeof value === 'string') texts.push({ place, text: value });
    if (typeof value !== 'object' || value === null) continue;
    const isList = Array.isArray(value);
    for (const [key, child] of Object.entries(value).reverse()) {
      const at = isList ? `${place}[${key}]` : `${place}.${key}`;
      if (!isList && !KEYWORD.test(key)) texts.push({ place: `${at}~key`, text: key });
      open.push([at, child]);
    }
  }
  return texts;
}

/** Keys that say nothing to anybody: what schemas consist of, and plain identifiers. */
const KEYWORD = /^\$?[\w-]{1,40}$/;

/**
 * Default-ignorable, control, format, private and unassigned characters (UAX #44), but for what text is set with and
 * what emoji are made of (UTS #51): a variation selector behind one, a joiner between two.
 */
const UNSEEN = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;
const EMOJI =
  /\p{Extended_Pictographic}(?:\ufe0f|\p{EMod})?(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{EMod})?)*|[#*0-9]\ufe0f\u20e3/gu;

function hasUnseen(text: string): boolean {
  return UNSEEN.test(text.replace(EMOJI, ''));
}

/** WHY only names that no sentence holds by chance: `search` is a word, `send_email` is a tool. */
function isSpokenOf(name: string, text: string): boolean {
  const isTelling = /[a-z][A-Z]|[a-z0-9][_-][a-z]/.test(name);
  if (!isTelling) return false;
  const at = text.indexOf(name);
  if (at < 0) return false;
  return !/\w/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + name.length));
}
