/** Sockets to databases of the configuration: opened by the client's own package, only where the gate may go. */
import { isIP, type LookupFunction, Socket } from 'node:net';
import { refusalOf } from './address.ts';
import { AddressRefused, checkedLookup, type Resolve } from './connector.ts';

export interface DatabaseSocketOptions {
  readonly allowPrivate: boolean;
  readonly resolve: Resolve;
}

/**
 * A socket that is not connected yet. `connect(port, host)` resolves the name once, checks every address, and connects
 * to exactly those (see `connector.ts`); a refusal is an error of the socket.
 */
export function createDatabaseSocket({ allowPrivate, resolve }: DatabaseSocketOptions): Socket {
  const socket = new Socket();
  const lookup: LookupFunction = checkedLookup({ allowPrivate, resolve });
  const connect = socket.connect.bind(socket);
  const checked = (port: number, host: string): Socket => {
    const refusal = isIP(host) === 0 ? undefined : refusalOf(host, allowPrivate);
    if (refusal === undefined) return connect({ port, host, lookup });
    return socket.destroy(new AddressRefused(`${host}: ${refusal}`));
  };
  return Object.assign(socket, { connect: checked as Socket['connect'] });
}
