/** Data classes of accounts, cards and wallets, the most telling first. */
import { group } from './class.ts';

export const FINANCIAL_CLASSES = group('financial_data', {
  iban: 'An international bank account number with valid check digits (ISO 13616-1).',
  payment_card: 'A payment card number of 12 to 19 digits with a valid check digit (ISO/IEC 7812-1).',
  us_bank_number: 'An account number of a bank in the United States, announced as such.',
  aba_routing_number: 'A routing number of a bank in the United States, with a valid check digit (ABA).',
  uk_sort_code: 'A sort code of a bank in the United Kingdom, announced as such (Pay.UK).',
  swift_bic: 'A business identifier code of a bank, announced as such (ISO 9362).',
  crypto: 'An address of a wallet: Bitcoin and its kin (Base58Check, BIP 350), or Ethereum (EIP-55).',
  isin: 'An international securities identification number (ISO 6166).',
  lei: 'A legal entity identifier (ISO 17442).',
});
