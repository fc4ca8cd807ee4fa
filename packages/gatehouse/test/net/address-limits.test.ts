/** Limits per address, before identity is known. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createAddressLimits, networkOf } from '../../src/net/address-limits.ts';

function limitsAt(settings = { requestsPerSecond: 2, failuresPerMinute: 3 }) {
  let nowMs = 0;
  const clock = { nowMs: () => nowMs, elapsedMs: () => nowMs };
  const limits = createAddressLimits(clock, () => settings);
  const advance = (ms: number) => {
    nowMs += ms;
  };
  return { limits, advance };
}

test('requests beyond the rate are refused until time has passed', () => {
  const { limits, advance } = limitsAt();
  assert.ok(limits.admit('1.1.1.1').ok);
  assert.ok(limits.admit('1.1.1.1').ok);
  const refused = limits.admit('1.1.1.1');
  assert.ok(!refused.ok && refused.fault.code === 'admission.rate' && refused.fault.retryAfterSeconds === 1);
  assert.ok(limits.admit('2.2.2.2').ok, 'another address is not affected');
  advance(500);
  assert.ok(limits.admit('1.1.1.1').ok);
  assert.ok(!limits.admit('1.1.1.1').ok);
});

test('failed attempts close the door, and say for how long', () => {
  const { limits, advance } = limitsAt();
  for (let count = 0; count < 5; count++) limits.failed('1.1.1.1');
  const refused = limits.admit('1.1.1.1');
  assert.ok(!refused.ok && refused.fault.retryAfterSeconds === 20);
  advance(20_000);
  assert.ok(limits.admit('1.1.1.1').ok);
});

test('a host cannot get round its limit with the other addresses of its network', () => {
  assert.equal(networkOf('2001:db8:1:2::1'), networkOf('2001:0db8:1:2:ffff::9'));
  assert.notEqual(networkOf('2001:db8:1:2::1'), networkOf('2001:db8:1:3::1'));
  assert.equal(networkOf('::ffff:1.2.3.4'), '1.2.3.4');
  assert.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0::/64');
});

test('the last 64 bits of an IPv6 address never matter, the first 64 always do', () => {
  const group = fc.integer({ min: 1, max: 0xffff });
  const half = fc
    .tuple(group, group, group, group)
    .map((groups) => groups.map((part) => part.toString(16)).join(':'));
  fc.assert(
    fc.property(half, half, half, (network, one, other) => {
      assert.equal(networkOf(`${network}:${one}`), networkOf(`${network}:${other}`));
      assert.equal(networkOf(`${network}:${one}`), `${network}::/64`);
    }),
  );
});

test('no more is admitted in any span than the burst and the rate allow', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (pauses) => {
      const { limits, advance } = limitsAt({ requestsPerSecond: 5, failuresPerMinute: 1 });
      let admitted = 0;
      for (const ms of pauses) {
        advance(ms);
        if (limits.admit('1.1.1.1').ok) admitted++;
      }
      const seconds = pauses.reduce((sum, ms) => sum + ms, 0) / 1_000;
      assert.ok(admitted <= 5 + seconds * 5 + 1e-9);
    }),
  );
});

test('memory is bounded: the address that was quiet for longest is forgotten', () => {
  const { limits } = limitsAt({ requestsPerSecond: 1, failuresPerMinute: 60 });
  assert.ok(limits.admit('first').ok);
  assert.ok(!limits.admit('first').ok);
  for (let count = 0; count < 65_536; count++) limits.admit(`address ${count}`);
  assert.ok(limits.admit('first').ok);
});
