/** Data classes of how and where a person is reached, the most telling first. */
import { group } from './class.ts';

export const CONTACT_CLASSES = group('contact_data', {
  email: 'An e-mail address (RFC 5321 mailbox in its common form).',
  tr_phone_number: 'A phone number of Turkey (BTK numbering plan).',
  ph_mobile_number: 'A mobile phone number of the Philippines (NTC numbering plan).',
  phone_number: 'A phone number of any country (ITU-T E.164 and national numbering plans).',
  address: 'A street address or a part of one, as far as a small statistical model knows one.',
  uk_postcode: "A postcode of the United Kingdom (Royal Mail Programmers' Guide).",
  de_plz: 'A German Postleitzahl (Deutsche Post).',
  postal_code: 'A postal code of another country, announced as one (UPU S42).',
});
