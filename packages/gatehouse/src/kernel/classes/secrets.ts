/** Data classes of credentials, the most telling first. */
import { group } from './class.ts';

export const SECRET_CLASSES = group('secrets', {
  private_key: 'A private key in PEM armour (RFC 7468), OpenSSH form, or a PKCS #12 file.',
  cloud_key: 'A credential of a cloud or AI provider, recognised by its published form.',
});
