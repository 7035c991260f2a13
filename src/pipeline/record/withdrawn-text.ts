/** How a message tells that a record was withdrawn. */
import { formatDateTime } from '../../contract/time.ts';
import type { Withdrawn } from '../../records/row.ts';

/** `已作废 2026-11-24 17:10 甲：重复登记` */
export const withdrawnText = ({ at, by, reason }: Withdrawn): string => `已作废 ${formatDateTime(at)} ${by}：${reason}`;
