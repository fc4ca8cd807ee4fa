/** The front before a broker whose answers the tests of a file write themselves; set up and taken down around them. */
import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { type FrontOptions, type RunningFront, startFront } from './mcp-front.ts';
import { type Script, type ScriptedBroker, said, scriptedBroker } from './scripted-broker.ts';

export interface ScriptedFront {
  /** What the broker answers in the test that is running. */
  readonly script: { -readonly [name in keyof Script]: Script[name] };
  readonly broker: ScriptedBroker;
  readonly front: RunningFront;
  /** Of everything that may be used. */
  readonly url: string;
}

/** Every test is also one of this: the front had no defect. */
export function scriptedFront(options: FrontOptions = {}): ScriptedFront {
  const script: ScriptedFront['script'] = {};
  const broker = scriptedBroker({
    cross: (call) => script.cross?.(call) ?? said('done'),
    resume: (holdId) => script.resume?.(holdId) ?? said('resumed'),
  });
  let running: RunningFront | undefined;
  const front = () => {
    if (running === undefined) throw new Error('the front is started before the first test');
    return running;
  };
  before(async () => {
    running = await startFront(broker, options);
  });
  after(() => front().close());
  afterEach(() => {
    delete script.cross;
    delete script.resume;
    broker.calls.length = 0;
    assert.deepEqual(front().defects, []);
  });
  return {
    script,
    broker,
    get front() {
      return front();
    },
    get url() {
      return `${front().url}/mcp`;
    },
  };
}
