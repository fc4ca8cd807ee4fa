/** What is known of a data class: the group that a charter can name it by, and what it is. */

/** Groups of classes, each with the words that the reference explains it by. A charter may name a group. */
export const CLASS_GROUPS = {
  secrets: 'Credentials: whoever holds one can act as somebody else.',
  financial_data: 'Accounts, cards and wallets.',
  government_ids:
    'Numbers that a state gives to a person or a company: identity, tax, social security, passports.',
  health_data: 'Numbers of the health systems: insured people, physicians, practices.',
  contact_data: 'How and where a person is reached.',
  network_data: 'Addresses of machines and of pages.',
  vehicle_data: 'Plates, driving licences and vehicles.',
  personal_details: 'Who a person is: names, dates, titles, and the organisations and places around them.',
  threats: 'Text that attacks: instructions to the model, hidden text, and ways out for data.',
  signals: 'What is worth counting in an answer: refusals, claims without a source. Never masked.',
  custom_data: "The organisation's own: exact data, fingerprints, custom and external detectors.",
} as const;

export type ClassGroup = keyof typeof CLASS_GROUPS;

export interface ClassInfo {
  readonly group: ClassGroup;
  /** A sentence for the reference, with the standard or authority that defines it. */
  readonly meaning: string;
}

/** Rows of one group: `{ name: meaning }`. */
export function group<Name extends string>(
  name: ClassGroup,
  rows: Readonly<Record<Name, string>>,
): Readonly<Record<Name, ClassInfo>> {
  const entries = Object.entries<string>(rows).map(([row, meaning]) => [row, { group: name, meaning }]);
  return Object.fromEntries(entries) as Record<Name, ClassInfo>;
}
