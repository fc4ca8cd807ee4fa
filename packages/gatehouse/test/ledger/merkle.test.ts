/** The Merkle tree against the definition of RFC 6962, written down naively. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { growTree, leafHash } from '../../src/ledger/merkle.ts';

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
