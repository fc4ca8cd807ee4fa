/** Which budgets bind whom. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applicableBudgets, type BudgetRule } from '../../src/budget/applicable.ts';
import { person } from './people.ts';

function rule(fields: Partial<BudgetRule>): BudgetRule {
  return { id: 'r', who: {}, each: 'tenant', measure: 'tokens', per: 'day', limit: 1, ...fields };
}

function subjects(fields: Partial<BudgetRule>, who = person()): readonly string[] {
  return applicableBudgets([rule(fields)], who, 0).map(({ subject }) => subject);
}

test('each kind of account is named after its holder', () => {
  assert.deepEqual(subjects({ each: 'key' }), ['key:k1']);
  assert.deepEqual(subjects({ each: 'person' }), ['person:person/ada']);
  assert.deepEqual(subjects({ each: 'team' }), ['team:research', 'team:sales']);
  assert.deepEqual(subjects({ each: 'tenant' }), ['tenant']);
});

test('a person and a workload of the same name have different accounts', () => {
  assert.deepEqual(subjects({ each: 'person' }, person({ kind: 'workload' })), ['person:workload/ada']);
});

test('a token has no account of a key', () => {
  const credential = {
    kind: 'token',
    id: 'https://issuer.example',
    expiresAtMs: 1e15,
    models: ['*'],
  } as const;
  assert.deepEqual(subjects({ each: 'key' }, person({ credential })), []);
});

test('a rule for one team leaves the accounts of other teams alone', () => {
  assert.deepEqual(subjects({ each: 'team', who: { teams: ['sales', 'support'] } }), ['team:sales']);
});

test('a team that is named twice pays once', () => {
  assert.deepEqual(subjects({ each: 'team' }, person({ teams: ['research', 'research'] })), [
    'team:research',
  ]);
});

test('every condition that is given must hold, and an empty one never does', () => {
  assert.deepEqual(subjects({ who: { tenants: ['acme'], kinds: ['person'], roles: ['developer'] } }), [
    'tenant',
  ]);
  assert.deepEqual(subjects({ who: { tenants: ['acme'], kinds: ['agent'] } }), []);
  assert.deepEqual(subjects({ who: { tenants: ['other'] } }), []);
  assert.deepEqual(subjects({ who: { roles: ['admin'] } }), []);
  assert.deepEqual(subjects({ who: { ids: ['ada'] } }), ['tenant']);
  assert.deepEqual(subjects({ who: { ids: ['ad'] } }), []);
  assert.deepEqual(subjects({ who: { teams: [] } }), []);
});
