/** Texts that pretend to be the frame of a conversation, or hide from people: found by the survey. */

/** By kind; the kind's place is its feature. Spellings are those of chat templates and of the attacks that fake them. */
const MARKERS: readonly (readonly string[])[] = [
  [
    '<|im_start|>',
    '<|im_end|>',
    '<|start_header_id|>',
    '<|end_header_id|>',
    '<|eot_id|>',
    '<|begin_of_text|>',
  ],
  [
    '<|system|>',
    '<|user|>',
    '<|assistant|>',
    '<|end|>',
    '<|endoftext|>',
    '<|start|>',
    '<|message|>',
    '<|end_of_turn|>',
  ],
  ['[inst]', '[/inst]', '<<sys>>', '<</sys>>', '<start_of_turn>', '<end_of_turn>', '</s>', '<bos>'],
  [
    '<system>',
    '</system>',
    '[system]',
    '[/system]',
    '[system ',
    '<system_prompt>',
    '<sys>',
    '{{#system',
    '[admin',
  ],
  [
    '###system',
    '### system',
    '## system',
    '# system',
    '###instruction',
    '### instruction',
    '###new',
    '### new',
  ],
  [
    '\nsystem:',
    '"system:',
    '"role": "system"',
    '"role":"system"',
    '(system)',
    'system note:',
    'system message:',
  ],
  ['\nassistant:', '\nai:', '\n\nhuman:', '\nhuman:', '### response', '###response', '\nuser:', '"role":'],
  ['<!--', 'display:none', 'display: none', 'font-size:0', 'visibility:hidden', 'aria-hidden', 'color:white'],
  [
    '<important>',
    '<instructions>',
    '<information>',
    '<admin>',
    '<hidden>',
    '<secret>',
    '<override>',
    '[instruction',
  ],
  [
    'begin new',
    'end of document',
    'end of input',
    'end of file',
    'end of prompt',
    '[end',
    'end_of_',
    '---end',
  ],
  ['http://', 'https://', 'www.'],
  ['"content":', '"text":', '"message":', '"description":', '"body":', '"note":', '"comment":', '"review":'],
  ['\\n', '\\u', '%20', '&lt;', '\\x'],
  ['```'],
];

export const MARKER_LITERALS: readonly string[] = MARKERS.flat();
export const MARKER_KINDS = MARKERS.length;

const KIND_OF = Uint8Array.from(MARKERS.flatMap((texts, kind) => texts.map(() => kind)));

/** The kind of a literal by its index into `MARKER_LITERALS`. */
export function markerOf(literal: number): number {
  return KIND_OF[literal] ?? 0;
}
