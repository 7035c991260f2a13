/** What the forms of documents say, as the desk takes it; and who may act on which document. Pure. */

import { inScope } from '../../../contract/acts.ts';
import { notAhead } from '../../../contract/fast-clock.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { formatDateTime } from '../../../contract/time.ts';
import type { Actor } from '../../../desk/actor.ts';
import type { JobItem } from '../../../desk/documents/jobs.ts';
import type { DocumentLine } from '../../../desk/documents/lines.ts';
import type { ConfirmOrder } from '../../../desk/documents/work.ts';
import type { FormValues } from '../../../forms/form-values.ts';
import { receiptWords } from '../../../states/receipt.ts';
import { mayDo, type Viewer } from '../../request/viewer.ts';
import { toneClasses } from '../parts/tone-classes.ts';

/** The person as records keep them; only an account of the purchaser's own vouches for what it does. */
export const actorOf = ({ name, account, role }: Viewer): Actor => ({
  ...{ name, account },
  channel: role.side === 'purchaser' ? 'purchaser' : 'desk',
});

/** Whether it is one of those that the viewer's role confirms and issues. */
export const isTheirs = ({ role }: Viewer, { obligation, kind }: Pick<DocumentLine, 'obligation' | 'kind'>): boolean =>
  inScope(role.documents, obligation, kind);

export const mayConfirm = (viewer: Viewer, line: DocumentLine): boolean =>
  mayDo(viewer, 'confirm') && isTheirs(viewer, line);

/** `desk/documents/<obligation>/<period>` */
export const documentHref = ({ obligation, period }: Pick<DocumentLine, 'obligation' | 'period'>): string =>
  `/desk/documents/${encodeURIComponent(obligation)}/${encodeURIComponent(period)}`;

/** 处理措施 of the open rows: fields `check.0`, `target.0`, `instance.0`, `action.0`, `permit.0` and so on. */
export function measuresIn(form: FormValues): ConfirmOrder['measures'] {
  const rows = form.names().flatMap((name) => /^check\.(\d+)$/.exec(name)?.[1] ?? []);
  return rows.map((n) => ({
    check: form.text(`check.${n}`),
    target: form.text(`target.${n}`),
    instance: form.text(`instance.${n}`) || null,
    action: form.text(`action.${n}`),
    permit: form.text(`permit.${n}`),
  }));
}

/** What was said in a form, for the same form when it was refused. */
export const saidIn = (form: FormValues) => ({
  reviewer: form.text('reviewer'),
  remark: form.text('remark'),
  summary: form.text('summary'),
  reason: form.text('reason'),
  via: form.text('via'),
  at: form.text('at'),
});

/** Value of a `datetime-local` field at the contract's clock, as ISO. @param now whose offset holds */
export const instantOf = (local: string, now: string): string => {
  const [, offset = ''] = /([+-]\d\d:\d\d|Z)$/.exec(now) ?? [];
  if (local === '') return '';
  const text = `${local.length === 'yyyy-mm-ddThh:mm'.length ? `${local}:00` : local}${offset}`;
  const at = parseInstant(text);
  // What cannot be read is told by whoever reads it.
  return at === undefined ? text : notAhead(at, now);
};

/** ISO → the value of a `datetime-local` field. */
export const localOf = (instant: string): string => instant.slice(0, 'yyyy-mm-ddThh:mm'.length);

/** A line of the list, as its template shows it. */
export function shownLine(viewer: Viewer, line: DocumentLine) {
  const { issued } = line;
  return {
    ...line,
    href: documentHref(line),
    value: `${line.obligation}/${line.period}`,
    due: line.dueAt === null ? '' : formatDateTime(line.dueAt),
    toneClass: toneClasses[line.tone],
    lacksText: line.lacks.join('、'),
    hasNotes:
      line.lacks.length > 0 ||
      line.voided !== null ||
      line.returned !== null ||
      line.annulled !== null ||
      line.declared.length > 0,
    mayConfirm: mayConfirm(viewer, line) && canBeConfirmed(line),
    issuedText: issued === null ? '' : issued.number,
    confirmedText:
      line.confirmation === null ? '' : `${formatDateTime(line.confirmation.at)} ${line.confirmation.person}`,
    deliveryText:
      issued === null
        ? ''
        : line.annulled !== null
          ? receiptWords.annulled
          : issued.received
            ? receiptWords.received
            : issued.delivered
              ? '已送达'
              : receiptWords.undelivered,
  };
}

/** Something to confirm is there, and nobody has yet. */
export const canBeConfirmed = (line: DocumentLine): boolean => {
  const { hasEvidence, issued, confirmed, returned, annulled, state } = line;
  return hasEvidence && state !== 'waived' && !confirmed && (issued === null || returned !== null || annulled !== null);
};

const STATES = { waiting: '等待', running: '办理中', done: '完成', failed: '没有办成' };

/** One document of a job, as its template shows it. */
export function shownItem(item: JobItem, n: number) {
  const { look } = item;
  const plain = look !== undefined && look.unusual.length + look.mustSee.length === 0 && look.unfinished === null;
  return {
    ...item,
    n,
    href: documentHref(item),
    stateText: STATES[item.state],
    toneClass:
      item.state === 'failed' ? toneClasses.abnormal : item.state === 'done' ? toneClasses.normal : toneClasses.muted,
    isPlain: plain,
    canConfirm: look !== undefined && look.problems === 0,
    lines:
      look === undefined
        ? []
        : [
            ...look.unusual,
            ...look.mustSee,
            ...(look.unfinished === null ? [] : [`没有做完：${look.unfinished.text}`]),
          ],
  };
}
