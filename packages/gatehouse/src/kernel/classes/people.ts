/** Data classes of who a person is, the most telling first. */
import { group } from './class.ts';

export const PEOPLE_CLASSES = group('personal_details', {
  date_of_birth: 'A date that the words before it call a day of birth.',
  person: 'The name of a person, as far as a small statistical model knows one.',
  location: 'The name of a city, region or country, by the same model.',
  organization: 'The name of a company or another organisation, by the same model.',
  title: 'How somebody is addressed, or what they are by profession, by the same model.',
  date_time: 'A date, a time of day, or both, in the forms of many languages (ISO 8601).',
});
