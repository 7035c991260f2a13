/** Many documents handed over at once: one act, one record each, all of those that are named or none. */
import { formatDateTime } from '../../../contract/time.ts';
import type { DocumentLine } from '../../../desk/documents/lines.ts';
import { mayDo, type Viewer } from '../../request/viewer.ts';
import type { Answer, SignedIn } from '../_page.ts';
import { actorOf, isTheirs } from './forms.ts';
import { isUndelivered, said } from './one-document.ts';

/** A choice of the list beside the months: what was issued and nobody handed over. */
export const UNDELIVERED = 'undelivered';

export const mayDeliver = (viewer: Viewer, line: DocumentLine): boolean =>
  mayDo(viewer, 'deliver') && isTheirs(viewer, line) && isUndelivered(line);

/** Numbers that a message names. */
const NAMED = 3;

/**
 * The form names documents by number or by obligation and period (`document`), or with `all` every one that was listed (`listed`).
 * @throws UserError as the command `deliver`: nothing is saved then
 */
export async function deliverMany({ viewer, desk, form, now }: SignedIn): Promise<Answer> {
  const names = form.texts(form.text('all') === 'yes' ? 'listed' : 'issued');
  const back = `/desk/documents?month=${encodeURIComponent(form.text('month') || UNDELIVERED)}`;
  if (names.length === 0) return { to: back, done: '没有选中文档，没有登记送达' };
  const lines = await desk.documents.list(now, true);
  const isOther = (name: string): boolean => {
    const line = lines.find(
      ({ issued, obligation, period }) => issued?.number === name || `${obligation}/${period}` === name,
    );
    return line !== undefined && !isTheirs(viewer, line);
  };
  const others = names.filter(isOther);
  if (others.length > 0) {
    const text = `${others.join('、')} 不在您的角色可以办理的文档之内，一份也没有登记；请去掉后再办理`;
    return { page: 'problem', title: '无权进行此操作', data: { text }, status: 403 };
  }
  const { via, happenedAt, remark } = said(form, now);
  const numbers = await desk.documents.deliver({
    documents: names,
    ...{ actor: actorOf(viewer), via, happenedAt, remark, now },
  });
  const rest = numbers.length > NAMED ? ` 等 ${numbers.length} 份` : '';
  const named = `${numbers.slice(0, NAMED).join('、')}${rest}`;
  return { to: back, done: `已登记送达 ${named}（${formatDateTime(happenedAt || now)}）` };
}
