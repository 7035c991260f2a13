/** The same free text on several days. Pure. */

import { dayOf } from '../../records/counted.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import type { RemoteSessionRecord } from '../../subjects/permits/kinds/remote-session.ts';
import type { ServiceOrderRecord } from '../../subjects/requests/kinds/service-order.ts';
import type { ServiceRequestRecord } from '../../subjects/requests/kinds/service-request.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import type { NoteRecord } from '../../subjects/work/kinds/note.ts';
import { daysText, type PrecheckLine } from './line.ts';

/** From this many different days on, the same words are worth a look. */
const DAYS = 3;
/** Shorter texts (已完成, 正常) say the same thing honestly. */
const LENGTH = 8;

type Told = readonly [field: string, text: string | undefined];

/** What people write in their own words. Open points and plans are left out: they stay the same until they are done. */
const freeTexts: Readonly<Record<string, (record: AnyRecord) => Told[]>> = {
  note(record) {
    const { topic, text } = record as NoteRecord;
    return topic === 'open' || topic === 'plan' ? [] : [['内容', text]];
  },
  incident(record) {
    const { symptom, rootCause, verification } = record as IncidentRecord;
    return [
      ['现象', symptom],
      ['根本原因', rootCause],
      ['验证', verification],
    ];
  },
  'service-order': (record) => [['服务内容', (record as ServiceOrderRecord).work]],
  'service-request': (record) => [['结果说明', (record as ServiceRequestRecord).resultNote]],
  'remote-session': (record) => [['操作内容', (record as RemoteSessionRecord).actions]],
  signoff: (record) => ((record as SignoffRecord).measures ?? []).map((row) => ['处理措施', row.action] as const),
};

/** Letters, digits and characters only: spaces and punctuation do not make a text another one. */
const normal = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

interface Group {
  field: string;
  text: string;
  days: Set<string>;
  records: Set<string>;
}

/** One line for each text of one field that stands on three or more days. */
export function repeatedTexts(records: readonly AnyRecord[]): PrecheckLine[] {
  const groups = new Map<string, Group>();
  for (const record of records) {
    for (const [field, text] of freeTexts[record.kind]?.(record) ?? []) {
      if (text === undefined || normal(text).length < LENGTH) continue;
      const key = `${record.kind} ${field} ${normal(text)}`;
      const group = groups.get(key) ?? { field, text, days: new Set(), records: new Set() };
      group.days.add(dayOf(record));
      group.records.add(record.id);
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .filter((group) => group.days.size >= DAYS)
    .map(({ field, text, days, records: ids }) => ({
      rule: 'repeated-text',
      records: [...ids].sort(),
      text: `${field}“${shortened(text)}”在 ${daysText([...days].sort())}中完全相同`,
    }));
}

const EXCERPT = 30;
const shortened = (text: string): string => (text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text);
