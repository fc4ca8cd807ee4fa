/** Sentences that a definition has no reason to hold: they speak to the model about its user, its files or other tools. */

/** Each in linear time: every repeat is bounded. Read after NFKC (UAX #15), in any case. */
const DIRECTIVES: readonly { readonly what: string; readonly form: RegExp }[] = [
  {
    what: 'a request to keep something from the user',
    form: /\b(?:do not|don['’]t|never|without|avoid|must not|should not)\b[^.!?\n]{0,60}\b(?:mention|tell|inform|reveal|notify|alert|warn|disclose|show|ask)(?:ing)?\b[^.!?\n]{0,40}\b(?:users?|humans?|persons?|people|anyone|anybody|customers?|you first)\b/i,
  },
  {
    what: 'a tag that looks like a part of a prompt',
    form: /<\/?\s{0,4}(?:important|system|instructions?|secret|admin|assistant|critical|hidden|override|developer)\b[^<>\n]{0,60}>|\[\/?(?:system|inst|important|admin)\]|<\|[a-z_]{2,24}\|>/i,
  },
  {
    what: 'a file that holds secrets',
    form: /\bid_(?:rsa|ed25519|ecdsa|dsa)\b|\bmcp\.json\b|(?:^|[\s"'`(~/\\])\.(?:ssh|aws|kube|netrc|npmrc|gnupg|cursor|env)\b|\/etc\/(?:passwd|shadow)\b/i,
  },
  {
    what: 'an order to do something before the tool is used',
    form: /\b(?:before|prior to|when(?:ever)?|after)\s{1,4}(?:you\s{1,4})?(?:use|using|call|calling|invoke|invoking|running)\s{1,4}(?:this|the|any(?: other)?|other|another)\s{1,4}(?:tool|function)s?\b[^.!?\n]{0,60}\b(?:read|send|call|fetch|include|pass|forward|upload|open|copy|execute|run)\b/i,
  },
];

/** What a text of a definition asks for that is none of its business. */
export function directivesIn(text: string): readonly string[] {
  const read = text.normalize('NFKC');
  return DIRECTIVES.filter(({ form }) => form.test(read)).map(({ what }) => what);
}
