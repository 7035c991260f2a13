/** Workspaces of the starter, made once a run: git and the disk are most of what `init` costs. */
import { initialise } from '../../src/pipeline/init.ts';
import { fillIn } from './fill-in.ts';
import { copyFolder, made } from './made.ts';

/** As `init` leaves it; only to be read or copied. @param from first day of service @param time of day at which it is made */
export const newWorkspace = (from: string, time: string): Promise<string> =>
  made(`new-${from}-${time.replace(':', '')}`, (folder) =>
    initialise(folder, { now: `${from}T${time}:00+08:00`, from }),
  );

/** The same, with all that is 待填写 filled in at that time, so that documents go out by themselves. */
export const filledWorkspace = (from: string, time: string): Promise<string> =>
  made(`filled-${from}-${time.replace(':', '')}`, async (folder) => {
    await copyFolder(await newWorkspace(from, time), folder);
    await fillIn(folder, `${from}T${time}:00+08:00`);
  });
