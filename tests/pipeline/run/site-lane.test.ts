/** The site is as fresh as the desk: what was saved anywhere is built within a minute, and the machine rests between. */
import { expect, it, vi } from 'vitest';
import daily from '../../../jobs/daily.ts';
import { siteLane } from '../../../src/pipeline/run/site-lane.ts';
import { DAY, makeUnfilledWorkspace, note, noteDraft, open } from '../_workspace.ts';

const AT = `${DAY}T18:29:00+08:00`;

it('is behind once something was saved that no build began after, and not before it has rested', async () => {
  const root = await makeUnfilledWorkspace();
  const session = await open(root);
  const save = (text: string): Promise<string> => note(session, noteDraft(AT, text));
  let ms = 0;
  const work = vi.fn(async () => {
    ms += 90_000;
  });
  const lane = await siteLane(root, { say: () => undefined, work, clock: () => ms });
  expect(await lane.isBehind()).toBe(false);
  await save('其一');
  expect(await lane.isBehind()).toBe(true);
  await lane.build();
  expect([work.mock.calls.length, await lane.isBehind()]).toEqual([1, false]);
  await save('其二');
  // It took a minute and a half: for as long the machine is left to others.
  expect(await lane.isBehind()).toBe(false);
  ms += 90_000;
  expect(await lane.isBehind()).toBe(true);
  work.mockImplementationOnce(() => save('构建期间').then(() => undefined));
  await lane.build();
  // What was saved while it was built may stand in none of it.
  expect(await lane.isBehind()).toBe(true);
  work.mockRejectedValueOnce(new Error('磁盘满'));
  await expect(lane.build()).rejects.toThrow('磁盘满');
  expect(await lane.isBehind()).toBe(false);
  await session.close();
});

it('the round of each minute asks for it, whoever saved', async () => {
  const publish = vi.fn(() => Promise.resolve());
  const round = (ticked: boolean, behind: boolean) =>
    daily.run({ tick: () => Promise.resolve(ticked), isBehind: () => Promise.resolve(behind), publish });
  await round(false, false);
  expect(publish).not.toHaveBeenCalled();
  await round(false, true);
  await round(true, false);
  expect(publish).toHaveBeenCalledTimes(2);
});
