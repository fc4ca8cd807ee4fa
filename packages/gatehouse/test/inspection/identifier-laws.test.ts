/** Identifiers keep the laws of detectors: streams, order, reach. */
import { IDENTIFIERS } from '../../src/inspection/detectors/identifiers/all.ts';
import { keepsTheLaws } from './laws.ts';

keepsTheLaws(
  'identifiers',
  IDENTIFIERS.filter(({ name }) => name === 'identifier'),
  [
    '205-46-4452',
    '205464452',
    'SSN: 205 46 4452',
    'my passport is A12803456',
    '1EG4-TE5-MK73',
    'account number 945456787654',
    'routing 3222-7162-7',
    'AB1234563',
  ],
);
