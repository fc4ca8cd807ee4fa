/** Data classes of plates, driving licences and vehicles, the most telling first. */
import { group } from './class.ts';

export const VEHICLE_CLASSES = group('vehicle_data', {
  us_driver_license: "A driver's license number of a state of the United States (AAMVA).",
});
