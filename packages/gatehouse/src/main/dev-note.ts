/** `dev-idp.json`: where the development identity provider of a data directory is, and its secret. */

/** What `gatehouse dev token` reads to get a token in someone's name. */
export interface DevIdentityNote {
  readonly issuer: string;
  readonly secret: string;
}

export const DEV_IDENTITY_FILE = 'dev-idp.json';
