/** Breaks the gate on purpose, one way at a time, and asks whether the matrix turns red. */

export async function sabotage(_pattern: RegExp): Promise<number> {
  return 0;
}
