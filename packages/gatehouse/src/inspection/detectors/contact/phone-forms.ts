/** How national phone numbers are written, and the words that announce one (national numbering plans as ITU-T publishes them). */
import { tableOf } from '../word-table.ts';

const JOINT = '(?:[ ./\\u00a0\\u2011-]{1,3})';

/**
 * A space stands for the signs between groups.
 * Only forms that hardly anything else has: what is grouped otherwise must be announced.
 */
const NATIONAL_FORMS: readonly RegExp[] = [
  // North America: area code and exchange begin with 2 to 9 where there are no brackets.
  /^(?:1 )?[2-9]\d{2} \d{3} \d{4}$/,
  /^(?:1 ?)?\(\d{3}\) ?\d{3} \d{4}$/,
  // A calling code without its plus sign, before three groups and more.
  /^[1-9]\d{0,2} [2-9]\d{2} \d{3} \d{4}$/,
  // An area code in brackets: Brazil, Italy, India, Germany, Australia, …
  /^\(0?\d{1,5}\) ?\d{3,5}(?: \d{2,5}){0,2}$/,
  /^0 ?\(\d{2,4}\) ?\d{3}(?: ?\d{2,4}){1,2}$/,
  // A trunk prefix of 0: Europe, Turkey, Japan, Korea, South Africa, Australia, Nigeria, the Philippines, …
  /^0[1-9]\d{0,4} \d{5,8}$/,
  /^0[1-9]\d{0,4} \d{2,4} \d{3,4}$/,
  /^0[1-9]\d{0,3} \d{2,3} \d{2,3} \d{2,3}$/,
  /^0[1-9](?: \d{2}){4}$/,
  /^0 [1-9]\d{2} \d{3} \d{2} \d{2}$/,
  // Russia and its neighbours behind a trunk prefix of 8, in brackets or not.
  /^8 ?\(\d{3}\) ?\d{3} \d{2} \d{2}$/,
  /^8 [3489]\d{2} \d{3} \d{2} \d{2}$/,
  // Mobile numbers of China and Spain, numbers of Poland by their grouping.
  /^1[3-9]\d \d{4} \d{4}$/,
  /^[67]\d{2} \d{2} \d{2} \d{2}$/,
  // Brazil without brackets; India's mobile numbers.
  /^[1-9]\d 9\d{4} \d{4}$/,
  // Free numbers of Australia and of many more.
  /^1[38]00 \d{3} \d{3}$/,
  /^0[89]00 \d{3} \d{3,4}$/,
];

/** WHY one expression: a number that has none of the forms is refused in one go. */
export const NATIONAL_FORM = new RegExp(
  NATIONAL_FORMS.map(({ source }) => source.replaceAll(' ', JOINT)).join('|'),
);

export const PHONE_CUES = tableOf(`
  phone phones telephone telephones tel tél fon ph mobile mob cell cellphone cellular call calls called calling dial dialed
  ring text texted sms whatsapp viber signal telegram fax telefax hotline helpline landline reach reached contact answering
  pager voicemail extension handy handynummer mobil mobilnummer telefon telefonnummer rufnummer anrufen rufen ruf erreichbar
  téléphone telephone portable appeler appelez joindre teléfono telefono móvil movil celular llamar llame llámame fijo
  cellulare chiamare chiama chiamami recapito telefone telemóvel ligar ligue telefoonnummer mobiel bellen gsm telefonu
  numaram numarası numarasi ara arayın cep mobiltelefon puhelin puhelinnumero komórka komorka zadzwoń тел телефон мобильный
  звоните nummer numéro número numero dzwonić telefonní číslo phonenumber phone_number mobilephone`);

/** What may stand behind a number to say of which kind it is. */
export const PHONE_LABEL =
  /^ ?[-(,:]? ?\(?(?:office|fax|mobile|cell|home|work|direct|landline|mobil|privat|fixe|portable)\b/i;
export const PHONE_LABEL_MAX = 14;
