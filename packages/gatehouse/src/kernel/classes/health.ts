/** Data classes of the health systems: insured people, physicians, practices; the most telling first. */
import { group } from './class.ts';

export const HEALTH_CLASSES = group('health_data', {
  us_mbi: 'A Medicare beneficiary identifier (CMS).',
  uk_nhs: 'An NHS number (NHS Data Dictionary).',
  de_health_insurance: 'A German Krankenversichertennummer (GKV).',
  au_medicare: 'An Australian Medicare card number (Services Australia).',
  ca_health_card: 'A health card number of Ontario, announced as such (OHIP).',
  hu_taj: 'A Hungarian TAJ number, announced as such (NEAK).',
  us_npi: 'A national provider identifier of the United States, with a valid check digit (CMS).',
  medical_license: 'A registration number of the Drug Enforcement Administration of the United States.',
  de_lanr: 'A German Arztnummer, of a physician (KBV).',
  de_bsnr: 'A German Betriebsstättennummer, of a practice (KBV).',
});
