/** What the corpora call the data that we call by our classes. */
import { isKnownClass } from './look.ts';

/** Where the name in lower case is not the class; the first one is what we would say, the others are as good. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  CREDIT_CARD: ['payment_card'],
  EMAIL_ADDRESS: ['email'],
  IBAN_CODE: ['iban'],
  PREFIX: ['title'],
  FIN: ['sg_nric_fin'],
  DOMAIN_NAME: ['domain_name', 'url'],
  DATE_TIME: ['date_time', 'date_of_birth'],
  PHONE_NUMBER: ['phone_number', 'tr_phone_number', 'ph_mobile_number'],
  TR_PHONE_NUMBER: ['tr_phone_number', 'phone_number'],
  PH_MOBILE_NUMBER: ['ph_mobile_number', 'phone_number'],
  UK_POSTCODE: ['uk_postcode', 'postal_code'],
  DE_PLZ: ['de_plz', 'postal_code'],
};

/** Our classes for a label, as far as there are any: a label without is not claimed. */
export function classesFor(label: string): readonly string[] {
  return (ALIASES[label] ?? [label.toLowerCase()]).filter(isKnownClass);
}
