/** Keeps what a person answered of one group: all of it, or nothing when something is wrong. */
import { UnseenError, UserError } from '../../contract/error.ts';
import { compareInstants } from '../../contract/time.ts';
import type { Session } from '../../pipeline/session.ts';
import type { Actor } from '../actor.ts';
import { type CheckDrafts, type KeptAnswer, type KeptPhoto, withDrafts } from './drafts.ts';
import {
  type CheckAnswer,
  type ManualGroup,
  type ManualRow,
  manualGroups,
  resultWords,
  timeText,
} from './manual-rows.ts';
import { type CheckFile, dropFiles, takePhotos } from './photos.ts';
import { instantIn, type Round, roundOf } from './rounds.ts';

export interface CheckFill {
  period: string;
  group: string;
  /** ISO instant at which the page was made on which the person answered: what others answered since is not theirs. */
  seen: string;
  /** Empty: now. `09:20`. */
  time: string;
  /** Of a round of several days; empty: its day. */
  day: string;
  /** Empty: the person of the account. */
  by: string;
  rows: readonly {
    key: string;
    result: CheckAnswer | '';
    value: string;
    note: string;
    /** Optional, and only of an abnormal row. */
    measure: string;
  }[];
  /** Photos of one row. */
  photos: { key: string; files: readonly CheckFile[] } | null;
  /** When those were taken of which the file does not say it: `09:20`; empty where nobody said. */
  photoTime: string;
  /** Photos to take away again. */
  dropped: readonly number[];
  /** 全部正常，除…: rows without an answer are normal. Refused before the person was shown the group. */
  restNormal: boolean;
}

type Said = CheckFill['rows'][number];

/** One answer in its surroundings. */
interface Filling {
  round: Round;
  actor: Actor;
  now: string;
  given: CheckFill;
}

/** See `checksCalls`. */
export async function fill(session: Session, actor: Actor, now: string, given: CheckFill): Promise<void> {
  const { root } = session.workspace;
  const round = await roundOf(session, now, given.period);
  const group = (await manualGroups(session, round, now)).find(({ id }) => id === given.group);
  if (group === undefined) {
    throw new UserError('没有这一组检查', {
      found: given.group,
      expected: '页面上的一组',
      hint: '刷新后再填；没有保存',
    });
  }
  const open = group.rows.filter(({ saved }) => saved === null);
  const saidAt = (): string => photoTime(round, given, now);
  const photos = await takePhotos(root, given, open, saidAt, now);
  const said = new Map(given.rows.map((row) => [row.key, row]));
  const keepAll = (drafts: CheckDrafts): KeptPhoto[] => {
    const kept = new Map(drafts.answers(round.period).map((one) => [one.row, one]));
    const seen = drafts.opened(round.period, actor.account);
    if (given.restNormal && !open.every(({ key }) => seen.has(key))) throw notOpened(group);
    const nexts = open.map((row) =>
      nextAnswer(row, said.get(row.key), kept.get(row.key), { round, actor, now, given }),
    );
    for (const [n, next] of nexts.entries()) {
      if (next === 'none') drafts.drop(round.period, open[n]?.key as string);
      else if (next !== 'same') drafts.keep(round.period, next);
    }
    const keys = open.map(({ key }) => key);
    keepMeasures(drafts, keys, said, { round, actor, now, given });
    for (const photo of photos) drafts.addPhoto(round.period, { ...photo, account: actor.account, keptAt: now });
    const gone = drafts
      .photos(round.period)
      .filter(({ id, row }) => given.dropped.includes(id) && open.some(({ key }) => key === row));
    for (const { row, id } of gone) drafts.dropPhoto(round.period, row, id);
    return gone;
  };
  try {
    await dropFiles(root, withDrafts(root, keepAll));
  } catch (error) {
    await dropFiles(root, photos);
    throw error;
  }
}

/** @throws UserError where nobody said it, or it is no time of the round */
function photoTime(round: Round, { photoTime: time, day }: CheckFill, now: string): string {
  if (time !== '') return instantIn(round, time, day, now);
  throw new UserError('照片没有写明拍摄时间', {
    ...{ at: '拍摄时间', found: '照片里没有记', expected: '时:分，例如 09:20' },
    hint: '在照片旁写明后再保存；没有保存',
  });
}

