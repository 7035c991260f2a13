/** What has to be handed in, how often and by when, as clauses say it. What no words say is left to a person. Pure. */
import { numberOf } from '../marker.ts';
import type { DraftLevel, Source } from './levels.ts';

/** An obligation as the data have it, with why it was drafted so. */
export interface DraftObligation {
  id: string;
  code: string;
  name: string;
  unit?: string;
  sections?: string[];
  every: string;
  interval?: string;
  eventLevels?: string[];
  due: string;
  issueFrom: string;
  clause: string;
  paper: string;
}

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'half-year' | 'year' | 'service';

const CN = '[一二两三四五六七八九十]+|\\d+';
const CLOCK = '(\\d{1,2}[:：]\\d{2})?';
const WEEKDAYS = '一二三四五六日';
const NAME =
  /[\u4e00-\u9fffA-Za-z]{0,12}?(?:周报|月报|季报|年报|日报|半月报|报告|报表|台账|总结|小结|纪要|进度表|考勤表|统计表|汇总表|汇总|统计)/;

/** Sections of 期间报告 that every contract has something to say in. */
const SECTIONS = ['overview', 'incidents', 'clocks', 'inspections', 'backups', 'requests', 'problems', 'plan'];
const DAY_BEGINS = '{ after: period-end, days: 1, time: "00:00" }';
const CODES: Readonly<Record<string, string>> = {
  ...{ day: 'RB', week: 'ZB', month: 'YB', quarter: 'JB', 'half-year': 'BN', year: 'ND', service: 'XZ' },
};

/**
 * @param levels as drafted from the same clauses
 * @returns each with an id and a code of its own; of a clause whose words give no due time nothing
 */
export function obligationsIn(
  clauses: readonly (Source & { intro: string })[],
  levels: readonly DraftLevel[],
): DraftObligation[] {
  const all = [
    ...inspections(clauses),
    ...clauses.flatMap(reportIn),
    ...clauses.flatMap((one) => analysesIn(one, levels)),
  ];
  const ids = new Set<string>();
  const codes = new Set<string>();
  return all.map((one) => {
    const id = free(one.id, ids, (n) => `${one.id}-${n}`);
    const unit = one.unit ?? (id === one.id ? undefined : one.id);
    const code = free(one.code, codes, (n) => `${one.code[0]}${String.fromCharCode(64 + n)}`);
    return { ...one, id, code, ...(unit === undefined ? {} : { unit }) };
  });
}

function free(wanted: string, taken: Set<string>, other: (n: number) => string): string {
  let own = wanted;
  for (let n = 2; taken.has(own); n += 1) own = other(n);
  taken.add(own);
  return own;
}

/** The log of inspections, by the shortest step at which anything is inspected. */
function inspections(clauses: readonly Source[]): DraftObligation[] {
  const asked = clauses.filter(({ topics }) => topics.includes('inspection'));
  const by = (words: RegExp) => asked.find(({ text }) => words.test(text));
  const steps: readonly [unit: Unit, words: RegExp, only?: string][] = [
    ['day', /每个?工作日/, 'working-days'],
    ['day', /每[日天班]|日检|逐日/],
    ['week', /每周|每星期/],
    ['month', /每月|每个月/],
    ['quarter', /每季/],
  ];
  for (const [unit, words, only] of steps) {
    const clause = by(words);
    if (clause === undefined) continue;
    const kept = only === undefined ? '' : `, only: ${only}`;
    const due =
      unit === 'day'
        ? '{ after: period-end, days: 1, time: "10:00", agreed: true }'
        : '{ after: period-end, days: 3, time: "17:00", agreed: true }';
    return [
      {
        ...{ id: 'inspection-log', code: 'XJ', name: '系统巡检日志', every: `{ unit: ${unit} }${kept}` },
        ...{ due, issueFrom: '{ rule: evidence }', clause: clause.id, paper: clause.paper },
      },
    ];
  }
  return [];
}

