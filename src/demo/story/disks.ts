/** How full the data disks are: what is written each week, and every clean-up with what it left. Pure. */
import { random } from '../kit/random.ts';
import { t } from '../kit/times.ts';

export interface DataDisk {
  host: string;
  /** GB, altogether and used on the first morning of service. */
  size: number;
  first: number;
  /** GB written a week, from a day on. */
  weekly: readonly (readonly [from: string, gigabytes: number])[];
}

/** Since 5 March the servers clean their temporary files alike. */
const UNIFIED = '2026-03-05';
const START = '2025-11-25';

export const dataDisks: readonly DataDisk[] = [
  {
    host: 'app-server-1',
    size: 500,
    first: 275,
    weekly: [
      [START, 9.4],
      [UNIFIED, 2.1],
    ],
  },
  {
    host: 'app-server-2',
    size: 220,
    first: 128,
    weekly: [
      [START, 3],
      [UNIFIED, 1.2],
    ],
  },
  { host: 'app-server-3', size: 2000, first: 1156, weekly: [[START, 10]] },
  { host: 'db-server-1', size: 500, first: 240, weekly: [[START, 2.1]] },
  { host: 'db-server-2', size: 500, first: 235, weekly: [[START, 2]] },
  { host: 'db-server-3', size: 400, first: 172, weekly: [[START, 2]] },
];

interface CleanUp {
  host: string;
  date: string;
  /** GB that were used when it was done. */
  left: number;
}

/** Clean-ups on working days, each of which is a note of that day. */
export const cleanUps: readonly CleanUp[] = (
  [
    ['app-server-1', '2025-12-09', 276],
    ['app-server-1', '2025-12-30', 278],
    ['app-server-1', '2026-01-20', 279],
    ['app-server-1', '2026-02-10', 281],
    ['app-server-1', '2026-03-03', 282],
    ['app-server-1', '2026-04-13', 284],
    ['app-server-1', '2026-06-02', 286],
    ['app-server-1', '2026-07-27', 288],
    ['app-server-1', '2026-09-15', 290],
    ['app-server-1', '2026-11-03', 291],
    ['app-server-2', '2025-12-16', 129],
    ['app-server-2', '2026-01-13', 131],
    ['app-server-2', '2026-02-10', 133.6],
    ['app-server-2', '2026-03-24', 134.4],
    ['app-server-2', '2026-05-19', 136],
    ['app-server-2', '2026-07-14', 137],
    ['app-server-2', '2026-09-09', 138],
    ['app-server-2', '2026-11-11', 139],
    ['app-server-3', '2026-01-27', 1212],
    ['app-server-3', '2026-10-28', 1574],
    ['app-server-3', '2026-11-18', 1572],
  ] as const
).map(([host, date, left]) => ({ host, date, left }));

/** Temporary files of the preview that the clean-up, set wrong, left lying: GB at nine o'clock of each day. */
const lying: Readonly<Record<string, number>> = {
  '2026-02-12': 8,
  '2026-02-13': 17,
  '2026-02-14': 27,
  '2026-02-15': 37,
  '2026-02-16': 47,
  '2026-02-17': 57,
};
/** The disk was full; what the night engineer deleted, and when. */
const EMERGENCY = { host: 'app-server-2', at: t('2026-02-18', '04:38'), left: 134 };

/** GB used at nine o'clock of a day, before anything is cleaned that day. */
export function usedAt(disk: DataDisk, date: string): number {
  const last = cleanedBefore(disk.host, date);
  const from = last?.date ?? START;
  const temporary = disk.host === EMERGENCY.host ? (lying[date] ?? 0) : 0;
  return (last?.left ?? disk.first) + written(disk, from, date) + temporary;
}

function cleanedBefore(host: string, date: string): CleanUp | undefined {
  const night = { ...EMERGENCY, date: EMERGENCY.at.slice(0, 10) };
  // What was deleted in the night is gone at nine of the same day.
  const passed = host === night.host && night.date <= date ? [night] : [];
  return [...cleanUps.filter((one) => one.host === host && one.date < date), ...passed]
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))
    .at(-1);
}

/** GB that came between two days. */
function written({ weekly }: DataDisk, from: string, to: string): number {
  return weekly.reduce((sum, [begin, gigabytes], n) => {
    const first = begin > from ? begin : from;
    const end = weekly[n + 1]?.[0] ?? to;
    return sum + (Math.max(0, daysBetween(first, end < to ? end : to)) / 7) * gigabytes;
  }, 0);
}

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(t(to, '00:00')) - Date.parse(t(from, '00:00'))) / 86_400_000);

/** Use of a data disk as the inspection of a day reads it, in percent. */
export function percentAt(host: string, date: string): number {
  const disk = diskOf(host);
  return (usedAt(disk, date) / disk.size) * 100 + flutter(`${host} ${date}`);
}

/** What is written and deleted within the day, in percent. */
export const flutter = (what: string): number => (random(`disk/${what}`).next() - 0.5) * 0.3;

/** GB that a clean-up freed. */
export const freedBy = ({ host, date, left }: CleanUp): number => usedAt(diskOf(host), date) - left;

function diskOf(host: string): DataDisk {
  const disk = dataDisks.find((one) => one.host === host);
  if (disk === undefined) throw new RangeError(`no data disk of ${host}`);
  return disk;
}
