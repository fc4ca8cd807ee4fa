/** Which network addresses the gate may connect to: the special-purpose registries, as a table. */
import { BlockList, isIP } from 'node:net';

/** `private`: reachable where a destination was listed as private. `never`: reachable for nobody. */
type Reach = 'private' | 'never';

interface SpecialRange {
  readonly network: string;
  readonly prefix: number;
  readonly reach: Reach;
  /** What the range is, with its source; shown to operators, never to callers. */
  readonly name: string;
  readonly members: BlockList;
}

/**
 * The IANA special-purpose address registries (RFC 6890) and the metadata services of the large clouds.
 * The first row that holds an address decides, so single addresses stand before the range they lie in.
 */
const SPECIAL: readonly SpecialRange[] = [
  row('100.100.100.200', 32, 'never', 'metadata service (Alibaba Cloud)'),
  row('168.63.129.16', 32, 'never', 'wire server (Azure)'),
  row('fd00:ec2::', 32, 'never', 'metadata and platform services (AWS)'),
  row('fd20:ce::254', 128, 'never', 'metadata service (Google Cloud)'),

  row('0.0.0.0', 8, 'never', 'this network (RFC 791 section 3.2)'),
  row('10.0.0.0', 8, 'private', 'private use (RFC 1918)'),
  row('100.64.0.0', 10, 'private', 'shared by carriers (RFC 6598)'),
  row('127.0.0.0', 8, 'private', 'loopback (RFC 1122 section 3.2.1.3)'),
  row('169.254.0.0', 16, 'never', 'link-local, metadata services (RFC 3927)'),
  row('172.16.0.0', 12, 'private', 'private use (RFC 1918)'),
  row('192.0.0.0', 24, 'never', 'protocol assignments (RFC 6890 section 2.1)'),
  row('192.0.2.0', 24, 'never', 'documentation (RFC 5737)'),
  row('192.31.196.0', 24, 'never', 'AS112 (RFC 7535)'),
  row('192.52.193.0', 24, 'never', 'AMT (RFC 7450)'),
  row('192.88.99.0', 24, 'never', '6to4 relay anycast (RFC 7526)'),
  row('192.168.0.0', 16, 'private', 'private use (RFC 1918)'),
  row('192.175.48.0', 24, 'never', 'AS112 (RFC 7534)'),
  row('198.18.0.0', 15, 'never', 'benchmarking (RFC 2544)'),
  row('198.51.100.0', 24, 'never', 'documentation (RFC 5737)'),
  row('203.0.113.0', 24, 'never', 'documentation (RFC 5737)'),
  row('224.0.0.0', 4, 'never', 'multicast (RFC 5771)'),
  row('240.0.0.0', 4, 'never', 'reserved and broadcast (RFC 1112 section 4, RFC 919)'),

  row('::1', 128, 'private', 'loopback (RFC 4291 section 2.5.3)'),
  row('fc00::', 7, 'private', 'unique local (RFC 4193)'),
  row('2001::', 23, 'never', 'protocol assignments, Teredo (RFC 2928, RFC 4380)'),
  row('2001:db8::', 32, 'never', 'documentation (RFC 3849)'),
  row('2002::', 16, 'never', '6to4, holds an IPv4 address (RFC 3056)'),
  row('2620:4f:8000::', 48, 'never', 'AS112 (RFC 7534)'),
  row('3fff::', 20, 'never', 'documentation (RFC 9637)'),
];

/** The only block from which global unicast addresses are given out (RFC 4291 section 2.4, RFC 3587). */
const GLOBAL_UNICAST = members('2000::', 3);

/**
 * Says why an address must not be connected to; undefined when it may be.
 * WHY: in IPv6 what is not known to be global is refused, so mapped (RFC 4291 section 2.5.5), NAT64 (RFC 6052),
 * link-local, site-local, multicast and unassigned addresses need no row of their own.
 */
export function refusalOf(address: string, allowPrivate: boolean): string | undefined {
  const family = isIP(address);
  if (family === 0 || address.includes('%')) return 'not a plain IP address';
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const special = SPECIAL.find(
    (range) => isIP(range.network) === family && range.members.check(address, type),
  );
  if (special !== undefined) return special.reach === 'private' && allowPrivate ? undefined : special.name;
  if (family === 6 && !GLOBAL_UNICAST.check(address, type)) return 'not a global unicast address (RFC 4291)';
  return undefined;
}

function row(...[network, prefix, reach, name]: [string, number, Reach, string]): SpecialRange {
  return { network, prefix, reach, name, members: members(network, prefix) };
}

function members(network: string, prefix: number): BlockList {
  const list = new BlockList();
  list.addSubnet(network, prefix, isIP(network) === 4 ? 'ipv4' : 'ipv6');
  return list;
}