/** 处理措施 of rows that were called abnormal; of any other row there is none. */
function keepMeasures(
  drafts: CheckDrafts,
  keys: readonly string[],
  said: ReadonlyMap<string, Said>,
  { round, actor, now, given }: Filling,
): void {
  const before = new Map(drafts.measures(round.period).map((one) => [one.row, one]));
  for (const row of keys) {
    const typed = said.get(row);
    if (typed === undefined || typed.result === '') continue;
    const measure = typed.result === 'abnormal' ? typed.measure : '';
    const kept = before.get(row);
    // What somebody else wrote since is not taken back by a page on which it did not stand yet.
    if (measure === '' && kept !== undefined && isOthers(kept, actor, given)) continue;
    drafts.keepMeasure(round.period, { row, measure, account: actor.account, keptAt: now });
  }
}

/** What stands of a row afterwards. @throws UserError when the answer is incomplete, or somebody else gave another meanwhile */
function nextAnswer(
  row: ManualRow,
  typed: Said | undefined,
  kept: KeptAnswer | undefined,
  { round, actor, now, given }: Filling,
): KeptAnswer | 'same' | 'none' {
  // A row that the page did not have was not left out by the person.
  if (typed === undefined && !given.restNormal) return 'same';
  const said = typed ?? { key: row.key, result: '', value: '', note: '', measure: '' };
  const result = said.result !== '' ? said.result : given.restNormal ? 'normal' : '';
  if (kept !== undefined && isOthers(kept, actor, given)) return besideOthers(row, kept, said, round);
  if (result === '') return unanswered(row, said);
  const stands = kept !== undefined && isSame(kept, { ...said, result });
  // An answer of before stays as it is unless the person says another time or name.
  if (stands && given.time === '' && given.by === '') return 'same';
  const before = stands ? kept : undefined;
  return {
    ...{ row: row.key, result, value: said.value, note: said.note, account: actor.account, keptAt: now },
    person: given.by !== '' ? given.by : (before?.person ?? actor.name),
    at: before !== undefined && given.time === '' ? before.at : instantIn(round, given.time, given.day, now),
  };
}

/** What was left open stays as the other person answered it. */
function besideOthers(row: ManualRow, kept: KeptAnswer, said: Said, round: Round): 'same' {
  if (said.result === '' || isSame(kept, said)) return 'same';
  throw answeredMeanwhile(row, kept, round);
}

function unanswered(row: ManualRow, { value, note, measure }: Said): 'none' {
  if (value === '' && note === '' && measure === '') return 'none';
  throw withoutResult(row);
}

const isSame = (kept: KeptAnswer, { result, value, note }: Said): boolean =>
  kept.result === result && kept.value === value && kept.note === note;

/** Somebody else answered it after this person's page was made. */
const isOthers = (
  { account, keptAt }: Pick<KeptAnswer, 'account' | 'keptAt'>,
  actor: Actor,
  { seen }: CheckFill,
): boolean => account !== actor.account && (seen === '' || compareInstants(keptAt, seen) > 0);

const answeredMeanwhile = ({ targetName, label }: ManualRow, kept: KeptAnswer, round: Round): UserError =>
  new UserError('这一项刚由他人填写，与您填的不同', {
    at: `${targetName} ${label}`,
    found: [`${kept.person} ${timeText(kept.at, round)}：${resultWords[kept.result]}`, kept.value, kept.note]
      .filter((text) => text !== '')
      .join('，'),
    expected: '核对后再保存：再次保存即以您填的为准；要保留他人填的，重新打开这一组',
    hint: '没有保存',
  });

const notOpened = ({ place, kind }: ManualGroup): UserError =>
  new UnseenError('这一组还没有打开看过，不能整组填为正常', {
    ...{ at: `${place} ${kind}`, found: '没有打开', expected: '打开这一组，逐项看过后再填' },
    hint: '没有保存',
  });

const withoutResult = ({ targetName, label }: ManualRow): UserError =>
  new UserError('写了情况，没有选结果', {
    ...{ at: `${targetName} ${label}`, found: '（未选）', expected: '正常、异常或不适用' },
    hint: '选定后再保存；没有保存',
  });
