/** The plain way to look for the same data: one expression after the other over the whole text. */

/** About as broad as the shipped rules are, without their checks: what many gateways run on every request. */
const PATTERNS: readonly RegExp[] = [
  /\b[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}\b/g,
  /\b(?:\d[ -]?){12,18}\d\b/g,
  /\b[A-Z]{2}\d{2}[ ]?(?:[A-Z0-9]{4}[ ]?){2,7}[A-Z0-9]{1,4}\b/g,
  /\b\d{3}-\d{2}-\d{4}\b/g,
  /\b9\d{2}-[5-9]\d-\d{4}\b/g,
  /\b\d{9}\b/g,
  /\b[A-Z]\d{8}\b/g,
  /\b[A-Z]{2}\d{6}[A-D]\b/g,
  /\b\d{3}[ -]?\d{3}[ -]?\d{4}\b/g,
  /\(\d{3}\) ?\d{3}-\d{4}/g,
  /\+\d{1,3}[ -]?(?:\d[ -]?){6,12}\d/g,
  /\b(?:\d{1,3}\.){3}\d{1,3}\b/g,
  /\b(?:[0-9a-fA-F]{1,4}:){2,7}[0-9a-fA-F]{1,4}\b/g,
  /\b(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}\b/g,
  /https?:\/\/[^\s"'<>]+/gi,
  /\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|de|fr|uk|example)\b/gi,
  /\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?\b/g,
  /\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b/g,
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2},? \d{4}\b/gi,
  /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/g,
  /\b\d{5}(?:-\d{4})?\b/g,
  /\b\d{1,5} [A-Z][a-z]+ (?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr)\b/g,
  /\b(?:Mr|Mrs|Ms|Dr|Prof)\.? [A-Z][a-z]+(?: [A-Z][a-z]+)?\b/g,
  /\b[A-Z][a-z]+ [A-Z][a-z]+\b/g,
  /\b\d{11}\b/g,
  /\b\d{2}[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}\b/g,
  /\b\d{8}[A-Z]\b/g,
  /\b[XYZ]\d{7}[A-Z]\b/g,
  /\b[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]\b/g,
  /\b[A-Z]{5}\d{4}[A-Z]\b/g,
  /\b\d{4} ?\d{4} ?\d{4}\b/g,
  /\b\d{6}-?\d{7}\b/g,
  /\b[STFG]\d{7}[A-Z]\b/g,
  /\b\d{3}\.\d{3}\.\d{3}-\d{2}\b/g,
  /\b\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}\b/g,
  /\b[12]\d{2}(?:0[1-9]|1[0-2])\d{10}\b/g,
  /\b[A-HJ-NPR-Z0-9]{17}\b/g,
  /\b(?:bc1|[13])[a-zA-HJ-NP-Z0-9]{25,59}\b/g,
  /\b0x[a-fA-F0-9]{40}\b/g,
  /\b[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\b/g,
  /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{36}\b/g,
  /\bsk-(?:proj-|ant-)?[A-Za-z0-9_-]{20,}\b/g,
  /\bxox[abposr]-[A-Za-z0-9-]{10,}/g,
  /\bAIza[0-9A-Za-z_-]{35}\b/g,
  /\bglpat-[0-9A-Za-z_-]{20}\b/g,
  /\bhf_[A-Za-z]{34}\b/g,
  /\bnpm_[A-Za-z0-9]{36}\b/g,
  /\b[rs]k_(?:live|test)_[0-9a-zA-Z]{10,99}\b/g,
  /\bSG\.[\w-]{22}\.[\w-]{43}\b/g,
  /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g,
  /\b[a-z][a-z0-9+]*:\/\/[^\s:@/]+:[^\s:@/]+@[^\s/]+/gi,
  /(?:api|access|secret|auth)[_-]?(?:key|token)["']?\s*[:=]\s*["']?[\w-]{16,}/gi,
  /(?:password|passwd|pwd)["']?\s*[:=]\s*["']?[^\s"']{6,}/gi,
  /ignore (?:all |any )?(?:the |your )?(?:previous|prior|above) (?:instructions|prompts)/gi,
  /(?:reveal|print|show|repeat) (?:me )?your (?:system )?(?:prompt|instructions)/gi,
  /you are now (?:in )?(?:DAN|developer mode|jailbroken)/gi,
  /!\[[^\]]*\]\(https?:\/\/[^)\s]+\)/g,
  /<(?:script|iframe|img|object|embed)\b[^>]*>/gi,
  /[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g,
];

/** How many matches there are. */
export function naive(text: string): number {
  let matches = 0;
  for (const pattern of PATTERNS) {
    pattern.lastIndex = 0;
    while (pattern.exec(text) !== null) matches += 1;
  }
  return matches;
}
