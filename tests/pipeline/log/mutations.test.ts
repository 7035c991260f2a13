/**
 * Nothing that somebody does to a signed workspace goes unseen, and nothing harmless is seen. `OPSLEDGER_MUTATIONS=10000` does as many,
 * each of its own seed; without it each kind once.
 */
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanUp } from '../_workspace.ts';
import { attacks, harmless, seeded } from './_mutations.ts';
import { copyOf, type Signed, signedWorkspace, verified } from './_signed.ts';

const COUNT = Number(process.env['OPSLEDGER_MUTATIONS'] ?? attacks.length);

let signed: Signed;
beforeAll(async () => {
  signed = await signedWorkspace();
});
afterAll(cleanUp);

describe('what somebody does', () => {
  it.each(Array.from({ length: COUNT }, (_, seed) => ({ seed, attack: attacks[seed % attacks.length] })))(
    '$seed: $attack.name',
    async ({ seed, attack }) => {
      if (attack === undefined) throw new Error('no attack');
      const root = await copyOf(signed.root);
      const named = await attack.run(root, seeded(seed), signed);
      const claims = attack.byClaim === true ? signed.checkpoints.map((one) => ({ text: one, shown: '纸面' })) : [];
      const { ok, problems } = await verified(root, { claims });
      expect({
        ok,
        told: problems.map(({ path, message }) => `${path} ${message}`).filter((one) => named.test(one)),
      }).toEqual({
        ok: false,
        told: expect.arrayContaining([expect.stringMatching(named)]),
      });
      // What the log tells of a file is told once, and not where something else has told of it.
      const ofLog = problems.filter(({ message }) => /存证|校验点/.test(message) && !message.startsWith('给出的'));
      for (const { path } of ofLog) expect(problems.filter((one) => one.path === path)).toHaveLength(1);
      await rm(root, { recursive: true });
    },
  );
});

describe('what anybody may do', () => {
  it.each(harmless)('$name', async ({ run }) => {
    const root = await copyOf(signed.root);
    await run(root);
    const claims = signed.checkpoints.map((one) => ({ text: one, shown: '纸面' }));
    expect(await verified(root, { claims })).toMatchObject({ ok: true, problems: [] });
  });
});
