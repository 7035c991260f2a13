/** What is written down at one moment is numbered in its order, however long each takes to be looked at. */
import { expect, it } from 'vitest';
import type { SignoffDraft } from '../../src/demo/hand-over.ts';
import { writeMoment } from '../../src/demo/write.ts';
import type { Session } from '../../src/pipeline/session.ts';

const AT = '2026-07-01T09:50:00+08:00';
const draft = (obligation: string, at: string): SignoffDraft => ({
  ...{ source: 'manual', action: 'deliver', obligation, period: '2026-06', revision: 1, person: '工程师' },
  ...{ at, enteredAt: AT },
});

it('asks for the number of a signature when the one before it on that day has got its own', async () => {
  const asked: string[] = [];
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  const change = {
    async addRecord(_: string, { obligation }: SignoffDraft) {
      asked.push(obligation);
      if (obligation === 'monthly') await first.promise;
      if (asked.length === 2) second.resolve();
    },
    writeState: () => Promise.resolve(),
  };
  const session = {
    workspace: { change: (_: string, work: (one: typeof change) => Promise<void>) => work(change) },
  } as unknown as Session;
  const drafts = [
    draft('monthly', '2026-06-30T16:59:00+08:00'),
    draft('calls', '2026-06-30T16:55:00+08:00'),
    draft('duty', '2026-07-01T09:20:00+08:00'),
  ];
  const state = ['demo', {}] as const;
  const written = writeMoment(session, { at: AT, entries: [], signed: { drafts, files: [] }, state });
  // One of another day is numbered apart, and waits for nobody.
  await second.promise;
  expect(asked).toEqual(['monthly', 'duty']);
  first.resolve();
  await written;
  expect(asked).toEqual(['monthly', 'duty', 'calls']);
});
