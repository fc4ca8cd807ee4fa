/** The words by which names of tools, arguments and fields say what they are; a word that is not here says nothing. */
import type { ArgumentRole } from '../../kernel/manifest.ts';

/** Verbs that begin the name of a tool that only looks. */
export const READING = wordSet(
  'get list read find show view describe count check lookup search query retrieve fetch download browse visit open crawl scrape whoami',
);

/** Verbs that change something, wherever they stand in a name. */
export const CHANGING = wordSet(
  'create add update append insert move rename edit put upload save write modify change schedule reschedule reserve book assign delete remove cancel clear purge drop archive set replace reset close merge import approve reject enable disable restore revert increment upsert patch register unregister lock unlock attach detach copy link unlink apply rate mark flag star unstar pin unpin mute unmute snooze block unblock complete finish start stop pause resume log',
);

/** Verbs that tell somebody else, move money, or run what they are given. */
export const SENDING = wordSet(
  'send share invite post publish email mail message notify reply forward transfer pay refund buy purchase order tweet comment submit call dial execute run eval exec invoke trigger deploy export sync push broadcast announce request charge withdraw deposit donate react print fax transmit respond grant revoke authorize subscribe unsubscribe follow unfollow',
);

/** Of those, what is as often a thing as an act: in `get_post` it is a thing. */
export const THINGS = wordSet(
  'set book schedule archive import copy link rate mark flag star pin block log start stop share post email mail message comment call run export request order charge deposit print fax reply forward transfer update change edit register',
);

/** Verbs that tell exactly those whom the call names. */
export const TELLING_NAMED = wordSet(
  'send share invite email mail message notify reply forward transfer pay refund',
);

/** What is sent to addresses. */
export const MAIL = wordSet('email emails mail mails');

/** Verbs whose effect their user undoes without a trace. */
export const UNDOABLE = wordSet('archive mark flag star unstar pin unpin mute unmute snooze');

/** Verbs that only add. */
export const ADDING = wordSet('create add append insert save');

/** Verbs in sentences of a description: what does these things does not only read. Nouns count where a sentence begins. */
export const ACTING_SENTENCE =
  /\b(?:sends|deletes|removes|erases|creates|publishes|pays|executes|modifies|overwrites|uploads|invites|cancels|reserves|notifies|submits|writes)\b|(?:^|[.!?:;]\s{0,4})(?:send|delete|remove|erase|create|post|publish|transfer|pay|purchase|execute|run|modify|overwrite|upload|share|invite|cancel|book|reserve|notify|email|forward|reply|submit|update|write)s?\b/im;

/** Where what one asks for is heard by the outside. */
export const OUTSIDE = wordSet(
  'web internet google bing online external public webpage website http url page domain',
);

/** What a control argument names, by the last telling word of its name. */
export const ROLES: Readonly<Record<string, ArgumentRole>> = roles({
  recipient:
    'to cc bcc recipient recipients participant participants attendee attendees invitee invitees email emails address addresses user users member members assignee assignees reviewer reviewers contact contacts phone channel channels room group person people username',
  account: 'iban account accounts bic swift wallet routing payee beneficiary',
  amount: 'amount amounts price sum fee cost budget',
  url: 'url urls uri link links website webhook endpoint domain host hostname href callback webpage',
  path: 'path paths directory folder filepath filename file dir',
  id: 'id ids uuid guid',
  name: 'name names',
  time: 'date dates time day days start end due deadline month year week hour when until since',
  secret: 'password passphrase secret token credential credentials pin otp',
  query: 'query q search keyword keywords term terms filter filters',
});

/** Arguments that carry what is said. */
export const CONTENT = wordSet(
  'body message text content contents description note notes comment comments subject title summary caption details remark remarks',
);

/** Arguments of tools that only read which choose neither what nor from whom, by their whole name. */
export const INERT = wordSet(
  'limit page offset per_page page_size max_results top sort sort_by order order_by ascending descending format locale language verbose pretty units timezone n',
);

/** Fields that only the system writes, by their whole name. */
export const SYSTEM_FIELDS: Readonly<Record<string, ArgumentRole>> = roles({
  id: 'id uuid',
  time: 'created_at updated_at modified_at created updated timestamp last_modified created_time modified_time',
  number: 'size count total total_count',
});

/** Fields that go to nobody whom the words do not name, by any word of their name. */
export const PRIVATE_FIELDS: Readonly<Record<string, ArgumentRole>> = roles({
  secret: 'password passphrase secret token credential credentials otp ssn passport',
  account: 'iban bic swift card cvv',
});

/** Names of what only holds the records that a tool is about. */
export const HOLDERS = wordSet(
  'items item results result data entries records rows list values value content contents',
);

/** `getUnreadEmails`, `get-unread_emails` and `get.unread.emails` are all `get unread emails`. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** What a word stands for in the singular, as far as a rule of thumb goes; it names kinds, and both sides use it. */
export function singular(word: string): string {
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') && word.length > 2 ? word.slice(0, -1) : word;
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

function roles(
  table: Readonly<Partial<Record<ArgumentRole, string>>>,
): Readonly<Record<string, ArgumentRole>> {
  const entries = Object.entries(table).flatMap(([role, words]) =>
    words.split(' ').map((word): [string, ArgumentRole] => [word, role as ArgumentRole]),
  );
  // WHY no prototype: `constructor` is a name like any other.
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}
