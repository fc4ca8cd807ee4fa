/** Finds text that makes a reader's client send data away, by itself or by one click: URLs that carry data, and active content. */
import { beginsWord, isLetter } from '../../characters.ts';
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { CARRIERS, type Carrier, isImage, isInTag, URL_MAX, urlBehind, urlEnd } from './carriers.ts';
import { FENCES, type Fence, fenceAt, isFenced } from './fences.ts';
import { judgePayload, PAYLOAD_RULES, parseUrl } from './payload.ts';
import { unfinishedOf } from './unfinished.ts';

const LITERALS = CARRIERS.map(({ literal }) => literal);
const unfinished = unfinishedOf(LITERALS);

const TAG_MAX = 512;
/** Up to what an answer is shown with; a person's own prompt, and a fetched page, may hold scripts. */
const ACTIVE = { assistant: 0.85, error: 0.7, tool: 0.4, document: 0.4 } as const;
const ACTIVE_ELSEWHERE = 0.3;
/** What a person writes or an operator configures does not attack its own reader. */
const OWN_MAX = 0.4;
/** In a code block it is shown, not carried out. */
const FENCED_MAX = 0.35;
/** Below this a finding would only be noise. */
const WORTH = 0.3;
/** An image of a host that no input mentioned, with something behind its path or without. */
const UNSEEN = { carrying: 0.55, plain: 0.4 };
/** A URL that an input holds as it stands carries nothing new. */
const REPEATED_MAX = 0.35;
/** How often one text may ask the background, which costs its length each time. */
const QUESTIONS_MAX = 64;

export const exfiltration: Detector = {
  name: 'exfiltration',
  classes: ['exfiltration'],
  version: digestOfRules(1, CARRIERS, PAYLOAD_RULES, ACTIVE, UNSEEN, FENCES),
  reach: URL_MAX + 2 * TAG_MAX,
  literals: LITERALS,
  scan: (glance, cursor, last) => new Walk(glance, cursor, last).run(),
};

/** `open` while the end of the text could still change it. */
type Step =
  | { readonly end: number; readonly confidence: number; readonly start: number }
  | 'open'
  | undefined;

class Walk {
  readonly #glance: Glance;
  readonly #last: boolean;
  readonly #findings: Finding[] = [];
  #from: number;
  #floor: number;
  #fence: Fence;
  /** What ends the URL that the text behind `#from` belongs to, counted from 1; 0 when there is none. */
  #tail: number;
  #questions: number;

  constructor(glance: Glance, cursor: Cursor, last: boolean) {
    const [mark = 0, length = 0, tail = 0, questions = 0] = cursor.carry ?? [];
    this.#glance = glance;
    this.#last = last;
    this.#from = cursor.from;
    this.#floor = cursor.floor;
    this.#fence = { mark, length };
    this.#tail = tail;
    this.#questions = questions;
  }

