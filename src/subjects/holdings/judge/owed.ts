/**
 * 应做应有的事项: what the contract wants done, held or kept, thing by thing in one form, so that documents, pages, `status` and reminders read
 * one list. What each comes to is judged in its own room. Pure.
 */
import { type AskedBackup, keepClausesOf } from '../../../contract/terms/backups.ts';
import type { AskedCertificate } from '../../../contract/terms/certificates.ts';
import { type Activity, type Asking, requirementsOf, timesText } from '../../../contract/terms/requirements.ts';
import type { DateText } from '../../../contract/time.ts';
import type { OwedState } from '../../../states/owed.ts';
import { slotName } from '../../attendance/judge/attendance.ts';
import type { CertifiedDuty } from '../../attendance/judge/certificates.ts';
import type { KeptSet } from '../../recovery/judge/backup-kept.ts';

/** What is owed, with the word for one of it, and for what is not as it should be. */
export const owedKinds = {
  kept: { name: '备份保留', counter: '份', missed: '备份提前删除', unseen: '备份是否保留到期未证实' },
  certificate: { name: '持证上岗', counter: '班次', missed: '证书过期仍在岗', unseen: '在岗人员的证书未证实' },
  // What nobody wrote down of a period that is over is not done.
  activity: { name: '每期次数', counter: '项', missed: '应做的次数没有按期做满', unseen: '' },
} as const satisfies Record<string, { name: string; counter: string; missed: string; unseen: string }>;
export type OwedKind = keyof typeof owedKinds;

/** A row of the contract that asks for such things. */
export interface OwedRow {
  kind: OwedKind;
  id: string;
  name: string;
  /** What it asks for: `保留 30 日`. */
  asked: string;
  clauses: readonly string[];
}

export interface OwedThing {
  kind: OwedKind;
  /** Id of its row of the contract. */
  row: string;
  /** Which one: `MySQL 主库 2026-11-24（mysql-20261124-0200）`; what of it is alike in several, such as the object. */
  subject: string;
  object: string;
  /** On which it is decided; of what goes on the day until when. */
  day: DateText;
  state: OwedState;
  /** What was seen, in Chinese. */
  text: string;
  /** The records that tell of it. */
  records: readonly string[];
}

/** The rows of the contract in the order of the kinds. */
export function owedRows(contract: Asking): OwedRow[] {
  const { backups, certificates, activities } = requirementsOf(contract);
  return [...backups.flatMap(keptRow), ...certificates.map(certificateRow), ...activities.map(activityRow)];
}

const keptRow = (one: AskedBackup): OwedRow[] =>
  one.keepDays === undefined
    ? []
    : [
        {
          ...{ kind: 'kept', id: one.id, name: `${one.name}的保留`, asked: `保留 ${one.keepDays} 日` },
          clauses: keepClausesOf(one),
        },
      ];

const certificateRow = ({ id, name, clauses }: AskedCertificate): OwedRow => ({
  ...{ kind: 'certificate', id, name: `持${name}上岗`, asked: '在岗当日证书有效', clauses },
});

const activityRow = (one: Activity): OwedRow => ({
  ...{ kind: 'activity', id: one.id, name: one.name, asked: timesText(one), clauses: one.clauses },
});

const keptStates = { kept: 'met', early: 'missed', unseen: 'unseen', running: 'open' } as const;

/** @param assetName of an asset as printed */
export function keptThing(one: KeptSet, assetName: (asset: string) => string): OwedThing {
  const { asked, asset, day, sets, state, goneOn, freeOn, records } = one;
  return {
    ...{
      kind: 'kept',
      row: asked.id,
      subject: `${assetName(asset)} ${day}（${sets.join('、')}）`,
      object: assetName(asset),
    },
    ...{ day: goneOn ?? freeOn, state: keptStates[state], text: keptText(one), records },
  };
}

/** What became of a set, without its name. */
export function keptText({ asked, state, goneOn, freeOn, short, contradicted }: KeptSet): string {
  if (state === 'early') return `${goneOn} 已不在，应保留 ${asked.keepDays} 日至 ${freeOn}，提前 ${short} 日`;
  if (state === 'kept') return `保留满 ${asked.keepDays} 日`;
  if (state === 'running') return `${freeOn} 前不得删除`;
  return contradicted ? '登记为已删除，其后的清单仍有它，记录相互矛盾' : '保留期满，没有清单或删除记录证实保留到期';
}

const certificateStates = { valid: 'met', lapsed: 'missed', unknown: 'unseen' } as const;

/** One shift that somebody worked, and the certificate that it asked for. */
export function certificateThing(one: CertifiedDuty): OwedThing {
  const { asked, duty, post, state, certificate } = one;
  const { person, date } = duty;
  return {
    ...{ kind: 'certificate', row: asked.id, object: person },
    subject: `${person} ${date}${post === null ? '' : `（${slotName(post, null)}）`}`,
    ...{ day: date, state: certificateStates[state], text: certificateText(one) },
    records: [duty.id, ...(certificate === null ? [] : [certificate.id])],
  };
}

/** How a certificate stood on the day of duty, without whose it is. */
export function certificateText({ state, certificate, asked }: CertifiedDuty): string {
  if (certificate === null) return '没有登记在岗当日有效的证书，也没有登记已到期的，是否持证无从判断';
  if (state === 'valid') return `${certificate.id} 有效至 ${certificate.validUntil}`;
  const counts = asked.asAbsent === true ? '，按缺岗计' : '';
  return `${certificate.id} 已于 ${certificate.validUntil} 到期，没有登记换证${counts}`;
}

/** How many of some things stand how; what goes on is owed later. */
export function owedCounts(all: readonly OwedThing[]): Record<'owed' | OwedState, number> {
  const of = (state: OwedState): number => all.filter((one) => one.state === state).length;
  const [met, missed, unseen] = [of('met'), of('missed'), of('unseen')];
  return { owed: met + missed + unseen, met, missed, unseen, open: of('open') };
}
