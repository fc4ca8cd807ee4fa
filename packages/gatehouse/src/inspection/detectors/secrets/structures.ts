/** Secrets that are told by where they stand: in URLs, headers, command lines and files. */
import { readLogin } from './in-commands.ts';
import { readData, readMachine, readManifest } from './in-files.ts';
import { readBearer, readHeader } from './in-headers.ts';
import { readSignature, readUrl } from './in-urls.ts';
import { type Kind, tokens } from './kind.ts';
import type { Reader } from './reading.ts';

/** The secret stands where the dots are. */
export const STRUCTURES: readonly Kind[] = [
  ...tokens('connection_string', 'RFC 3986 section 3.2.1; learn.microsoft.com: connection strings', {
    'connection-string': [
      'postgres://user:…@host',
      'jdbc:mysql://host/?password=…',
      'Server=host;Password=…;',
    ],
  }),
  ...tokens('password', 'RFC 3986 section 3.2.1', { 'basic-auth-url': ['https://user:…@host'] }),
  ...tokens('cloud_key', 'learn.microsoft.com: service SAS', { 'azure-sas-token': ['?sv=2022-11-02&sig=…'] }),
  ...tokens('service_token', 'RFC 9110 section 11.6.2; RFC 6750 section 2.1; RFC 7617 section 2', {
    'curl-auth-header': ['Authorization: Basic …', 'Authorization: Bearer …', 'curl -H "X-Api-Key: …"'],
    'bearer-token': ['Bearer …'],
  }),
  ...tokens('password', 'curl(1); netrc(5)', {
    'curl-auth-user': ['curl -u user:…', 'curl --user …:'],
    'netrc-password': ['machine host login user password …'],
  }),
  ...tokens('generic_secret', 'kubernetes.io/docs: Secrets', {
    'kubernetes-secret-yaml': ['kind: Secret data: name: …'],
  }),
];

/** By the text that announces one. */
export const STRUCTURE_READERS: Readonly<Record<string, Reader>> = {
  '://': readUrl,
  '&sig=': readSignature,
  authorization: readHeader,
  'bearer ': readBearer,
  '-u': readLogin,
  '--user': readLogin,
  'password ': readMachine,
  'kind: secret': readManifest,
  'kind: "secret"': readManifest,
  "kind: 'secret'": readManifest,
  '\ndata:': readData,
};
