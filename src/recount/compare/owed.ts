/**
 * What a document owes: every figure that was counted for it and comes to something stands in it, and some do that come to nothing.
 * What it leaves out on purpose has a rule here, with its reason.
 */
import { balanceOf } from '../balance.ts';
import type { Counted, Figures } from '../counted.ts';
import { judgedDues, keyIn } from '../counted-deliveries.ts';
import type { Data } from '../data.ts';
import { ownUnit } from '../units.ts';
import type { World } from '../world.ts';
import { listedChoices } from './listed-choices.ts';

/** Ids of the figures that the document has to print. */
export function owedIn(world: World, counted: Figures): string[] {
  const unit = isRegister(world) ? 'register' : ownUnit(world);
  const always = (ALWAYS[unit] ?? []).filter((id) => !IF_ASKED.test(id) || counted[id] !== undefined);
  const something = Object.entries(counted).filter(([, value]) => isSomething(value));
  const left = LEFT_OUT.filter(({ units }) => units === undefined || units.test(unit));
  const isLeftOut = (id: string): boolean =>
    left.some(({ ids, where }) => ids.test(id) && (where === undefined || where(world, counted, id)));
  const owed = something.map(([id]) => id).filter((id) => !isLeftOut(id));
  return [...new Set([...always, ...listedChoices(world, counted), ...owed])];
}

const isRegister = ({ registers, manifest }: World): boolean => registers.some((one) => one.id === manifest.obligation);

const isSomething = (value: Counted): boolean =>
  value !== null && (typeof value === 'number' ? value !== 0 : value.denominator !== 0);

/** Figures that a document always has, even of nothing. */
const ALWAYS: Readonly<Record<string, readonly string[]>> = {
  'inspection-log': ['checks.total', 'checks.normal', 'checks.abnormal'],
  'monthly-maintenance': [
    ...['deliveries.owed', 'deliveries.gaps', 'incidents.total', 'inspection.days', 'inspection.confirmed'],
    ...['attendance.rate', 'backups.total', 'calls.count', 'findings.waiting', 'permits.breaches'],
  ],
};

/** What a contract may not ask for. */
const IF_ASKED = /^(attendance|permits)\./;

interface LeftOut {
  /** Of these units; without it of all. */
  units?: RegExp;
  ids: RegExp;
  reason: string;
  /** Only there. */
  where?(world: World, counted: Figures, id: string): boolean;
}

/** What was counted, and is not printed, and why. */
const LEFT_OUT: readonly LeftOut[] = [
  { units: /^period-report$/, ids: /./, reason: '各期报告的内容由合同选定：没有选的主题不印' },
  { ids: /^deliveries\.on-time-received$/, reason: '只在以签收为准时印出' },
  {
    ids: /^deliveries\.(?!owed$|gaps$)/,
    reason: '完成表只有一行时没有合计行',
    where: (world) => new Set(countedDues(world).map(({ obligation }) => cadenceOf(obligation))).size < 2,
  },
  {
    ids: /^systems\./,
    reason: '没有用户事项、故障的系统可以不列',
    where: (_, counted, id) =>
      !['asked', 'faults'].some((one) => isOver(counted[id.replace(/^systems\.[a-z]+/, `systems.${one}`)])),
  },
  { units: /^register$/, ids: /^oncall\./, reason: '登记表的出勤只列驻场，值守天数由月报印出' },
  {
    units: /^incident-analysis$/,
    ids: /^clock\.(arrival|remote-start)$/,
    reason: '远程与到场以一项为准时由诊断启动列出，另一项可以不列',
  },
  {
    units: /^monthly-maintenance$/,
    ids: /^findings\.(by-(asset|level)\..+|new|fixed|waiting\.(critical|high|medium|low))$/,
    reason: '月报只印各状态与等级的合计，逐资产、逐等级的待修复由漏洞评估印出',
  },
  {
    units: /^vulnerability-assessment$/,
    ids: /^findings\.(fixed-late|waiting\.severe|(new|continuing|reopened|fixed|accepted|false-positive|waiting)\.(critical|high|medium|low))$/,
    reason: '按等级的各状态印在对比表和等级表内，另有编号',
  },
  {
    units: /^service-review$/,
    ids: /^((alerts|certificates|expenses|operations|oncall|outages|owed|satisfaction|scans)\.|attendance\.(?!rate$)|availability\.(?!overall$|with-maintenance$)|backups\.(?!count$|failed$)|findings\.(?!waiting\.severe$)|inspection\.(?!days$))|\.done$/,
    reason: '总结只印各主题的汇总，明细由各期月报印出',
  },
  {
    units: /^service-review$/,
    ids: /^instalments\./,
    reason: '合同选定的章节中没有分期付款',
    where: ({ obligations, manifest }) =>
      obligations.find(({ id }) => id === manifest.obligation)?.sections?.includes('instalments') === false,
  },
];

const countedDues = (world: World) => {
  const { counts } = balanceOf(world);
  return judgedDues(world).flatMap(({ due }) => (counts(keyIn(due)) ? [due] : []));
};

const cadenceOf = ({ cadence, every }: Data): string => cadence ?? JSON.stringify(every);

const isOver = (value: Counted | undefined): boolean => typeof value === 'number' && value > 0;

/** The unit in which lines of a register are counted; undefined of what has none of its own. */
export function unitOf({ registers, manifest }: World, id: string): string | undefined {
  const [, no] = /^lines\.(\d+)$/.exec(id) ?? [];
  const register: Data = registers.find((one) => one.id === manifest.obligation);
  if (no === undefined || register === undefined) return undefined;
  const { kind } = [register, ...(register.more ?? [])][Number(no) - 1] ?? {};
  return kind === 'asset' ? '项' : ['manifest', 'delivered'].includes(kind) ? '份' : '条';
}
