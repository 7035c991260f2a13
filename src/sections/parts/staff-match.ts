/**
 * 与备案表核对: whether the people who were on duty are those of the filing, in one sentence by what the table below it counts. Who was only
 * rostered was not seen there; who is named in the text of the filing alone may stand in under its conditions, which a reader has to
 * hold against the shifts. Pure.
 */

import type { Block } from '../../report/site-model.ts';
import type { StaffMember } from '../../subjects/attendance/judge/staff.ts';
import { namesText } from '../../wording/words.ts';

/** People that a sentence names; the table has all. */
const NAMED = 3;

type Told = readonly StaffMember[];

/** By a record of their own shift, or by that of the one for whom they stood in. */
const isThere = ({ there, odd }: StaffMember): boolean => there > 0 || odd.stood.length > 0;

/** `2 人（甲、乙）` */
const counted = (list: Told): string => `${list.length} 人（${listed(list)}）`;
const listed = (list: Told): string =>
  namesText(
    list.map(({ name }) => name),
    '人',
    NAMED,
  );

/** null: no filing was issued, so that there is nothing to hold anybody against. */
export function staffMatchNote(staff: Told): Extract<Block, { type: 'note' }> | null {
  if (staff.some(({ filed }) => filed === null)) return null;
  const there = staff.filter(isThere);
  const unseen = staff.filter((one) => !isThere(one) && one.shifts > 0);
  const idle = staff.filter((one) => !isThere(one) && one.shifts === 0);
  const strange = there.filter(({ filed }) => filed === 'none');
  const rostered = unseen.filter(({ filed }) => filed === 'none');
  const inText = there.filter(({ filed }) => filed === 'text');
  const rest = [
    ...(rostered.length === 0 ? [] : [`排了班而备案表没有的 ${counted(rostered)}`]),
    ...(unseen.length === 0 ? [] : [`有排班而没有签到的 ${counted(unseen)}，是否在岗无从对照`]),
    ...(idle.length === 0 ? [] : [`已备案而没有班次记录的 ${counted(idle)}`]),
  ];
  const isOdd = strange.length + rostered.length > 0;
  const isOpen = there.length === 0 || inText.length + unseen.length > 0;
  const lead = isOdd ? '不一致' : isOpen ? '不能全部对应' : '一致';
  return {
    type: 'note',
    tone: isOdd ? 'abnormal' : isOpen ? 'attention' : 'normal',
    text: `与备案表核对：${lead}。${answer(there, strange, inText)}${rest.length === 0 ? '' : `另有：${rest.join('；')}。`}`,
  };
}

/** Of those who were there. */
function answer(there: Told, strange: Told, inText: Told): string {
  if (there.length === 0) return '没有到岗登记，无从对照。';
  const unfiled = strange.length === 0 ? '没有备案表以外的人' : `${counted(strange)}备案表没有`;
  const text = inText.length === 0 ? '' : `，${counted(inText)}只在备案表正文写明，是否合其条件须与班次对照`;
  return `有到岗登记的 ${there.length} 人中，${unfiled}${text}。`;
}
