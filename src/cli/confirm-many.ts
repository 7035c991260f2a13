/** `confirm --month` and `confirm --all-due`: a list of what differs, a question, then each of them. */

import { UserError } from '../contract/error.ts';
import { heldLine, notIssuedLine } from '../pipeline/issue/not-issued.ts';
import type { LookedDocument, ManyResult } from '../pipeline/signoff/confirm-many.ts';
import { askUnfinished, askYes } from './ask.ts';
import type { Asker } from './asker.ts';
import { print, type Shared, say, withSession } from './context.ts';
import { issueLines, notice } from './issuing.ts';

export interface ManyOptions {
  month?: string;
  person: string;
  reviewer?: string;
  remark?: string;
  reason?: string;
  /** Nobody is asked. */
  yes: boolean;
  /** Those are confirmed, too, of which something is not done or written. */
  unfinished: boolean;
}

/** @returns the exit code. @throws UserError when the person does not agree, or cannot be asked */
export async function confirmManyHere(
  common: Shared,
  { month, yes, unfinished, ...request }: ManyOptions,
): Promise<0 | 1> {
  const { lookAtMany, confirmMany } = await import('../pipeline/signoff/confirm-many.ts');
  const { measuresBeside } = await import('../desk/checks/measures.ts');
  const result = await withSession(common, async (session): Promise<ManyResult> => {
    const beside = measuresBeside(session.workspace.root, notice);
    const looked = await lookAtMany(session, { now: common.now, beside, ...(month === undefined ? {} : { month }) });
    for (const line of lookedLines(looked)) say(line);
    await requireAgreed(looked, yes);
    const known = unfinished || (await askKnown(looked, yes));
    return confirmMany(session, looked, {
      ...{ ...request, beside, now: common.now, notice },
      unfinished: () => Promise.resolve(known),
    });
  });
  const lines = result.confirmed.flatMap(({ obligation, period, id, issue }) => [
    `已确认 ${obligation} ${period}（${id}）`,
    ...issueLines(issue).map((line) => `  ${line.split('\n')[0]}`),
    ...issue.failed.map((one) => `  ${notIssuedLine(one)}`),
    ...issue.held.map((one) => `  ${heldLine(one)}`),
  ]);
  const left = result.left.map(({ obligation, period, reason }) => `没有确认 ${obligation} ${period}：${reason}`);
  print(common, result, [...lines, ...left, `共确认 ${result.confirmed.length} 份，没有确认 ${left.length} 份`]);
  const short = result.confirmed.some(({ issue }) => issue.failed.length + issue.held.length > 0);
  return short || left.length > 0 ? 1 : 0;
}

/** What is unusual first, the plain ones in one line. */
export function lookedLines(looked: readonly LookedDocument[]): string[] {
  const nameOf = ({ name, periodText }: LookedDocument): string => `${name} ${periodText}`;
  const refused = looked.filter((one) => one.refused !== null);
  const able = looked.filter((one) => one.refused === null);
  const isPlain = ({ unusual, mustSee, unfinished }: LookedDocument): boolean =>
    unusual.length + mustSee.length === 0 && unfinished === null;
  const notDone = able.filter(({ unfinished }) => unfinished !== null).length;
  const plain = able.filter(isPlain);
  return [
    ...able
      .filter((one) => !isPlain(one))
      .flatMap((one) => [
        nameOf(one),
        ...[...one.unusual, ...one.mustSee].map((text) => `  ${text}`),
        ...(one.unfinished === null ? [] : [`  没有做完：${one.unfinished}`]),
      ]),
    ...refused.map((one) => `${nameOf(one)}\n  不能确认：${one.refused}`),
    ...(plain.length === 0 ? [] : [`与平常无异的 ${plain.length} 份：${plain.map(nameOf).join('、')}`]),
    ...(notDone > 0 ? [`没有做完的 ${notDone} 份：仍要一并确认的，加 --unfinished，或在终端回答`] : []),
    `将确认 ${able.length} 份${refused.length > 0 ? `，不能确认 ${refused.length} 份` : ''}`,
  ];
}

async function requireAgreed(looked: readonly LookedDocument[], yes: boolean): Promise<void> {
  const count = looked.filter(({ refused }) => refused === null).length;
  if (yes || (process.stdin.isTTY && (await askAgreed(count)))) return;
  throw new UserError('没有确认任何一份', {
    found: process.stdin.isTTY ? '没有同意' : '不能询问',
    expected: '看过上面所列，同意全部确认',
    hint: '看过后运行同一命令并加 --yes；只确认其中几份的，逐份 confirm',
  });
}

/** Those that are not done are confirmed only by whoever says that they know it; who cannot be asked has not said so. */
async function askKnown(looked: readonly LookedDocument[], yes: boolean): Promise<boolean> {
  const count = looked.filter(({ refused, unfinished }) => refused === null && unfinished !== null).length;
  if (count === 0 || yes || !process.stdin.isTTY) return false;
  return askUnfinished(`其中 ${count} 份没有做完，见上`);
}

export const askAgreed = (count: number, asker?: Asker): Promise<boolean> =>
  askYes(`以上已看过，确认这 ${count} 份？（y=是；直接回车不办理）：`, asker);
