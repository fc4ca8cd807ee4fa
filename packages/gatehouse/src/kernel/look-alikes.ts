/** Look-alikes: names that a person or a model takes for one another share a skeleton (UTS #39, section 4). */

/**
 * The skeleton of a name in ASCII: case and separators tell nothing apart, nor do the characters that confusables.txt
 * folds (`1`, `I` and `|` for l, `0` for O, `rn` for m) and `vv` for w. Equal skeletons: the names look alike.
 */
export function skeletonOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9|]/g, '')
    .replace(/[i1|]/g, 'l')
    .replaceAll('0', 'o')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}
