import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readArchive } from '../../../src/archive/store.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import { archivedText } from '../../support/archived.ts';
import { inspect, makeWorkspace, note, noteDraft, open } from '../_workspace.ts';

const DAILY = 'daily-maintenance';
const [MONDAY, TUESDAY, WEDNESDAY, THURSDAY] = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'] as const;
const LATE = '周一的事，周三才补登';

let root: string;
let session: Session;

beforeEach(async () => {
  root = await makeWorkspace();
  session = await open(root);
  for (const day of [MONDAY, TUESDAY, WEDNESDAY]) await inspect(session, `${day}T09:00:00+08:00`);
});

/** Issues the report of each day, each in a run of its own. */
async function report(now: string, ...days: string[]): Promise<void> {
  for (const period of days) await issue(session, { obligation: DAILY, period, now });
}

/** Something of Monday that is written down on Wednesday, when Monday's and Tuesday's reports are out. */
const tellLate = () =>
  note(session, { ...noteDraft(`${MONDAY}T10:00:00+08:00`, LATE), enteredAt: `${WEDNESDAY}T15:00:00+08:00` });

/** Which reports tell it, and on which reports each rests. */
async function told() {
  const { documents } = await readArchive(root);
  const reports = documents.filter(({ manifest }) => manifest.obligation === DAILY);
  return Promise.all(
    reports.map(async ({ folder, manifest: { period, inputs } }) => ({
      period,
      tells: archivedText(join(root, folder)).includes(LATE),
      restsOn: inputs.flatMap(({ path }) => /^archive\/.*\/([\d-]+)\/r\d+\//.exec(path)?.[1] ?? []),
    })),
  );
}

const again = async () =>
  (await verify(session, { rerender: true })).problems.filter(({ path }) => path.includes(DAILY));

describe('what an older report could not know', () => {
  it('is told again when the report is made again, though the older one is none of its inputs', async () => {
    await report(`${TUESDAY}T09:50:00+08:00`, MONDAY);
    await report(`${WEDNESDAY}T09:50:00+08:00`, TUESDAY);
    await tellLate();
    await report(`${THURSDAY}T09:50:00+08:00`, WEDNESDAY);
    expect(await told()).toEqual([
      { period: MONDAY, tells: false, restsOn: [] },
      { period: TUESDAY, tells: false, restsOn: [MONDAY] },
      { period: WEDNESDAY, tells: true, restsOn: [TUESDAY] },
    ]);
    expect(await again()).toEqual([]);
  });

  it('is left to the older one, when that is still to come, and stays so when it has come', async () => {
    await report(`${WEDNESDAY}T09:50:00+08:00`, TUESDAY);
    await tellLate();
    await report(`${THURSDAY}T09:50:00+08:00`, WEDNESDAY);
    await report(`${THURSDAY}T11:00:00+08:00`, MONDAY);
    expect((await told()).map(({ period, tells }) => [period, tells])).toEqual([
      [MONDAY, true],
      [TUESDAY, false],
      [WEDNESDAY, false],
    ]);
    expect(await again()).toEqual([]);
  });

  it.each([
    ['one after the other', [[MONDAY], [TUESDAY], [WEDNESDAY]]],
    ['the newest first', [[WEDNESDAY], [TUESDAY], [MONDAY]]],
  ])('is told once by reports that are made at one moment, %s', async (_, runs) => {
    await tellLate();
    for (const days of runs) await report(`${THURSDAY}T11:00:00+08:00`, ...days);
    expect((await told()).filter(({ tells }) => tells).map(({ period }) => period)).toEqual([MONDAY]);
    expect(await again()).toEqual([]);
  });

  it('is told once by reports that are made in one round', async () => {
    await tellLate();
    await issue(session, { now: `${THURSDAY}T11:00:00+08:00` });
    expect((await told()).filter(({ tells }) => tells).map(({ period }) => period)).toEqual([MONDAY]);
    expect(await again()).toEqual([]);
  });
});
