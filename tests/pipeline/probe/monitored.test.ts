/** Availability that a Prometheus measured: read once the day is over, month by month into the figures, never made up. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { enterProbes, takeSample } from '../../../src/pipeline/probe/probe-round.ts';
import { loadKind } from '../../../src/pipeline/units.ts';
import { availabilityOf } from '../../../src/subjects/availability/judge/availability.ts';
import maintenanceWindow, {
  type MaintenanceWindowRecord,
} from '../../../src/subjects/availability/kinds/maintenance-window.ts';
import type { ProbeRecord } from '../../../src/subjects/inspections/kinds/probe.ts';
import { parseSettings } from '../../../src/workspace/settings/settings.ts';
import { openWorkspace, type Workspace } from '../../../src/workspace/workspace.ts';
import { answer, type Fault, startAnswering, startFault } from '../../support/fault-server.ts';
import { keepServers } from '../../support/kept-servers.ts';
import { signedScan } from '../../support/signed.ts';
import { git, makeWorkspace } from '../_workspace.ts';

const DAY = '2026-11-24';
const MIDNIGHT = Date.parse(`${DAY}T00:00:00+08:00`) / 1000;
const next = (time: string, day = '2026-11-25') => `${day}T${time}+08:00`;
const TOKEN = ['$', '{MONITORED_TOKEN}'].join('');
const SECRET = 'tok-of-the-test';

let root: string;
const keep = keepServers();
beforeEach(async () => {
  process.env['MONITORED_TOKEN'] = SECRET;
  root = await makeWorkspace();
});
afterAll(() => {
  delete process.env['MONITORED_TOKEN'];
});

async function withTargets(...targets: object[]): Promise<Workspace> {
  const file = join(root, 'opsledger.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, `${text}\nprobe: ${JSON.stringify({ everySeconds: 60, targets })}\n`);
  return await openWorkspace(root, { kinds: loadKind });
}
const target = (port: number, asset = 'subsystem-hr') => ({
  target: asset,
  type: 'prometheus',
  url: `http://127.0.0.1:${port}/prom/`,
  bearer: TOKEN,
  query: `min_over_time(probe_success{job="${asset}"}[1m])`,
  timeoutSeconds: 1,
});

/** The minutes of a day as Prometheus gives them: one value for the end of each; `null` where it has none. */
const matrix = (begin: number, tell: (slot: number) => string | null, series = 1) =>
  answer(
    JSON.stringify({
      status: 'success',
      data: {
        resultType: 'matrix',
        result: Array.from({ length: series }, (_, n) => ({
          metric: { n: String(n), token: SECRET },
          values: Array.from({ length: 1440 }, (_, slot) => [begin + (slot + 1) * 60, tell(slot)]).filter(
            ([, value]) => value !== null,
          ),
        })),
      },
    }),
    'application/json',
  );
/** Down from 09:00 to 09:05, nothing from 12:00 to 13:00, not a number at 20:00. */
const told = (slot: number): string | null => {
  if (slot >= 540 && slot < 545) return slot === 542 ? '0.5' : '0';
  if (slot >= 720 && slot < 780) return null;
  return slot === 1200 ? 'NaN' : '1';
};
const monitoring = (tell = told) =>
  keep(
    startAnswering((line) => {
      const start = Number(new URL(line.split(' ')[1] ?? '', 'http://h').searchParams.get('start'));
      return matrix(start - 60, tell);
    }),
  );
const recorded = async (workspace: Workspace) => (await workspace.records.list<ProbeRecord>('probe')).records;

describe('a day that is over', () => {
  it('is read slot by slot, with its original, and is asked for once', async () => {
    const server = await monitoring();
    const workspace = await withTargets(target(server.port));
    expect(await takeSample(workspace, `${DAY}T09:00:00+08:00`)).toBe(false);
    const entered = await enterProbes(workspace, next('00:05:00'));
    // The service began the day before: both of its days are read.
    expect(entered).toMatchObject({ added: [expect.any(String), expect.any(String)], problems: [] });
    const [, record] = await recorded(workspace);
    expect(record).toMatchObject({
      date: DAY,
      interval: 60,
      series: [
        {
          target: 'subsystem-hr',
          probe: 'prometheus',
          address: `http://127.0.0.1:${server.port}/prom/`,
          states: 'u540 d5 u175 n60 u420 n1 u239',
        },
      ],
    });
    expect(record?.failures[0]).toMatchObject({ from: `${DAY}T09:00:00+08:00`, reason: '监控值 0' });
    const asked = new URL(
      server
        .received()
        .match(/GET (\S+)/g)?.[1]
        ?.slice(4) ?? '',
      'http://h',
    );
    expect(asked.pathname).toBe('/prom/api/v1/query_range');
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      query: 'min_over_time(probe_success{job="subsystem-hr"}[1m])',
      start: String(MIDNIGHT + 60),
      end: String(MIDNIGHT + 86_400),
      step: '60',
    });
    const original = Buffer.from(await workspace.evidence.getEvidence(record?.series[0]?.original ?? '')).toString();
    expect(JSON.parse(original).data.result[0].values).toHaveLength(1380);
    expect(original + JSON.stringify(record)).not.toContain(SECRET);
    expect(git(root, 'status', '--porcelain')).toContain('opsledger.yaml');
    const before = server.received().length;
    expect(await enterProbes(workspace, next('00:30:00'))).toEqual({ added: [], problems: [] });
    expect(server.received()).toHaveLength(before);
  });

  it('comes into the availability of the month: maintenance left out, what nobody observed shown as that', async () => {
    const workspace = await withTargets(target((await monitoring()).port));
    await enterProbes(workspace, next('00:05:00'));
    const window: MaintenanceWindowRecord = {
      ...maintenanceWindow.example,
      assets: ['subsystem-hr'],
      approvedAt: '2026-11-20T16:00:00+08:00',
      attachments: [signedScan('2026-11-20T16:00:00+08:00')],
      from: `${DAY}T09:00:00+08:00`,
      to: `${DAY}T09:02:00+08:00`,
    };
    const [month] = availabilityOf({
      probes: await recorded(workspace),
      windows: [window],
      from: `${DAY}T00:00:00+08:00`,
      to: next('00:00:00'),
    });
    expect(month?.seconds).toEqual({
      up: 1374 * 60,
      down: 3 * 60,
      planned: 2 * 60,
      plannedUp: 0,
      plannedDown: 2 * 60,
      unobserved: 61 * 60,
    });
    expect(month?.availability).toBeCloseTo(1374 / 1377, 10);
  });

  it('is not over before its last sample is scraped', async () => {
    const server = await monitoring();
    const workspace = await withTargets(target(server.port));
    await enterProbes(workspace, next('00:01:00'));
    expect((await recorded(workspace)).map((one) => one.date)).toEqual(['2026-11-23']);
  });
});

