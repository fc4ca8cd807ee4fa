/** Detectors of numbers that a state, a bank, a health system or a registry gives out. */
import type { Detector } from '../../detector.ts';
import { iban } from './iban.ts';
import { paymentCard } from './payment-card.ts';

export const IDENTIFIERS: readonly Detector[] = [iban, paymentCard];
