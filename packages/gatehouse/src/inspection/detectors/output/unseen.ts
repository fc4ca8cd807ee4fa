/** Notes links and commands of an answer that nothing in its request held. */
import type { Cursor, Detector, Finding, Glance, Scan } from '../../detector.ts';
import { digestOfRules } from '../rules.ts';
import { FENCES, fenceAt, isFenced } from './fences.ts';

/** How often one answer may ask what its request holds, which costs the length of the request each time. */
const QUESTIONS_MAX = 64;
const TEXT_MAX = 512;

interface Sight {
  readonly start: number;
  readonly end: number;
  /** What the request would hold. */
  readonly asks: string;
  readonly confidence: number;
}

interface Rules {
  readonly name: string;
  readonly literals: readonly string[];
  /** Reads what stands at a literal; `end` is a place for certain, behind which nothing more belongs to it. */
  read(text: string, start: number): Sight | undefined;
}

const URL =
  /(?:https?:\/\/|www\.)(?:[^\s/?#@"'<>()[\]{}\\`]{0,64}@)?([^\s/?#:@"'<>()[\]{}\\`|,;]{3,253})[^\s"'<>()[\]{}\\`]{0,256}/iy;
const LINK = 0.45;

export const unseenUrl: Detector = detectorOf({
  name: 'unseen_url',
  literals: ['http://', 'https://', 'www.'],
  read(text, start) {
    URL.lastIndex = start;
    const match = URL.exec(text);
    const host = match?.[1]?.replace(/\.+$/, '') ?? '';
    if (match === null || !/[.:]/.test(host)) return undefined;
    return { start, end: start + match[0].replace(/[.,;:!?*_]+$/, '').length, asks: host, confidence: LINK };
  },
});

const COMMANDS: readonly string[] = [
  ...[
    'curl ',
    'wget ',
    'sudo ',
    'rm -',
    'dd if=',
    'mkfs',
    'chmod ',
    'chown ',
    'crontab ',
    'systemctl ',
    'ssh ',
    'scp ',
  ],
  ...[
    'nc ',
    'ncat ',
    'bash ',
    'sh -c',
    'eval ',
    'source ',
    'base64 -',
    'openssl ',
    'python -',
    'python3 -',
    'perl -e',
  ],
  ...[
    'pip install',
    'pip3 install',
    'npm i',
    'npx ',
    'yarn add',
    'pnpm add',
    'gem install',
    'cargo install',
    'go install',
  ],
  ...[
    'apt install',
    'apt-get ',
    'yum install',
    'dnf install',
    'brew install',
    'choco install',
    'docker run',
    'docker pull',
  ],
  ...[
    'kubectl ',
    'git clone',
    'powershell',
    'pwsh ',
    'iwr ',
    'iex ',
    'invoke-',
    'certutil ',
    'regsvr32 ',
    'rundll32 ',
  ],
  ...[
    'mshta ',
    'bitsadmin ',
    'reg add',
    'net user',
    'schtasks ',
    'osascript ',
    'launchctl ',
    'export ',
    'aws ',
    'gcloud ',
  ],
];
const COMMAND = 0.6;
const BLOCK = 0.4;
const LINE_MIN = 8;
const PROMPT_MAX = 64;
const PROMPT = /(?:^|[\n`])[ \t]{0,8}(?:[$#>%] {0,2}|PS [^\n>]{0,32}> ?)?(?:sudo )?$/;
const BLOCK_LINE = /(?:`{3,8}|~{3,8})[\w+#.-]{0,24}[ \t]*\r?\n\s{0,32}([^\n]{1,256})/y;

export const unseenCode: Detector = detectorOf({
  name: 'unseen_code',
  literals: [...FENCES, ...COMMANDS],
  read(text, start) {
    if (isFenceMark(text, start)) return readBlock(text, start);
    if (!PROMPT.test(text.slice(Math.max(0, start - PROMPT_MAX), start))) return undefined;
    const line = /^[^\n`]{0,256}/.exec(text.slice(start, start + TEXT_MAX))?.[0].trimEnd() ?? '';
    return line.length < LINE_MIN
      ? undefined
      : { start, end: start + line.length, asks: line, confidence: COMMAND };
  },
});

/** The first line of a block of code, when it is no command, which is noted by itself. */
function readBlock(text: string, start: number): Sight | undefined {
  BLOCK_LINE.lastIndex = start;
  const match = BLOCK_LINE.exec(text);
  const line = match?.[1]?.trimEnd() ?? '';
  if (match === null || line.length < LINE_MIN || /^[`~]{3}/.test(line)) return undefined;
  const lowered = line.replace(/^[$#>%] {0,2}/, '').toLowerCase();
  if (COMMANDS.some((command) => lowered.startsWith(command))) return undefined;
  const begin = start + match[0].length - (match[1]?.length ?? 0);
  return { start: begin, end: begin + line.length, asks: line, confidence: BLOCK };
}

function isFenceMark(text: string, start: number): boolean {
  return text[start] === '`' || text[start] === '~';
}

function detectorOf({ name, literals, read }: Rules): Detector {
  const longest = Math.max(...literals.map(({ length }) => length));
  return {
    name,
    classes: [name],
    version: digestOfRules(1, name, literals, QUESTIONS_MAX),
    reach: TEXT_MAX + longest,
    holds: false,
    literals,
    scan({ text, hits, role, background }: Glance, cursor: Cursor, last: boolean): Scan {
      const findings: Finding[] = [];
      let [asked = 0, mark = 0, length = 0] = cursor.carry ?? [];
      let from = cursor.from;
      const stop = (at: number): Scan => ({
        findings,
        next: { from: at, floor: 0, inside: false, carry: [asked, mark, length] },
      });
      if (role !== 'assistant' || background === undefined) return stop(text.length);
      for (let index = hits.from(from); index < hits.length && asked < QUESTIONS_MAX; index += 1) {
        const start = hits.start(index);
        if (start < from) continue;
        if (text.length - start < TEXT_MAX && !last) return stop(start);
        if (isFenceMark(text, start)) {
          const fence = fenceAt(text, { start, fence: { mark, length }, last: true });
          if (fence === 'open') return stop(start);
          const begins = !isFenced({ mark, length }) && isFenced(fence.fence);
          ({ mark, length } = fence.fence);
          from = fence.end;
          if (!begins) continue;
        }
        const sight = read(text, start);
        if (sight === undefined) continue;
        from = sight.end;
        asked += 1;
        if (background.mentions(sight.asks)) continue;
        findings.push({
          class: name,
          detector: name,
          start: sight.start,
          end: sight.end,
          confidence: sight.confidence,
        });
      }
      return stop(last ? text.length : Math.max(from, text.length - longest + 1));
    },
  };
}
