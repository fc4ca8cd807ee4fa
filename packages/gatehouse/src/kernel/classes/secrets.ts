/** Data classes of credentials, the most telling first. */
import { group } from './class.ts';

export const SECRET_CLASSES = group('secrets', {
  private_key: 'A private key in PEM armour (RFC 7468), OpenSSH form, or a PKCS #12 file.',
  cloud_key:
    'A credential of a cloud or AI provider, recognised by its published form or by the name before it.',
  service_token:
    'A token or key of any other service, recognised in the same ways, or by the header that carries it.',
  jwt: 'A JSON web token (RFC 7519).',
  connection_string: 'The password in the URL of a database, a queue or a store (RFC 3986 section 3.2.1).',
  password: 'A password: in another URL, on a command line, or assigned to a name that says so.',
  generic_secret: 'A value that looks drawn by a machine and is assigned to the name of a secret.',
});
