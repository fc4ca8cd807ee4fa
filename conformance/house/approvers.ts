/** People who are asked: they look at what waits for them, and answer exactly what they were shown. */
import type { Stage } from './stage.ts';

const AUDIENCE = 'gatehouse-approvals';

/** A token by which a person answers; it opens nothing else. */
export function answeringToken(
  { issuer }: Stage,
  person: string,
  claims: Readonly<Record<string, unknown>> = {},
): string {
  return issuer.token({ sub: person, aud: AUDIENCE, roles: [], purposes: ['work'], ...claims });
}

export interface Question {
  readonly id: string;
  readonly shown: string;
  readonly state: string;
  /** Everything that people read. */
  readonly text: string;
}

/** What waits within a mandate, as this person sees it. */
export async function questionOf(
  stage: Stage,
  token: string | undefined,
  hold: string,
): Promise<Question | undefined> {
  const path = `/v1/approvals/${hold}?tenant=acme`;
  const seen = await stage.control?.ask('GET', path, token === undefined ? {} : { token });
  const question = seen?.value.question as Omit<Question, 'text'> | undefined;
  return question === undefined ? undefined : { ...question, text: JSON.stringify(seen?.value) };
}

/** Answers a held call; gives the status, and the code of a refusal. */
export async function answer(
  stage: Stage,
  hold: string,
  how: {
    readonly yes: boolean;
    readonly token?: string;
    readonly shown?: string;
    readonly grantValues?: boolean;
  },
): Promise<string> {
  const { token, yes, grantValues = false } = how;
  const shown = how.shown ?? (await questionOf(stage, token, hold))?.shown ?? '0'.repeat(64);
  const body = { answer: yes ? 'yes' : 'no', shown, grantValues };
  const asked = { body, ...(token === undefined ? {} : { token }) };
  const answered = await stage.control?.ask('POST', `/v1/approvals/${hold}/answer?tenant=acme`, asked);
  const { code } = (answered?.value.error ?? {}) as { readonly code?: string };
  return `${answered?.status} ${code ?? 'ok'}`;
}
