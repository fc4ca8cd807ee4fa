/** The table of detectors: one row each. */
import type { Detector } from '../detector.ts';
import { cloudKey } from './cloud-key.ts';
import { email } from './email.ts';
import { iban } from './iban.ts';
import { paymentCard } from './payment-card.ts';
import { privateKey } from './private-key.ts';

export const DETECTORS: readonly Detector[] = [email, paymentCard, iban, cloudKey, privateKey];
