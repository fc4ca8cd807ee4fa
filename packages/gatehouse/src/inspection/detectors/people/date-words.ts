/** Words that dates are written with, in many languages (CLDR: wide and abbreviated forms), by what they are. */
import { getBit, setBit } from '../../bits.ts';
import { hashOf } from '../../word-hash.ts';
import { WordTable, wordsOf } from '../word-table.ts';

export const MONTH = 1;
export const WEEKDAY = 2;
/** `of`, `de`, `von`: between a day, a month and a year. */
export const LINK = 4;
export const ORDINAL = 8;
export const MERIDIEM = 16;
export const ZONE = 32;
/** Words that are also ordinary ones: part of a date, never one with a number alone that could be anything. */
export const SHORT_WEEKDAY = 64;

const MONTHS = `january february march april may june july august september october november december
  jan feb mar apr jun jul aug sep sept oct nov dec
  januar jänner februar feber märz maerz mai juni juli oktober dezember mär okt dez
  janvier février fevrier mars avril juin juillet août aout septembre octobre novembre décembre decembre janv févr avr juil déc
  enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago dic
  gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre gen mag giu lug set ott
  janeiro fevereiro março marco maio junho julho setembro outubro novembro dezembro fev out
  januari februari maart mei augustus mrt
  ocak şubat subat mart nisan mayıs mayis haziran temmuz ağustos agustos eylül eylul ekim kasım kasim aralık aralik
  janvari farvari janvary farvary
  januaria maj juni augusti
  styczeń stycznia luty lutego marzec marca kwiecień kwietnia maja czerwiec czerwca lipiec lipca sierpień sierpnia wrzesień
  września październik października listopad listopada grudzień grudnia
  leden ledna únor února březen března duben dubna květen května červen června červenec července srpen srpna září říjen října
  prosinec prosince
  januára február marec apríl máj jún júl augusta
  január február március április május június július augusztus szeptember október november december
  ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie
  tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
  января февраля марта апреля мая июня июля августа сентября октября ноября декабря
  ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου`;

const WEEKDAYS = `monday tuesday wednesday thursday friday saturday sunday
  montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
  lundi mardi mercredi jeudi vendredi samedi dimanche
  lunes martes miércoles miercoles jueves viernes sábado sabado domingo
  lunedì martedì mercoledì giovedì venerdì sabato domenica
  maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
  pazartesi salı çarşamba perşembe cuma cumartesi
  somvar somwar mangalvar budhvar guruvar shukravar shanivar ravivar
  poniedziałek wtorek środa czwartek piątek sobota niedziela
  måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag`;

const SHORT_WEEKDAYS = 'mon tue tues wed thu thur thurs fri sat sun';

export const DATE_WORDS = new WordTable([
  ...entries(MONTHS, MONTH),
  ...entries(WEEKDAYS, WEEKDAY),
  ...entries(SHORT_WEEKDAYS, SHORT_WEEKDAY),
  ...entries('of de del di do des den der von the le la el a il', LINK),
  ...entries('st nd rd th er ère eme ème º ª de', ORDINAL),
  ...entries('am pm uhr', MERIDIEM),
  ...entries('utc gmt cet cest est edt cst cdt mst mdt pst pdt bst ist jst kst msk aest z', ZONE),
]);

const BEGINS = MONTH | WEEKDAY | SHORT_WEEKDAY;
/** By the last bits of a hash: whether it may be that of a word that a date begins with. */
const BEGINNINGS = new Uint8Array(1 << 13);
for (const list of [MONTHS, WEEKDAYS, SHORT_WEEKDAYS]) {
  for (const word of wordsOf(list)) setBit(BEGINNINGS, hashOf(word) & 0xffff);
}

/** Whether a date may begin with the word of a hash. */
export function mayBegin(hash: number): boolean {
  // WHY first: nearly every word fails there, with one look into a small table.
  return getBit(BEGINNINGS, hash & 0xffff) && (DATE_WORDS.get(hash) & BEGINS) !== 0;
}

/** Words that call the date behind them a day of birth. */
export const BIRTH_WORDS = new WordTable(
  wordsOf(`born birth birthday birthdate birthdays dob b-day geboren geburtsdatum geburtstag geb né née ne nee naissance
    nació nacio nacida nacido nacimiento nacim cumpleaños nato nata nascita nascido nascida nascimento aniversário nasceu
    geboortedatum geboren geboortedag doğum dogum doğdu doğumlu urodzony urodzona urodzenia född fødselsdato fødselsdag
    syntynyt syntymäaika narozen narozena narození született születési născut nașterii janm janma janmdin рождения родился
    родилась γέννησης`).map((word) => [word, 1] as const),
);

function entries(list: string, value: number): readonly (readonly [string, number])[] {
  return wordsOf(list).map((word) => [word, value] as const);
}
