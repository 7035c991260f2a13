/** One rule of a penalty scheme: it holds what its ground and its count need, and names what there is. Pure. */
import {
  isInSteps,
  type PenaltyCount,
  type PenaltyGround,
  type PenaltyRule,
  penaltyCounts,
  penaltyGrounds,
} from '../terms/penalties.ts';
import { keepsBackups, requirementsOf } from '../terms/requirements.ts';
import { type BundleParts, type BundleProblem, bundleFiles } from './bundle-parts.ts';
import { countingProblems } from './check-availability.ts';
import { fallingBounds, found, oneBound, unknown, unknownClausesOf } from './named.ts';

const file = bundleFiles.contract;
const ABSENT = '（缺少）';

/** How each ground can count. */
const countsOf: Readonly<Record<PenaltyGround, readonly PenaltyCount[]>> = {
  'over-limit': ['occurrence', 'incident', 'step', 'whole-step', 'day', 'period'],
  attendance: ['person-day', 'day', 'period'],
  document: ['occurrence', 'late-day', 'day-begun', 'period'],
  activity: ['occurrence', 'period'],
  quota: ['occurrence', 'period'],
  repeat: ['occurrence', 'period'],
  backup: ['occurrence', 'day', 'period'],
  kept: ['occurrence', 'day', 'period'],
  certificate: ['occurrence', 'day', 'period'],
  availability: ['occurrence', 'period'],
  permit: ['occurrence', 'day', 'period'],
  exception: ['occurrence', 'day', 'period'],
  assessed: ['occurrence'],
};

/** Limits that a rule may be about: those that a fault's clocks judge. */
const limitTopics = ['response', 'remote-start', 'arrival', 'restoration', 'incident-record', 'notice'];

/** Keys that belong to some grounds alone; elsewhere they would say nothing. */
const keysOf: Readonly<Partial<Record<keyof PenaltyRule, readonly PenaltyGround[]>>> = {
  topics: ['over-limit', 'exception'],
  levels: ['over-limit', 'repeat'],
  kinds: ['attendance', 'document', 'backup', 'activity'],
  posts: ['attendance'],
  obligations: ['document'],
  activities: ['activity'],
  quotas: ['quota'],
  backups: ['backup', 'kept'],
  certificates: ['certificate'],
  withinDays: ['repeat'],
  graceMinutes: ['document'],
  assets: ['availability'],
  of: ['availability'],
  window: ['availability'],
  interval: ['availability'],
  maintenance: ['availability'],
  bands: ['availability'],
  months: ['availability'],
  incidents: ['availability'],
};

/** @param at where the rule stands */
export function checkRule(rule: PenaltyRule, at: string, parts: BundleParts): BundleProblem[] {
  return [
    ...unknownClausesOf(parts.contract, `${at}.clauses`, rule.clauses),
    ...countProblems(rule, at),
    ...strangeKeys(rule, at),
    ...groundProblems(rule, at, parts),
    ...(rule.bands ?? []).flatMap((band, n) => oneBound(band, file, `${at}.bands[${n}]`)),
    ...fallingBounds(rule.bands ?? [], file, `${at}.bands`),
    ...unknownNames(rule, at, parts),
    ...(rule.on === 'availability' ? countingProblems(rule, rule.window, at, parts) : []),
  ];
}

function countProblems({ on, per, stepMinutes }: PenaltyRule, at: string): BundleProblem[] {
  const allowed = countsOf[on].map((one) => `${one} ${penaltyCounts[one]}`).join('、');
  const step = stepMinutes === undefined ? ABSENT : String(stepMinutes);
  const inSteps = isInSteps(per);
  return [
    ...found(!countsOf[on].includes(per), file, `${at}.per`, per, `“${penaltyGrounds[on]}”可按 ${allowed} 计`),
    ...found(inSteps && !((stepMinutes ?? 0) > 0), file, `${at}.stepMinutes`, step, '每档的分钟数，1 起'),
    ...found(
      !inSteps && stepMinutes !== undefined,
      file,
      `${at}.stepMinutes`,
      step,
      '只用于按每档（step、whole-step）计的规则',
    ),
  ];
}

