/** Data classes of who a person is, the most telling first. */
import { group } from './class.ts';

export const PEOPLE_CLASSES = group('personal_details', {
  date_of_birth: 'A date that the words before it call a day of birth.',
  date_time: 'A date, a time of day, or both, in the forms of many languages (ISO 8601).',
});