  run(): Scan {
    const { text, hits } = this.#glance;
    if (!this.#finishUrl()) return this.#stop(this.#from);
    for (let index = hits.from(this.#from); index < hits.length; index += 1) {
      const start = hits.start(index);
      const carrier = CARRIERS[hits.literal(index)];
      if (start < this.#from || carrier === undefined) continue;
      if (isLetter(carrier.literal.charCodeAt(0)) && !beginsWord(text, start, this.#floor)) continue;
      const step = this.#step(carrier, start, hits.end(index));
      if (step === 'open') return this.#stop(start);
      if (step === undefined) continue;
      if (!this.#found(step)) return this.#stop(this.#from);
    }
    const from = this.#last ? text.length : unfinished(text, { from: this.#from, floor: this.#floor });
    return this.#stop(from);
  }

  #stop(from: number): Scan {
    const carry = [this.#fence.mark, this.#fence.length, this.#tail, this.#questions];
    return { findings: this.#findings, next: { from, floor: this.#floor, inside: false, carry } };
  }

  #found({ start, end, confidence }: Exclude<Step, string | undefined>): boolean {
    this.#from = end;
    if (confidence >= WORTH) {
      this.#findings.push({ class: 'exfiltration', detector: 'exfiltration', start, end, confidence });
      this.#floor = end;
      return this.#finishUrl();
    }
    this.#tail = 0;
    return true;
  }

  /** Masks the rest of a URL that was longer than is read at once; false while its end is not there. */
  #finishUrl(): boolean {
    const { text } = this.#glance;
    while (this.#tail > 0) {
      const start = this.#from;
      const end = urlEnd(text, start, this.#tail - 1);
      if (end === text.length && end - start < URL_MAX && !this.#last) return false;
      if (end - start < URL_MAX) this.#tail = 0;
      if (end === start) return true;
      this.#findings.push({ class: 'exfiltration', detector: 'exfiltration', start, end, confidence: 0.6 });
      this.#from = end;
      this.#floor = end;
    }
    return true;
  }

  #step(carrier: Carrier, start: number, end: number): Step {
    const { text } = this.#glance;
    switch (carrier.reading) {
      case 'fence':
        return this.#fenceStep(start);
      case 'tag':
        return this.#tagStep(start);
      case 'handler':
        return this.#handlerStep(start, end);
      case 'scheme':
        return this.#schemeStep(start, end);
      case 'split':
        return isSplitScheme(text, start, this.#floor) ? this.#schemeStep(start, end) : undefined;
      case 'style':
        return isInTag(text, start, this.#floor) ? { start, end, confidence: this.#active(1) } : undefined;
      default:
        return this.#urlStep(carrier, start, end);
    }
  }

  #fenceStep(start: number): Step {
    const { text } = this.#glance;
    const read = fenceAt(text, { start, fence: this.#fence, last: this.#last });
    if (read === 'open') return 'open';
    this.#fence = read.fence;
    return { start, end: read.end, confidence: 0 };
  }

  #urlStep(carrier: Carrier, literal: number, after: number): Step {
    const { text, role } = this.#glance;
    const { reading } = carrier;
    const place = urlBehind(text, reading, reading === 'link' ? literal : after);
    // What is no absolute URL is looked at again: a scheme or a handler may stand in it.
    if (place === undefined) return undefined;
    const { start, end, open, ends } = place;
    if (reading === 'attribute' && !isInTag(text, literal, this.#floor)) return undefined;
    if (open && !this.#last) return 'open';
    const fetched = carrier.literal === '](' ? isImage(text, literal, this.#floor) : carrier.fetched;
    const whole = text.slice(start, end);
    const url = parseUrl(whole);
    if (url === undefined) return undefined;
    let confidence = judgePayload(url, fetched);
    if (carrier.literal === '@import') confidence = Math.max(confidence, this.#active(STYLE_SHEET));
    const { background } = this.#glance;
    const carries = url.query !== '' || url.fragment !== '' || url.path.length > 64;
    if (background !== undefined && role === 'assistant' && (fetched || confidence >= WORTH)) {
      if (this.#isMentioned(whole)) confidence = Math.min(confidence, REPEATED_MAX);
      else if (fetched && !this.#isMentioned(url.host)) {
        confidence = Math.max(confidence, carries ? UNSEEN.carrying : UNSEEN.plain);
      }
    }
    this.#tail = end - start >= URL_MAX ? ends + 1 : 0;
    return { start, end, confidence: this.#capped(confidence) };
  }

  #isMentioned(part: string): boolean {
    this.#questions += 1;
    return this.#questions <= QUESTIONS_MAX && this.#glance.background?.mentions(part) === true;
  }

  #schemeStep(start: number, after: number): Step {
    const { text } = this.#glance;
    const isData = /d/i.test(text.charAt(start));
    // `javascript:` by itself is a word of a text about it.
    const head = /^[^\s"'<>]*/.exec(text.slice(after, after + SCHEME_HEAD))?.[0] ?? '';
    const acts = isData ? head.length >= DATA_MIN : RUNS.test(head);
    if (!acts) {
      const grows = after + head.length === text.length && head.length < SCHEME_HEAD;
      return grows && !this.#last ? 'open' : undefined;
    }
    const place = urlBehind(text, 'scheme', after);
    if (place === undefined) return undefined;
    if (place.open && !this.#last) return 'open';
    return { start, end: place.end, confidence: this.#active(1) };
  }

  #tagStep(start: number): Step {
    const { text } = this.#glance;
    TAG.lastIndex = start;
    const tag = TAG.exec(text);
    if (tag === null) return undefined;
    const [all, name = '', attributes = '', close] = tag;
    const end = start + all.length;
    if (close === undefined && all.length < TAG_MAX && end === text.length && !this.#last) return 'open';
    const rule = TAGS[name.toLowerCase()];
    if (rule === undefined || !rule.when.test(attributes)) return undefined;
    // Between back quotes, a tag without attributes is only named.
    if (text[start - 1] === '`' && /^\s*\/?$/.test(attributes)) {
      if (end === text.length && !this.#last) return 'open';
      if (text[end] === '`') return undefined;
    }
    return { start, end, confidence: this.#active(rule.weight) };
  }

  #handlerStep(start: number, after: number): Step {
    const { text } = this.#glance;
    HANDLER.lastIndex = after;
    const [all, value = ''] = HANDLER.exec(text) ?? [];
    if (all === undefined)
      return after + 8 >= text.length && !this.#last && /^[\s=]*$/.test(text.slice(after))
        ? 'open'
        : undefined;
    const end = after + all.length;
    if (end === text.length && all.length < TAG_MAX && !this.#last && !QUOTED.test(value)) return 'open';
    const before = text.charAt(start - 1);
    if (start > this.#floor && /[.$\p{L}_]/u.test(before) && !beginsWord(text, start, this.#floor))
      return undefined;
    if (value.startsWith('{') || before === '.') return undefined;
    const tagged = isInTag(text, start, this.#floor);
    // Behind a quote it breaks out of an attribute that stands elsewhere.
    if (!tagged && !/["'`/]/.test(before)) return undefined;
    return { start, end, confidence: this.#active(tagged ? 1 : 0.8) };
  }

  #active(weight: number): number {
    const { role } = this.#glance;
    return this.#capped(weight * (ACTIVE[role as keyof typeof ACTIVE] ?? ACTIVE_ELSEWHERE), FENCED_MAX);
  }

  #capped(confidence: number, fenced = 1): number {
    const { role } = this.#glance;
    const own = role === 'user' || role === 'system' ? OWN_MAX : 1;
    return Math.min(confidence, own, isFenced(this.#fence) ? fenced : 1);
  }
}

/** Browsers skip tabs and line ends within a scheme (WHATWG URL, section 4.4), so that `java` and the rest may stand on two lines. */
function isSplitScheme(text: string, start: number, floor: number): boolean {
  if (!isInTag(text, start, floor)) return false;
  const before = /[=("'`]\s{0,4}((?:[a-z][\t\n\r]{0,4}){2,5})$/i.exec(
    text.slice(Math.max(floor, start - 32, 0), start),
  );
  const letters = before?.[1]?.replace(/[^a-z]/gi, '').toLowerCase();
  return letters !== before?.[1]?.toLowerCase() && /^(?:java|vb|live)$/.test(letters ?? '');
}

/** How soon code shows behind the scheme that runs it, and how much of a document in a URL is more than a mention. */
const SCHEME_HEAD = 64;
/** `javascript:void(0)` runs nothing, and `javascript:80` is a port. */
const RUNS = /^(?!void\(0\)|;)(?:.*[(=%]|.*\w`[\w\\$]|.*\/[/*]|.*\b(?:document|window|location|self|eval)\b)/;
const DATA_MIN = 8;
/** A style sheet from elsewhere can ask for images by what stands on the page. */
const STYLE_SHEET = 0.65;
const TAG = /<([a-z]{4,6})(?=[\s/>"'`]|$)([^>]{0,500})(>)?/iy;
/** A value whose quote is closed. */
const QUOTED = /^\\?(["'`])[\s\S]*\1$/;
const HANDLER = /\s{0,4}=\s{0,4}(\\?"[^"]{0,240}"?|\\?'[^']{0,240}'?|`[^`]{0,240}`?|[^\s>"'`]{1,240})/y;
const REMOTE =
  /(?:src|data|href|action|code|codebase)\s{0,4}=\s{0,4}\\?["'`]?\s{0,4}(?:(?:https?:)?[/\\]{2}|javascript|data:|vbscript)/i;

/** Elements that run, load or send something, and with which attributes they do. */
const TAGS: Readonly<Record<string, { readonly weight: number; readonly when: RegExp }>> = {
  script: { weight: 1, when: /(?:)/ },
  iframe: { weight: 0.9, when: /src(?:doc)?\s{0,4}=/i },
  frame: { weight: 0.9, when: REMOTE },
  object: { weight: 0.9, when: REMOTE },
  embed: { weight: 0.9, when: REMOTE },
  applet: { weight: 0.9, when: /(?:)/ },
  meta: { weight: 0.9, when: /http-equiv\s{0,4}=\s{0,4}\\?["']?refresh[\s\S]{0,80}url/i },
  link: {
    weight: STYLE_SHEET,
    when: /rel\s{0,4}=\s{0,4}\\?["'`]?(?:stylesheet|import|preload|prefetch|dns-prefetch)/i,
  },
  base: { weight: 0.75, when: REMOTE },
  form: { weight: 0.75, when: REMOTE },
};
