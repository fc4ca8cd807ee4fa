/** The Merkle tree against the definition of RFC 6962, written down naively. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { growTree, leafHash } from '../../src/ledger/merkle.ts';
import {
  consistencyProof,
  inclusionProof,
  verifyConsistency,
  verifyInclusion,
} from '../../src/ledger/proofs.ts';

const sizes = fc.integer({ min: 0, max: 70 });

test('leaf and empty root are those of RFC 6962', () => {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  assert.equal(hex(growTree().root()), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  assert.equal(hex(leafHash('')), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
});

test('the grown tree has the root of the definition, also when continued from its peaks', () => {
  fc.assert(
    fc.property(sizes, sizes, (size, pausedAt) => {
      const leaves = leavesOf(size);
      let tree = growTree();
      leaves.forEach((leaf, index) => {
        if (index === pausedAt) tree = growTree({ size: tree.size, peaks: tree.peaks() });
        tree.append(leaf);
      });
      assert.equal(tree.size, size);
      assert.deepEqual(Buffer.from(tree.root()), naiveRoot(leaves));
    }),
  );
});

test('peaks that do not belong to a size are refused', () => {
  assert.throws(() => growTree({ size: 3, peaks: leavesOf(1) }), RangeError);
});

test('every leaf has a proof of inclusion, which proves nothing else', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(), (size, one, other) => {
      const leaves = leavesOf(size);
      const [index, wrong] = [one % size, other % size];
      const leaf = leaves[index] ?? Buffer.alloc(32);
      const claim = { leaf, index, size, root: naiveRoot(leaves), proof: inclusionProof(leaves, index) };
      assert.equal(verifyInclusion(claim), true);
      assert.equal(verifyInclusion({ ...claim, index: wrong }), wrong === index);
      assert.equal(verifyInclusion({ ...claim, index: size }), false);
      assert.equal(verifyInclusion({ ...claim, leaf: Buffer.alloc(32) }), false);
      assert.equal(verifyInclusion({ ...claim, proof: [...claim.proof, leaf] }), false);
      assert.equal(verifyInclusion({ ...claim, proof: claim.proof.slice(1) }), size === 1);
    }),
  );
});

test('a tree proves that it grew from a smaller one, and not from another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), fc.nat(), (size, part) => {
      const leaves = leavesOf(size);
      const small = part % (size + 1);
      const older = { size: small, root: naiveRoot(leaves.slice(0, small)) };
      const newer = { size, root: naiveRoot(leaves) };
      const proof = consistencyProof(leaves, small);
      assert.equal(verifyConsistency({ older, newer, proof }), true);
      const forged = { size: small, root: Buffer.alloc(32, 7) };
      assert.equal(verifyConsistency({ older: forged, newer, proof }), false);
      if (small > 0)
        assert.equal(verifyConsistency({ older, newer: { size, root: forged.root }, proof }), false);
      assert.equal(verifyConsistency({ older, newer, proof: [...proof, forged.root] }), false);
    }),
  );
});

function leavesOf(count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => Buffer.from(leafHash(`leaf ${index}`)));
}

/** RFC 6962 section 2.1, word for word. */
function naiveRoot(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return createHash('sha256').digest();
  if (leaves.length === 1) return first;
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  const [left, right] = [naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split))];
  return createHash('sha256')
    .update(Buffer.concat([Buffer.from([1]), left, right]))
    .digest();
}
