/** Data classes of the health systems: insured people, physicians, practices; the most telling first. */
import { group } from './class.ts';

export const HEALTH_CLASSES = group('health_data', {
  us_mbi: 'A Medicare beneficiary identifier (CMS).',
  us_npi: 'A national provider identifier of the United States, with a valid check digit (CMS).',
  medical_license: 'A registration number of the Drug Enforcement Administration of the United States.',
});
