/** The body of `add-checkpoint` (C2SP tlog-witness): what is written is read, and nothing else is. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addCheckpointText, parseAddCheckpoint } from '../../src/proof/add-checkpoint.ts';

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const CHECKPOINT = 'log.example/a\n2\nAAAA\n\n— log.example/a AAAAAA==\n';

it('is read as it was written', () => {
  fc.assert(
    fc.property(fc.nat(), fc.array(hash, { maxLength: 63 }), (old, proof) => {
      const asked = { old, proof, checkpoint: CHECKPOINT };
      expect(parseAddCheckpoint(addCheckpointText(asked))).toEqual(asked);
    }),
    { numRuns: 50 },
  );
});

it.each([
  ['no empty line', 'old 0\nAAAA'],
  ['no size', `old x\n\n${CHECKPOINT}`],
  ['a size with zeros before it', `old 01\n\n${CHECKPOINT}`],
  ['a hash that is none', `old 1\nAAAA\n\n${CHECKPOINT}`],
  [
    'more hashes than the standard lets be',
    `old 1\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}\n${CHECKPOINT}`,
  ],
])('is not: %s', (_what, text) => expect(parseAddCheckpoint(text)).toBeUndefined());
