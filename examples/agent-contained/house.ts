/** What stands around the agent: a gate with the configuration of this folder, and people who sign in and answer. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { APPROVALS, devIssuers } from '../../packages/gatehouse/src/dev-idp/cast.ts';
import { startDevIdp } from '../../packages/gatehouse/src/dev-idp/dev-idp.ts';
import { devToken } from '../../packages/gatehouse/src/dev-idp/dev-token.ts';
import { type ExampleGate, withGate } from '../support/gate.ts';

interface Question {
  readonly id: string;
  /** Names exactly what was shown; an answer has to send it back. */
  readonly shown: string;
  /** As a person reads it. */
  readonly text: string;
}

interface House {
  readonly url: string;
  /** Lets an agent work for a person, by token exchange (RFC 8693) with the person's words; gives the mandate's token. */
  openMandate(asked: {
    readonly person: string;
    readonly agent: string;
    readonly words: string;
  }): Promise<string>;
  /** The one question that waits for this person. */
  question(person: string): Promise<Question>;
  /** Answers on the command line, with the token of a person for answering, or with whatever else somebody holds. */
  answer(
    answer: 'approve' | 'deny',
    question: Question,
    by: { readonly person: string } | { readonly token: string },
  ): Promise<void>;
}

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

export async function withHouse(deskUrl: string, work: (house: House) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-house-'));
  const secret = 'of the people in this example';
  const idp = await startDevIdp({ port: 0, secret });
  assert.ok(idp.ok);
  const { issuer, close } = idp.value;
  try {
    const config = furnish(folder, { deskUrl, issuer });
    await withGate((gate) => work(houseOf(gate, { folder, issuer, secret })), config);
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The configuration beside this file, with the addresses that are known only now. */
function furnish(folder: string, at: { readonly deskUrl: string; readonly issuer: string }): string {
  const settings = parse(readFileSync(join(import.meta.dirname, 'gatehouse.yaml'), 'utf8'));
  settings.tools.servers.desk.url = at.deskUrl;
  settings.identity = { issuers: devIssuers(at.issuer, 'acme') };
  copyFileSync(join(import.meta.dirname, 'tools.yaml'), join(folder, 'tools.yaml'));
  const config = join(folder, 'gatehouse.yaml');
  writeFileSync(config, JSON.stringify(settings));
  return config;
}

interface Ground {
  readonly folder: string;
  readonly issuer: string;
  readonly secret: string;
}

function houseOf(gate: ExampleGate, { folder, issuer, secret }: Ground): House {
  async function signIn(person: string, resource?: string): Promise<string> {
    const token = await devToken({ issuer, secret, as: person, ...(resource ? { resource } : {}) });
    assert.ok(token.ok);
    return token.value;
  }
  /** A file with the token of somebody, as `--as` takes it. */
  function fileWith(token: string): string {
    const file = join(folder, 'token');
    writeFileSync(file, token, { mode: 0o600 });
    return file;
  }
  const asPerson = async (person: string) => fileWith(await signIn(person, APPROVALS.resource));
  return {
    url: gate.url,
    async openMandate({ person, agent, words }) {
      const who = ['--name', agent, '--principal', agent, '--kind', 'agent', '--role', 'assistant'];
      const key = JSON.parse(await gate.gatehouse('keys', 'create', ...who, '--json'));
      const answer = await fetch(`${gate.url}/oauth/token`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key.text}` },
        body: new URLSearchParams({
          ...{ grant_type: EXCHANGE, subject_token_type: ACCESS_TOKEN, words },
          subject_token: await signIn(person),
        }),
      });
      const { access_token: token } = (await answer.json()) as { access_token?: string };
      assert.ok(token);
      return token;
    },
    async question(person) {
      const file = await asPerson(person);
      const listed = JSON.parse(await gate.gatehouse('approvals', 'list', '--as', file, '--json'));
      assert.equal(listed.questions.length, 1);
      const [{ id }] = listed.questions;
      const { question } = JSON.parse(await gate.gatehouse('approvals', 'show', id, '--as', file, '--json'));
      const text = await gate.gatehouse('approvals', 'show', id, '--as', file);
      return { id, shown: question.shown, text };
    },
    async answer(answer, { id, shown }, by) {
      const file = 'person' in by ? await asPerson(by.person) : fileWith(by.token);
      await gate.gatehouse('approvals', answer, id, '--shown', shown, '--as', file);
    },
  };
}
