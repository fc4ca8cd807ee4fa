/** Data classes of plates, driving licences and vehicles, the most telling first. */
import { group } from './class.ts';

export const VEHICLE_CLASSES = group('vehicle_data', {
  uk_driving_licence: 'A driving licence number of the United Kingdom (DVLA).',
  it_driver_license: 'An Italian driving licence number (Ministero delle Infrastrutture e dei Trasporti).',
  de_fuehrerschein: 'A German driving licence number (FeV, annex 8).',
  kr_driver_license: 'A Korean driving licence number (KoROAD).',
  us_driver_license: "A driver's license number of a state of the United States (AAMVA).",
  vin: 'A vehicle identification number (ISO 3779).',
  uk_vehicle_registration: 'A number plate of the United Kingdom (DVLA).',
  de_kfz: 'A German number plate (FZV).',
  tr_license_plate: 'A Turkish number plate (EGM).',
  in_vehicle_registration: 'An Indian number plate (Parivahan).',
  ng_vehicle_registration: 'A Nigerian number plate (FRSC).',
});
