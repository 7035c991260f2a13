/** Whatever makes all of a workspace doubtful is told by its own words in each of the five places in which people read. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { statusLines } from '../../src/cli/status-lines.ts';
import { machineNow } from '../../src/pipeline/clock.ts';
import { type DoubtKind, doubtKinds, doubtsOf } from '../../src/pipeline/doubts.ts';
import { issue } from '../../src/pipeline/issue/issue.ts';
import type { Session } from '../../src/pipeline/session.ts';
import { status } from '../../src/pipeline/status/status.ts';
import { SELF } from '../../src/subjects/inspections/judge/source-notes.ts';
import type { InspectionRecord } from '../../src/subjects/inspections/kinds/inspection.ts';
import { HEARTBEAT_FILE } from '../../src/workspace/store/heartbeat.ts';
import { keepTrusted } from '../../src/workspace/store/kept-clock.ts';
import { type Surface, saidBy, surfaces } from '../faults/insider/_surfaces.ts';
import { DAY, git, inspectionDraft, makeWorkspace, newFolder, open, reading, signoff } from './_workspace.ts';

const at = (time: string): string => `${DAY}T${time}:00+08:00`;
const NOW = at('18:00');

/** How each kind comes to be; a kind that stands here not is one whose places nobody looked at. */
const made: Record<DoubtKind, (root: string) => Promise<unknown>> = {
  clock: (root) => keepTrusted(root, { at: later(machineNow(), 400), boot: '', seconds: 0 }),
  scheduler(root) {
    const [lived, none] = ['2026-11-20T09:00:00+08:00', null];
    const beat = {
      ...{ schema: 1, by: 'start', startedAt: lived, livedAt: lived, roundSeconds: 60, siteSeconds: 900 },
      ...{ stoppedAt: none, running: [], ended: none, failed: [], said: [], gap: none, unreached: none },
    };
    return writeFile(join(root, HEARTBEAT_FILE), JSON.stringify(beat));
  },
  async 'withdrawn-list'(root) {
    await mkdir(join(root, 'state'), { recursive: true });
    await writeFile(join(root, 'state/withdrawn.json'), '{"ids": [');
    git(root, 'add', '-f', 'state/withdrawn.json');
    git(root, 'commit', '-q', '-m', '登记');
  },
  // In the day that is collected before anything is issued.
  'own-machine': () => Promise.resolve(),
  backdated: (root) =>
    within(root, (session) => signoff(session, { period: '2026-11-23', at: at('09:30'), enteredAt: at('17:30') })),
};

const later = (iso: string, days: number): string =>
  Temporal.Instant.from(iso)
    .add({ hours: 24 * days })
    .toZonedDateTimeISO('+08:00')
    .toString({ timeZoneName: 'never' });

async function within<T>(root: string, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await open(root);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

const [ISSUED, DRAFT] = [`inspection-log/${DAY}`, `daily-maintenance/${DAY}`];

/** One day collected and issued; another document of it is a draft. @param own its source was at an address of the own machine */
async function begun(own = false): Promise<string> {
  const root = await makeWorkspace();
  await within(root, async (session) => {
    const [host, when] = ['app-server-1', at('09:00')];
    const draft = inspectionDraft(when, { readings: [reading({ at: when, target: host })] });
    const self = own ? { address: '127.0.0.1:8080', self: true as const } : {};
    const runs = draft.runs.map((run) => ({ ...run, target: host, ...self }));
    await session.workspace.change(
      '巡检',
      (change) => change.addRecord<InspectionRecord>('inspection', { ...draft, runs }),
      {
        at: when,
      },
    );
    await issue(session, { obligation: 'inspection-log', period: DAY, now: at('09:30') });
  });
  return root;
}

it('doubts nothing of a workspace in which nothing is wrong', async () => {
  expect(await within(await begun(), (session) => doubtsOf(session))).toEqual([]);
});

/** The document of the day names such a source in the row of its reading. */
const ownWords = (kind: DoubtKind, place: Surface): string | undefined =>
  kind === 'own-machine' && place === 'document' ? SELF : undefined;

/** A minute may pass from one place to the next. */
const timeless = (text: string): string => text.replace(/\d+/g, '0');

it.each(Object.keys(doubtKinds) as DoubtKind[])('tells of %s in all places', async (kind) => {
  const root = await begun(kind === 'own-machine');
  await made[kind](root);
  await within(root, async (session) => {
    const found = (await doubtsOf(session, NOW)).filter((one) => one.kind === kind);
    expect(found).toHaveLength(1);
    const { about, text } = found[0] ?? { about: '', text: '' };
    const said = await saidBy(
      session,
      [kind === 'own-machine' ? ISSUED : DRAFT],
      NOW,
      join(await newFolder(), 'p.zip'),
    );
    const words = (place: Surface): string => ownWords(kind, place) ?? JSON.stringify(text).slice(1, -1);
    const silent = surfaces.filter((place) => !timeless(said[place]).includes(timeless(words(place))));

    // A file that is a problem of its own in `verify` is named there by it.
    const named = silent.filter((place) => !(place === 'verify' && said.verify.includes(`${about} `)));
    expect(named).toEqual([]);
    const lines = statusLines(await status(session, NOW)).filter((line) => timeless(line).includes(timeless(text)));
    expect(lines).toHaveLength(1);
  });
});