/** Keys that mean nothing on this ground: whoever wrote them expects something of them. */
function strangeKeys(rule: PenaltyRule, at: string): BundleProblem[] {
  return (Object.keys(keysOf) as (keyof PenaltyRule)[])
    .filter((key) => rule[key] !== undefined && !keysOf[key]?.includes(rule.on))
    .map((key) => {
      const own = (keysOf[key] ?? []).map((one) => `${one}（${penaltyGrounds[one]}）`).join('、');
      return { file, at: `${at}.${key}`, found: rule.on, expected: `${key} 只用于 ${own}` };
    });
}

function groundProblems(rule: PenaltyRule, at: string, { contract }: BundleParts): BundleProblem[] {
  const { on, amount, bands = [], topics = [], withinDays } = rule;
  const { posts, activities, backups, certificates } = requirementsOf(contract);
  const byBand = on === 'availability';
  const byHand = on === 'assessed';
  const limits = on === 'over-limit';
  return [
    ...found(byBand && bands.length === 0, file, `${at}.bands`, ABSENT, '可用率的各档'),
    ...found(byBand && amount !== undefined, file, `${at}.amount`, String(amount), '可用率的扣减写在各档（bands）中'),
    ...found(
      byHand && amount !== undefined,
      file,
      `${at}.amount`,
      String(amount),
      '扣减由评定记录写明，上限写 capEach、cap',
    ),
    ...found(!byBand && !byHand && amount === undefined, file, `${at}.amount`, ABSENT, '每次扣减多少'),
    ...found(limits && topics.length === 0, file, `${at}.topics`, ABSENT, `哪些时限：${limitTopics.join('、')}`),
    ...(limits ? topics : []).flatMap((topic, n) =>
      unknown(file, `${at}.topics[${n}]`, topic, limitTopics, '有时限的事项'),
    ),
    ...found(on === 'attendance' && posts.length === 0, file, `${at}.on`, on, '先在 requirements.posts 写明岗位'),
    ...found(
      on === 'activity' && activities.length === 0,
      file,
      `${at}.on`,
      on,
      '先在 requirements.activities 写明事项',
    ),
    ...found(on === 'backup' && backups.length === 0, file, `${at}.on`, on, '先在 requirements.backups 写明备份'),
    ...found(
      on === 'kept' && !keepsBackups(contract),
      file,
      `${at}.on`,
      on,
      '先在 requirements.backups 写明保留几日（keepDays）',
    ),
    ...found(
      on === 'certificate' && certificates.length === 0,
      file,
      `${at}.on`,
      on,
      '先在 requirements.certificates 写明在岗须持的证书',
    ),
    ...found(
      on === 'repeat' && !((withinDays ?? 0) > 0),
      file,
      `${at}.withinDays`,
      withinDays === undefined ? ABSENT : String(withinDays),
      '几日内再次发生的是重复故障，1 起',
    ),
    ...found(on === 'quota' && (contract.quotas ?? []).length === 0, file, `${at}.on`, on, '先在 quotas 写明限额'),
  ];
}

type ListKey = 'levels' | 'posts' | 'obligations' | 'activities' | 'backups' | 'certificates' | 'quotas' | 'assets';

function unknownNames(rule: PenaltyRule, at: string, parts: BundleParts): BundleProblem[] {
  const { contract, assets } = parts;
  const { posts, activities, backups, certificates } = requirementsOf(contract);
  const idsOf = (all: readonly { id: string }[]): string[] => all.map(({ id }) => id);
  const known: Readonly<Record<ListKey, [ids: string[], what: string]>> = {
    levels: [idsOf(contract.levels), '故障级别'],
    posts: [idsOf(posts), 'requirements.posts 中的岗位'],
    obligations: [idsOf([...parts.obligations, ...parts.registers, ...parts.written]), '交付义务'],
    activities: [idsOf(activities), 'requirements.activities 中的事项'],
    backups: [idsOf(backups), 'requirements.backups 中的备份'],
    certificates: [idsOf(certificates), 'requirements.certificates 中的证书'],
    quotas: [idsOf(contract.quotas ?? []), 'quotas 中的限额'],
    assets: [idsOf(assets), `${bundleFiles.assets} 中的资产编号`],
  };
  return (Object.keys(known) as ListKey[]).flatMap((key) =>
    (rule[key] ?? []).flatMap((id, n) => unknown(file, `${at}.${key}[${n}]`, id, ...known[key])),
  );
}
