/** Data classes of machines and pages, the most telling first. */
import { group } from './class.ts';

export const NETWORK_CLASSES = group('network_data', {
  url: 'An address of a page or service (RFC 3986).',
  mac_address: 'The hardware address of a network interface (IEEE 802).',
  imei: 'The identity of a mobile device (3GPP TS 23.003).',
  ip_address: 'An IPv4 or IPv6 address, or a network of them (RFC 791, RFC 4291, RFC 4632).',
  domain_name: 'The name of a host (RFC 1035).',
});