describe('what monitoring does not tell', () => {
  it.each([
    ['refuse', '连接被拒绝'],
    ['silent', '超时（1 s）'],
    ['half', '连接中断'],
    ['html', '应答是网页，不是 JSON'],
    ['unauthorized', '账号或口令有误'],
    ['huge', '应答过大'],
  ] as [Fault, string][])(
    '%s: nothing is recorded, the reason is said, and it is asked again',
    async (fault, reason) => {
      const broken = await keep(startFault(fault));
      const workspace = await withTargets(target(broken.port), target(broken.port, 'subsystem-casework'));
      const entered = await enterProbes(workspace, next('00:05:00'));
      expect(entered.added).toEqual([]);
      expect(entered.problems.join()).toContain(reason);
      // One day is enough to know that it cannot be asked.
      expect(entered.problems).toHaveLength(2);
      expect(await recorded(workspace)).toEqual([]);
      expect(await enterProbes(workspace, next('00:14:00'))).toEqual({ added: [], problems: [] });
      expect((await enterProbes(workspace, next('00:15:00'))).problems).toHaveLength(2);
    },
  );

  it('a day without any value, or with several series, is no day of 100 %', async () => {
    const empty = await monitoring(() => null);
    const several = await keep(startAnswering(() => matrix(MIDNIGHT, () => '1', 2)));
    const nothing = await keep(
      startAnswering(() => answer('{"status":"success","data":{"resultType":"matrix","result":[]}}')),
    );
    const workspace = await withTargets(
      target(empty.port),
      target(several.port, 'subsystem-casework'),
      target(nothing.port, 'subsystem-supplies'),
    );
    const { added, problems } = await enterProbes(workspace, next('00:05:00'));
    expect(added).toEqual([]);
    expect(problems.join('\n')).toMatch(/subsystem-casework.*2 条序列/);
    expect(problems.join('\n')).toMatch(/subsystem-supplies.*监控中没有数据/);
  });

  it('a variable that is missing', async () => {
    delete process.env['MONITORED_TOKEN'];
    const workspace = await withTargets(target(1));
    expect((await enterProbes(workspace, next('00:05:00'))).problems.join()).toContain('缺少 MONITORED_TOKEN');
  });
});

it('days on which this program did not run are read a week back, within the service', async () => {
  const server = await monitoring(() => '1');
  const workspace = await withTargets(target(server.port));
  await enterProbes(workspace, next('08:00:00', '2026-12-05'));
  const dates = (await recorded(workspace)).map((one) => one.date);
  expect([dates.length, dates[0], dates.at(-1)]).toEqual([7, '2026-11-28', '2026-12-04']);
});

it('a day that was never told is on record as not observed, so that the month shows it', async () => {
  const broken = await keep(startFault('refuse'));
  const workspace = await withTargets(target(broken.port));
  const { added, problems } = await enterProbes(workspace, next('00:05:00', '2026-12-01'));
  expect([added.length, problems.length]).toEqual([1, 1]);
  const [record] = await recorded(workspace);
  expect(record).toMatchObject({ date: DAY, series: [{ target: 'subsystem-hr', states: 'n1440' }], failures: [] });
  const [day] = availabilityOf({
    probes: await recorded(workspace),
    windows: [],
    from: `${DAY}T00:00:00+08:00`,
    to: next('00:00:00'),
  });
  expect(day).toMatchObject({ availability: null, coverage: 0, seconds: { unobserved: 86_400 } });
});

it('settings without the query are refused', () => {
  const settings = { schema: '1', timeZone: 'Asia/Shanghai', sources: [], inspection: { opensAt: '09:00' } };
  const { query: _query, ...without } = target(1);
  const probe = { everySeconds: 60, targets: [without] };
  expect(() => parseSettings({ ...settings, probe })).toThrow('须写 url 和 query');
});
