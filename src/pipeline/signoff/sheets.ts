/** 纸质补录 in a confirmation: what was seen on the day and is written down on a later one needs the sheet on which it was noted. */

import { UserError } from '../../contract/error.ts';
import type { ManualResult } from '../../records/reading.ts';
import type { Attachment } from '../../records/record.ts';
import { isFromPaper } from '../../subjects/inspections/judge/day.ts';
import { confirmationOf } from '../collect/judged-day.ts';
import { fileDoor } from '../contacts.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import { type ReadAttachment, readAttachment } from '../record/attachment.ts';
import type { Session } from '../session.ts';
import type { Answers } from './answers.ts';

interface Paper {
  obligation: string;
  period?: string;
  manual?: readonly ManualResult[];
  sheets?: readonly string[];
  shown?: string;
  now: string;
}

/** @throws UserError when manual results that are told now come from paper and no scan of it is given */
export async function sheetsOf(
  session: Session,
  { manual = [], sheets = [], shown, now, obligation, period }: Paper,
): Promise<ReadAttachment[]> {
  const late = manual.findIndex((row) => isFromPaper({ at: row.at, enteredAt: now }));
  const row = manual[late];
  if (row !== undefined && sheets.length === 0) {
    throw new UserError('事后录入的人工检查没有纸质巡检表的扫描件', {
      ...(shown === undefined ? {} : { file: shown }),
      at: `manual[${late}]（人工检查结果）`,
      found: `check: ${row.check}，target: ${row.target}`,
      expected: '当日确认；或附纸质巡检表的扫描件（纸质补录）',
      hint: `opsledger confirm ${obligation} ${period ?? '期次'} --by 姓名 --from 文件 --sheet 扫描件；没有保存，也没有签发`,
    });
  }
  return Promise.all(
    sheets.map((file) => readAttachment(fileDoor(session), file, { takenAt: now, proof: 'paper-sheet' })),
  );
}

/** Of the confirmation before, whose answers stand again: the sheets that prove them. */
export async function earlierSheets(
  session: Session,
  { occurrence }: PlannedOccurrence,
  { manual = [] }: Answers,
): Promise<Attachment[]> {
  if (!manual.some(isFromPaper)) return [];
  const last = await confirmationOf(session, occurrence.period);
  return (last?.attachments ?? []).filter((one) => one.proof === 'paper-sheet' && one.withdrawn === undefined);
}
