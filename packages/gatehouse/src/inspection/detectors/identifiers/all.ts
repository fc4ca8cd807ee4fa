/** Detectors of numbers that a state, a bank, a health system or a registry gives out. */
import type { Detector } from '../../detector.ts';
import { iban } from './iban.ts';
import { detectorOf } from './identifier.ts';
import { paymentCard } from './payment-card.ts';
import { UNITED_STATES } from './rules/united-states.ts';

const RULES = [...UNITED_STATES];

export const IDENTIFIERS: readonly Detector[] = [iban, paymentCard, detectorOf('identifier', RULES)];
