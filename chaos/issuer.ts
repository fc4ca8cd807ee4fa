/** The issuer of the chaos trials: vouches for whoever calls, and for whoever answers what is held. */
import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { listen, urlOf } from './listen.ts';

/** Of the approvals' audience; it must not be the one of callers. */
const APPROVALS = 'gatehouse-approvals';

export interface Issuer {
  readonly url: string;
  readonly server: Server;
  /** Of the person who calls, and for whom agents work. */
  readonly caller: string;
  /** Of the person who answers. */
  readonly approver: string;
}

export async function startIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'chaos', alg: 'ES256' }] });
  const server = await listen(createServer((_request, response) => response.end(jwks)));
  const url = urlOf(server);
  const tokenOf = (subject: string, role: string, audience: string) =>
    new SignJWT({ roles: [role] })
      .setProtectedHeader({ alg: 'ES256', kid: 'chaos' })
      .setIssuer(url)
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime('12h')
      .sign(privateKey);
  return {
    url,
    server,
    caller: await tokenOf('caller', 'developer', 'gatehouse'),
    approver: await tokenOf('boss', 'approver', APPROVALS),
  };
}
