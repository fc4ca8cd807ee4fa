/** Data classes of numbers that a state gives to a person or a company, the most telling first. */
import { group } from './class.ts';

export const NATIONAL_CLASSES = group('government_ids', {
  us_ssn: 'A social security number of the United States (Social Security Administration).',
  us_itin: 'An individual taxpayer identification number of the United States (IRS).',
  us_passport: 'A passport number of the United States (Department of State).',
  us_ein: 'An employer identification number of the United States (IRS).',
});
