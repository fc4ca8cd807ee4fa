/** The table of routes: what is not in it does not exist. */
import type { Route } from './route.ts';
import { answerApproval } from './routes/answer-approval.ts';
import { answerReview } from './routes/answer-review.ts';
import { createKey } from './routes/create-key.ts';
import { disablePrincipal } from './routes/disable-principal.ts';
import { enablePrincipal } from './routes/enable-principal.ts';
import { endDeputy } from './routes/end-deputy.ts';
import { forgetGrants } from './routes/forget-grants.ts';
import { getApproval } from './routes/get-approval.ts';
import { getCrossing } from './routes/get-crossing.ts';
import { getMandate } from './routes/get-mandate.ts';
import { getMandateStory } from './routes/get-mandate-story.ts';
import { getPermissions } from './routes/get-permissions.ts';
import { getPolicy } from './routes/get-policy.ts';
import { getReview } from './routes/get-review.ts';
import { getStatus } from './routes/get-status.ts';
import { health } from './routes/health.ts';
import { ledgerHead } from './routes/ledger-head.ts';
import { listApprovals } from './routes/list-approvals.ts';
import { listBudgets } from './routes/list-budgets.ts';
import { listCrossings } from './routes/list-crossings.ts';
import { listDeputies } from './routes/list-deputies.ts';
import { listGrants } from './routes/list-grants.ts';
import { listKeys } from './routes/list-keys.ts';
import { listMandates } from './routes/list-mandates.ts';
import { listReviews } from './routes/list-reviews.ts';
import { nameDeputy } from './routes/name-deputy.ts';
import { reload } from './routes/reload.ts';
import { revokeKey } from './routes/revoke-key.ts';
import { revokeMandate } from './routes/revoke-mandate.ts';
import { rotateKey } from './routes/rotate-key.ts';
import { startReview } from './routes/start-review.ts';
import { verifyLedger } from './routes/verify-ledger.ts';

export const ROUTES: readonly Route[] = [
  health,
  getStatus,
  listCrossings,
  getCrossing,
  ledgerHead,
  verifyLedger,
  listKeys,
  createKey,
  rotateKey,
  revokeKey,
  listApprovals,
  getApproval,
  answerApproval,
  listDeputies,
  nameDeputy,
  endDeputy,
  listMandates,
  getMandate,
  getMandateStory,
  revokeMandate,
  disablePrincipal,
  enablePrincipal,
  listGrants,
  forgetGrants,
  getPermissions,
  startReview,
  listReviews,
  getReview,
  answerReview,
  listBudgets,
  getPolicy,
  reload,
];
