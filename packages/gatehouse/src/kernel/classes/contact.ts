/** Data classes of how a person or a machine is reached, the most telling first. */
import { group } from './class.ts';

export const CONTACT_CLASSES = group('contact_data', {
  email: 'An e-mail address (RFC 5321 mailbox in its common form).',
});
