/** Data classes of accounts, cards and wallets, the most telling first. */
import { group } from './class.ts';

export const FINANCIAL_CLASSES = group('financial_data', {
  iban: 'An international bank account number with valid check digits (ISO 13616-1).',
  payment_card: 'A payment card number of 12 to 19 digits with a valid check digit (ISO/IEC 7812-1).',
  us_bank_number: 'An account number of a bank in the United States, announced as such.',
  aba_routing_number: 'A routing number of a bank in the United States, with a valid check digit (ABA).',
});
