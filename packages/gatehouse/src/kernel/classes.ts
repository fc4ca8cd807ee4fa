/** The data classes that findings can have, and what a person should know about each. */

export const DATA_CLASSES = {
  email: 'An e-mail address (RFC 5321 mailbox in its common form).',
  payment_card: 'A payment card number of 12 to 19 digits with a valid check digit (ISO/IEC 7812-1).',
  iban: 'An international bank account number with valid check digits (ISO 13616-1).',
  cloud_key: 'A credential of a cloud or AI provider, recognised by its published prefix and form.',
  private_key: 'A private key in PEM armour (RFC 7468) or OpenSSH form.',
} as const;

export type DataClass = keyof typeof DATA_CLASSES;

export const FINDABLE_CLASSES = Object.keys(DATA_CLASSES) as [DataClass, ...DataClass[]];