/** A report with its step and due time, where the words give both. */
function reportIn({ id, paper, text, topics }: Source & { intro: string }): DraftObligation[] {
  if (!topics.includes('report')) return [];
  const first = text.split('\n')[0] ?? '';
  // 日报（次日）、周报（每周一）: several documents are no single one.
  if (new Set(first.match(/[日周月季年]报/g)).size > 1) return [];
  const name = nameIn(first);
  const unit = unitOf(first, name);
  const due = unit === undefined ? undefined : dueOf(first, unit);
  if (name === '' || unit === undefined || due === undefined) return [];
  const isMonthly = unit === 'month' && /月报|月度(?:维护|运维|工作|服务)?报告|服务报告/.test(name);
  const isDaily = unit === 'day';
  const own = isMonthly ? 'monthly-maintenance' : isDaily ? 'daily-maintenance' : `${unit}-report`;
  const isPeriod = !isMonthly && !isDaily;
  return [
    {
      ...{ id: own, code: CODES[unit] ?? 'BG', name, every: `{ unit: ${unit} }`, due },
      ...(isPeriod ? { unit: 'period-report', sections: SECTIONS } : {}),
      ...(unit === 'year' && /服务年度/.test(first) ? { interval: 'service' } : {}),
      // What is due before its period ends may be issued on that day.
      issueFrom: /^\{ before/.test(due) ? due.replace(/time: .*$/, 'time: "00:00" }') : DAY_BEGINS,
      ...{ clause: id, paper },
    },
  ];
}

/** What stands before the due time, or is handed in: 运维月报, 本周加工进度表. */
function nameIn(text: string): string {
  const titled = /^([^，,：:（(。；]{2,16})[，,：:（(]/.exec(text)?.[1] ?? '';
  if (NAME.test(titled) && !/[前内]/.test(titled)) return titled.trim();
  const handed =
    /(?:提交|提供|报送|出具|编制|发出)(?:上[周月季年]|本[周月季年]|当[月日季]|前一日)?的?([^，。；、]{2,20})/.exec(
      text,
    )?.[1] ?? '';
  return NAME.exec(handed)?.[0] ?? '';
}

function unitOf(text: string, name: string): Unit | undefined {
  const all: readonly [unit: Unit, words: RegExp][] = [
    ['service', /(?:合同|服务|协议)期?满前|(?:合同|服务期)(?:结束|终止)前/],
    ['day', /日报|每日|每天|次日/],
    ['week', /周报|每周|本周|上周/],
    ['half-year', /半年/],
    ['quarter', /季/],
    ['month', /月报|月度|次月|每月|上月|当月/],
    ['year', /年/],
  ];
  return all.find(([, words]) => words.test(name))?.[0] ?? all.find(([, words]) => words.test(text))?.[0];
}

const rule = (shift: string, clock: string | undefined): string =>
  `{ ${shift}, time: "${(clock ?? '24:00').padStart(5, '0')}", agreed: false }`;
const counted = (digits = ''): number => numberOf(digits.replace('两', '二')) ?? 0;
const days = (unit = '', digits = ''): string => `${unit === '个工作日' ? 'workingDays' : 'days'}: ${counted(digits)}`;

/** How due times are written: of reports of which step, in which words, and what they come to. The first that fits holds. */
const DUES: readonly [
  units: readonly Unit[],
  words: RegExp,
  due: (found: readonly string[], text: string) => string,
][] = [
  [
    ['month'],
    new RegExp(`(次月|每月)(${CN})日${CLOCK}`),
    ([, which = '', day, clock], text) => {
      const isAfter = which === '次月' || /上月|上一月/.test(text) || counted(day) <= 15;
      return rule(`${isAfter ? 'after' : 'before'}: period-end, dayOfMonth: ${counted(day)}`, clock);
    },
  ],
  [
    ['week'],
    new RegExp(`周([${WEEKDAYS}])${CLOCK}`),
    ([, weekday = '', clock], text) => {
      const day = WEEKDAYS.indexOf(weekday) + 1;
      return rule(`${/上周/.test(text) || day <= 3 ? 'after' : 'before'}: period-end, weekday: ${day}`, clock);
    },
  ],
  [['day'], new RegExp(`次日${CLOCK}|每日${CLOCK}前`), ([, a, b]) => rule('after: period-end, days: 1', a ?? b)],
  [
    ['year'],
    new RegExp(`每年(\\d{1,2})月(\\d{1,2})日${CLOCK}`),
    ([, month = '', day = '', clock]) =>
      rule(`after: period-end, on: ["--${month.padStart(2, '0')}-${day.padStart(2, '0')}"]`, clock),
  ],
  [
    ['service'],
    new RegExp(`(?:期?满|结束|终止|届满)前(${CN})(个工作日|日|天)`),
    ([, n, unit]) => rule(`before: service-end, ${days(unit, n)}`, undefined),
  ],
  [
    ['quarter', 'half-year', 'year'],
    new RegExp(`(?:期?满|结束|终止|届满)前(${CN})(个工作日|日|天)`),
    ([, n, unit]) => rule(`before: period-end, ${days(unit, n)}`, undefined),
  ],
  [
    ['week', 'month', 'quarter', 'half-year', 'year'],
    new RegExp(`(?:次月|季度?后|结束后|期后|年后|次季)的?(${CN})(个工作日|日|天)内`),
    ([, n, unit]) => rule(`after: period-end, ${days(unit, n)}`, undefined),
  ],
];

function dueOf(text: string, unit: Unit): string | undefined {
  const plain = text.replace(/：(?=\d{2})/g, ':');
  for (const [units, words, due] of DUES) {
    const found = units.includes(unit) ? words.exec(plain) : null;
    if (found !== null) return due(found, plain);
  }
  return undefined;
}

/** The record of a fault, counted from its end, or of the levels that a part of the sentence names. */
function analysesIn({ id, paper, text, topics }: Source, levels: readonly DraftLevel[]): DraftObligation[] {
  if (!topics.includes('incident-record')) return [];
  const pattern = new RegExp(
    `(?:恢复|排除|修复|关闭|结束|处理完毕|发生)(?:之?后)?(?:的)?(${CN})(?:个)?(小时|工作日|日|天)内`,
    'g',
  );
  const parts = [...text.matchAll(pattern)];
  return parts.flatMap(({ 0: whole, 1: count = '', 2: unit = '', index }, n) => {
    const from = n === 0 ? 0 : (parts[n - 1]?.index ?? 0) + (parts[n - 1]?.[0].length ?? 0);
    const words = text.slice(from, index);
    const named = levels.filter((one) => words.includes(one.name) || words.includes(one.name.replace(/故障$/, '')));
    // Of what is neither a fault nor of a level, no record of faults is the sign.
    if (/发生/.test(whole) || (named.length === 0 && !/故障/.test(words))) return [];
    const amount = numberOf(count.replace('两', '二')) ?? 0;
    const shift =
      unit === '小时' ? `hours: ${amount}` : `${unit === '工作日' ? 'workingDays' : 'days'}: ${amount}, time: "24:00"`;
    return [
      {
        ...{ id: 'incident-analysis', code: 'GZ', name: '故障分析报告', every: '{ unit: event }' },
        ...(named.length === 0 ? {} : { eventLevels: named.map((one) => one.id) }),
        ...{
          due: `{ after: restoredAt, ${shift}, agreed: false }`,
          issueFrom: '{ rule: fields, fields: [restoredAt] }',
        },
        ...{ clause: id, paper },
      },
    ];
  });
}
