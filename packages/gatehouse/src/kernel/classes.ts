/** The data classes that findings can have, by group; in falling order of what they tell, for overlaps are named by it. */
import type { ClassInfo } from './classes/class.ts';
import { CONTACT_CLASSES } from './classes/contact.ts';
import { FINANCIAL_CLASSES } from './classes/financial.ts';
import { HEALTH_CLASSES } from './classes/health.ts';
import { NATIONAL_CLASSES } from './classes/national.ts';
import { NETWORK_CLASSES } from './classes/network.ts';
import { PEOPLE_CLASSES } from './classes/people.ts';
import { SECRET_CLASSES } from './classes/secrets.ts';
import { SIGNAL_CLASSES } from './classes/signals.ts';
import { THREAT_CLASSES } from './classes/threats.ts';
import { VEHICLE_CLASSES } from './classes/vehicles.ts';

export const DATA_CLASSES = {
  ...SECRET_CLASSES,
  ...FINANCIAL_CLASSES,
  ...NATIONAL_CLASSES,
  ...HEALTH_CLASSES,
  ...VEHICLE_CLASSES,
  ...CONTACT_CLASSES,
  ...NETWORK_CLASSES,
  ...PEOPLE_CLASSES,
  ...THREAT_CLASSES,
  ...SIGNAL_CLASSES,
} as const satisfies Readonly<Record<string, ClassInfo>>;

export type DataClass = keyof typeof DATA_CLASSES;

export const FINDABLE_CLASSES = Object.keys(DATA_CLASSES) as [DataClass, ...DataClass[]];
