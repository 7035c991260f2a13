/** The samples that are no scanner reports, each through the reader that the program has for it. */
import { readFile } from 'node:fs/promises';
import nodeExporter from '../../src/collectors/node-exporter.ts';
import { loadWorkingDays, packagedYears } from '../../src/contract/calendar/working-days-data.ts';
import { alertsOf } from '../../src/sources/alertmanager.ts';
import { SourceError } from '../../src/sources/error.ts';
import { parseExposition } from '../../src/sources/exposition.ts';
import { readingOf, runCollector } from '../support/collect.ts';
import { answer, startAnswering } from '../support/fault-server.ts';
import { type Claim, countsOf, countsText, fact, inOrder, readTruth } from './claims.ts';
import type { Checked, Sample } from './sample.ts';

const jsonOf = async ({ path }: Sample): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

const expositionClaims: Claim<string>[] = [
  {
    form: /families=(\d+) \{([^}]*)\}/,
    compare([, n = '', types = ''], text) {
      const { families } = parseExposition(text);
      return [
        fact('指标族', n, families.size),
        fact('类型', inOrder(types), countsText(countsOf([...families.values()].map(({ type }) => type)))),
      ];
    },
  },
  {
    form: /samples=(\d+)/,
    compare: ([, n = ''], text) => [fact('样本', n, parseExposition(text).samples.length)],
  },
  {
    form: /distinct names=(\d+)/,
    compare: ([, n = ''], text) => [
      fact('不同名称', n, new Set(parseExposition(text).samples.map(({ name }) => name)).size),
    ],
  },
];

/** A host that gives no such series: the metric is no data, with its reason. */
const hostClaims: Claim<Map<string, string>>[] = [
  {
    form: /no MemAvailable/,
    compare: (_, problems) => [
      fact('memory.used', '没有指标 node_memory_MemAvailable_bytes', problems.get('memory.used') ?? '有值'),
    ],
  },
  {
    form: /no node_filesystem_\*: disk is "no data"/,
    compare: (_, problems) => [fact('disk.used', '没有文件系统指标', problems.get('disk.used') ?? '有值')],
  },
];

/** Text of an exporter: as the collectors parse it, and as the collector of hosts reads it over HTTP. */
export async function checkExposition(sample: Sample): Promise<Checked> {
  const text = await readFile(sample.path, 'utf8');
  if (!sample.truth.startsWith('no ')) return readTruth(sample.truth, expositionClaims, text);
  const server = await startAnswering(() => answer(text));
  try {
    const outcome = await runCollector(nodeExporter, { url: `http://127.0.0.1:${server.port}/metrics` });
    const problems = ['memory.used', 'disk.used'].flatMap((metric): [string, string][] => {
      const { problem } = readingOf(outcome, metric);
      return problem === undefined ? [] : [[metric, problem]];
    });
    return readTruth(sample.truth, hostClaims, new Map(problems));
  } finally {
    await server.close();
  }
}

const alertClaims: Claim<unknown>[] = [
  { form: /\d+ groups/, compare: null },
  { form: /\d+ alert entries/, compare: null },
  {
    form: /(\d+) unique fingerprints \((\d+) active, (\d+) suppressed\)/,
    compare([, n = '', active = '', suppressed = ''], json) {
      const alerts = alertsOf(json);
      const states = countsOf(alerts.map(({ status }) => status.state));
      return [
        fact('告警', n, alerts.length),
        fact('生效', active, states['active'] ?? 0),
        fact('静默', suppressed, states['suppressed'] ?? 0),
      ];
    },
  },
  {
    // The program reads alerts, whose state says that they are silenced; a list of silences is none of them.
    form: /\d+ active silences/,
    compare: (_, json) => [
      fact(
        '静默清单（不记条数）当作告警读取',
        '应答不是 Alertmanager 告警',
        refusalOf(() => alertsOf(json)),
      ),
    ],
  },
];

function refusalOf(read: () => { length: number }): string {
  try {
    return `读取了 ${read().length} 条`;
  } catch (error) {
    if (error instanceof SourceError) return error.reason;
    throw error;
  }
}

export async function checkAlerts(sample: Sample): Promise<Checked> {
  return readTruth(sample.truth, alertClaims, await jsonOf(sample));
}

interface HolidayFile {
  year: number;
  days: { date: string; isOffDay: boolean }[];
}

const holidayClaims: Claim<HolidayFile>[] = [
  {
    form: /(\d+) days \((\d+) off, (\d+) make-up\)/,
    compare([, n = '', off = '', work = ''], { year, days }) {
      const own = packagedYears().find((one) => one.year === year);
      const calendar = loadWorkingDays();
      const agreed = days.filter(({ date, isOffDay }) => calendar.isWorkingDay(date) === !isOffDay);
      return [
        fact('放假与补班', n, (own?.off.length ?? 0) + (own?.work.length ?? 0)),
        fact('放假', off, own?.off.length ?? 0),
        fact('补班', work, own?.work.length ?? 0),
        fact('逐日一致', n, agreed.length),
      ];
    },
  },
];

/** A second source of the holidays: the program's own calendar must say the same of every day. */
export async function checkHolidays(sample: Sample): Promise<Checked> {
  return readTruth(sample.truth, holidayClaims, (await jsonOf(sample)) as HolidayFile);
}
