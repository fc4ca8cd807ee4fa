/** The table of routes: what is not in it does not exist. */
import type { Route } from './route.ts';
import { createKey } from './routes/create-key.ts';
import { getCrossing } from './routes/get-crossing.ts';
import { getPolicy } from './routes/get-policy.ts';
import { getStatus } from './routes/get-status.ts';
import { health } from './routes/health.ts';
import { ledgerHead } from './routes/ledger-head.ts';
import { listBudgets } from './routes/list-budgets.ts';
import { listCrossings } from './routes/list-crossings.ts';
import { listKeys } from './routes/list-keys.ts';
import { reload } from './routes/reload.ts';
import { revokeKey } from './routes/revoke-key.ts';
import { rotateKey } from './routes/rotate-key.ts';
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
  listBudgets,
  getPolicy,
  reload,
];
