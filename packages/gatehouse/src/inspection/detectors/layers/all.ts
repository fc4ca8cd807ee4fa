/** Layers: what stands encoded in a text is decoded, and looked through by the same detectors. */
import type { Detector } from '../../detector.ts';
import { ciphersOf } from './ciphers.ts';
import { escapesOf } from './escapes.ts';
import { createProbe } from './probe.ts';
import { runsOf } from './runs.ts';

/** Detectors that find in encoded text what `detectors` find in plain text; layers within layers included. */
export function layersOf(detectors: readonly Detector[]): readonly Detector[] {
  const probe = createProbe(detectors);
  const layers = [escapesOf(probe), runsOf(probe), ...ciphersOf(probe)];
  probe.include(layers);
  return layers;
}
