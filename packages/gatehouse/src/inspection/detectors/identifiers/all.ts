/** Detectors of numbers that a state, a bank, a health system or a registry gives out. */
import type { Detector } from '../../detector.ts';
import { iban } from './iban.ts';
import { detectorOf } from './identifier.ts';
import { paymentCard } from './payment-card.ts';
import { RULES } from './rules/all.ts';

export const IDENTIFIERS: readonly Detector[] = [iban, paymentCard, detectorOf('identifier', RULES)];
