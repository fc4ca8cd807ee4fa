/** The tables of identifiers, by the part of the world that gives them out. */
import type { Rule } from '../rule.ts';
import { AMERICAS } from './americas.ts';
import { BRITISH_ISLES } from './british-isles.ts';
import { COMPANIES } from './companies.ts';
import { EAST_ASIA } from './east-asia.ts';
import { EASTERN_EUROPE } from './eastern-europe.ts';
import { GERMANY } from './germany.ts';
import { NORTHERN_EUROPE } from './northern-europe.ts';
import { OCEANIA_AFRICA } from './oceania-africa.ts';
import { SOUTH_ASIA } from './south-asia.ts';
import { SOUTHERN_EUROPE } from './southern-europe.ts';
import { UNITED_STATES } from './united-states.ts';
import { WALLETS } from './wallets.ts';
import { WESTERN_EUROPE } from './western-europe.ts';

export const RULES: readonly Rule[] = [
  ...UNITED_STATES,
  ...AMERICAS,
  ...BRITISH_ISLES,
  ...GERMANY,
  ...WESTERN_EUROPE,
  ...SOUTHERN_EUROPE,
  ...NORTHERN_EUROPE,
  ...EASTERN_EUROPE,
  ...SOUTH_ASIA,
  ...EAST_ASIA,
  ...OCEANIA_AFRICA,
  ...COMPANIES,
  ...WALLETS,
];
