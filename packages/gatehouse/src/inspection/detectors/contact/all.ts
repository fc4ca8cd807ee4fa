/** Detectors of how and where people and machines are reached. */
import type { Detector } from '../../detector.ts';
import { domainName } from './domain-name.ts';
import { email } from './email.ts';
import { ipAddress } from './ip-address.ts';
import { macAddress } from './mac-address.ts';
import { phoneNumber } from './phone-number.ts';
import { postalCode } from './postal-code.ts';
import { ukPostcode } from './uk-postcode.ts';
import { url } from './url.ts';

export const CONTACT: readonly Detector[] = [
  email,
  phoneNumber,
  url,
  domainName,
  ipAddress,
  macAddress,
  ukPostcode,
  postalCode,
];
