/** The part that goes through a whole gate: real PostgreSQL, real MCP on both sides, and every verdict compared. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { overHttp } from '../over-http/over-http.ts';
import { openClub } from './club.ts';

it('says over HTTP what it says in the replay, for reads, for what is held and for what is sent', async () => {
  using club = openClub();
  const lines: string[] = [];
  const { sessions, calls, different } = await overHttp([club.suite], club.folder, (line) =>
    lines.push(line),
  );
  assert.deepEqual(lines, []);
  assert.equal(different, 0);
  assert.ok(sessions >= 2 && calls >= 3);
});
