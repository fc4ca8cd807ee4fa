/** Marks: the names by which policies know findings: `email`; `email@tool` in a tool's result; `email?` when only suspected. */
import type { Role } from './passage.ts';

/** Whether a detector is sure of a finding, or only suspects it. */
export type Verdict = 'found' | 'unsure';

/** Every mark of one finding: any rule that names one of them is about it. */
export function marksOf(name: string, role: Role, verdict: Verdict): readonly [string, string] {
  const found = verdict === 'found' ? name : `${name}?`;
  return [found, `${found}@${role}`];
}

/** The marks that a rule about these classes names. `unsure` means what is suspected as well as what is found. */
export function marksNamed(
  classes: readonly string[],
  { places, confidence = 'found' }: { readonly places?: readonly Role[]; readonly confidence?: Verdict },
): readonly string[] {
  const verdicts: readonly Verdict[] = confidence === 'found' ? ['found'] : ['found', 'unsure'];
  return classes.flatMap((name) =>
    verdicts.flatMap((verdict) =>
      places === undefined
        ? [marksOf(name, 'user', verdict)[0]]
        : places.map((place) => marksOf(name, place, verdict)[1]),
    ),
  );
}

/** The data class that a mark is about. */
export function classOf(mark: string): string {
  return /^[^?@]*/.exec(mark)?.[0] ?? mark;
}
