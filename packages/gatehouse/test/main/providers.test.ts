/** Which providers exist: the quick start spends nobody's money unasked. */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadSettings } from '../../src/config/load.ts';
import type { Settings } from '../../src/config/schema.ts';
import { createModels, destinationsOf } from '../../src/main/providers.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-providers-'));
after(() => rmSync(folder, { recursive: true }));

const environment = { OPENAI_API_KEY: 'sk-one', ANTHROPIC_API_KEY: '' };

function quickStart(change: (text: string) => string = (text) => text): Settings {
  const path = new URL('../../../../gatehouse.yaml', import.meta.url);
  const loaded = loadSettings(change(readFileSync(path, 'utf8')), 'gatehouse.yaml', Date.UTC(2026, 10, 21));
  assert.ok('settings' in loaded, JSON.stringify(loaded));
  return loaded.settings;
}

function callable(settings: Settings, real: boolean): string[] {
  const egress = { post: () => Promise.reject(new Error('nothing is sent here')) };
  const models = createModels({ settings, egress, environment, real, pause: () => Promise.resolve() });
  return [...models].filter(([, { provider }]) => provider !== undefined).map(([name]) => name);
}

test('without --real no vendor can be called, whatever keys are in the environment', () => {
  assert.ok(callable(quickStart(), false).every((name) => name.startsWith('sim/')));
});

test('with --real a vendor can be called when its key is there, and not when it is empty', () => {
  const names = callable(quickStart(), true);
  assert.ok(names.includes('gpt-5-mini'));
  assert.ok(!names.includes('claude-haiku-4-5'));
});

test('a secret file counts only while nobody else may read it', () => {
  const path = join(folder, 'secret');
  writeFileSync(path, 'sk-file\n', { mode: 0o600 });
  const settings = quickStart((text) => text.replace('{ env: OPENAI_API_KEY }', `{ file: ${path} }`));
  assert.ok(callable(settings, true).includes('gpt-5-mini'));
  chmodSync(path, 0o644);
  assert.ok(!callable(settings, true).includes('gpt-5-mini'));
});

test('the way out lists the origins of providers, and of nothing else', () => {
  const urls = destinationsOf(quickStart()).map(({ purpose, url }) => `${purpose} ${new URL(url).origin}`);
  assert.deepEqual(urls.sort(), ['provider https://api.anthropic.com', 'provider https://api.openai.com']);
});
