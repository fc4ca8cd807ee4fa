/** All scenarios by name; the name is what the provider calls the model, behind `rec-`. */
import { ANSWERS } from './answers.ts';
import { FAULTS } from './faults.ts';
import type { Scenario } from './script.ts';

export const SCENARIOS: Readonly<Record<string, Scenario>> = { ...ANSWERS, ...FAULTS };
