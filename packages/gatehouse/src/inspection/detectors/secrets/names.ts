/** Which names say that a value is a secret, and which only seem to. */
import { CONTEXT } from '../../detector.ts';
import type { Place } from './reading.ts';

/** What stands before `key` in the name of something else (facts: gitleaks, allowlist of generic-api-key, and more). */
const KEYS_OF = [
  ...['bucket', 'cache', 'composite', 'dict', 'foreign', 'hot', 'i18n', 'idx', 'index', 'lookup', 'natural'],
  ...[
    'partition',
    'primary',
    'pub',
    'public',
    'publishable',
    'react',
    'row',
    'schema',
    'sequence',
    'site',
    'sort',
  ],
  ...['translation', 'widget'],
];

/** What stands behind `key` there. */
const KEY_THINGS = [
  ...[
    'alias',
    'board',
    'chain',
    'code',
    'down',
    'event',
    'frame',
    'hash',
    'id',
    'index',
    'left',
    'len',
    'map',
    'mesh',
  ],
  ...[
    'name',
    'note',
    'pair',
    'path',
    'press',
    'right',
    'ring',
    'selector',
    'signature',
    'size',
    'space',
    'stone',
  ],
  ...['store', 'type', 'up', 'value', 'vault', 'word', 's$'],
];

const TOKENS_OF = ['anti', 'cancel', 'continuation', 'csrf', 'next', 'page', 'public', 'sync', 'xsrf'];
const TOKEN_THINGS = [
  'count',
  'endpoint',
  'expir',
  'file',
  'id',
  'len',
  'limit',
  'name',
  'size',
  'type',
  'uri',
  'url',
];
const PASSWORD_THINGS = [
  ...[
    'encoder',
    'field',
    'file',
    'hash',
    'hint',
    'input',
    'label',
    'len',
    'max',
    'min',
    'policy',
    'regex',
    'reset',
  ],
  ...['type', 'url'],
];

/** What only has such a name within it, and what is told to everybody. */
const OTHER_WORDS = [
  ...[
    'access(?:ib|or|ed|es|ing)',
    'authent',
    'authority',
    'authz',
    'author(?!iz)',
    'capital',
    'rapid',
    'therap',
  ],
  ...['donkey', 'hockey', 'jockey', 'monkey', 'turkey', 'whiskey', 'keyed', 'keying', 'tokeni[sz]'],
  ...[
    'checksum',
    'commit',
    'digest',
    'etag',
    'fingerprint',
    'hash',
    'integrity',
    'license',
    'md5',
    'revision',
    'sha\\d',
  ],
  ...['usersecretsid', 'withcredentials'],
];

const GAP = '[-_.]?';

const OTHER = new RegExp(
  [
    `(?:${KEYS_OF.join('|')})${GAP}key`,
    `key${GAP}(?:${KEY_THINGS.join('|')})`,
    `(?:${TOKENS_OF.join('|')})${GAP}token`,
    `token${GAP}(?:${TOKEN_THINGS.join('|')})`,
    `pass(?:word)?${GAP}(?:${PASSWORD_THINGS.join('|')})`,
    `access${GAP}(?:id|time|level|mode|control|log|type)`,
    `api${GAP}(?:base|doc|endpoint|group|id|name|uri|url|version)`,
    `credentials?${GAP}(?:id|uri|url)`,
    `secret${GAP}(?:arn|id|len|manager|name|ref|size)`,
    ...OTHER_WORDS,
  ].join('|'),
);

/** Names after which a value without much else to it counts. */
const STRONG = new RegExp(
  [
    ...[
      'secret',
      'token',
      'passw',
      'credential',
      'creds',
      'private',
      'encryption',
      'signing',
      'master',
      'admin',
      'auth',
    ],
    ...['api', 'access', 'app', 'client', 'service'].map((kind) => `${kind}[-_. ]?key`),
  ].join('|'),
);

export function isOther(name: string): boolean {
  return OTHER.test(name);
}

export function isStrong(name: string): boolean {
  return STRONG.test(name);
}

/** How much of a name counts that stands before what it is known by. */
const NAME_MAX = 40;
const BEFORE = /[\w.-]{0,40}$/;
const BEHIND = /^[\w.-]*(?: [\w-]+)?/;

/** The whole name around a place, in lower case; `value` is where its value begins. */
export function nameOf({ text, start, floor }: Place, value: number): string {
  const from = Math.max(floor, start - NAME_MAX, value - CONTEXT);
  const before = BEFORE.exec(text.slice(from, start))?.[0] ?? '';
  const behind = BEHIND.exec(text.slice(start, value))?.[0] ?? '';
  return (before + behind).toLowerCase();
}
