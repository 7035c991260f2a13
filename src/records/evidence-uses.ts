/**
 * For what one file may be evidence twice: a signed page shows what stands on it, and a photo the day on which it was taken. One table,
 * a row a purpose; what fits none of them was used before. Pure.
 */
import { dateOf } from '../contract/time.ts';
import type { AnyRecord, Attachment } from './record.ts';

/** A record, there already or about to be saved, with the file that it names. */
export interface EvidenceUse {
  record: Partial<AnyRecord> & Pick<AnyRecord, 'kind' | 'at' | 'enteredAt'>;
  attachment: Pick<Attachment, 'type' | 'proof'>;
}

export type Purpose = 'consent' | 'act' | 'approval' | 'permit' | 'vouched' | 'paper-sheet' | 'photo' | 'paper';

interface Rule {
  /** What one file may prove, in Chinese. */
  says: string;
  fits(a: Fields, b: Fields): boolean;
}

type Fields = Readonly<Record<string, unknown>> & Pick<AnyRecord, 'kind' | 'at' | 'enteredAt'>;

const same =
  (...fields: string[]) =>
  (a: Fields, b: Fields): boolean =>
    fields.every((field) => a[field] === b[field]);
const dayOf = (one: Fields): string => (typeof one['date'] === 'string' ? one['date'] : dateOf(one.at));
const sameDay = (a: Fields, b: Fields): boolean => dayOf(a) === dayOf(b);
const sameMonth = (a: Fields, b: Fields): boolean =>
  dayOf(a).slice(0, 'yyyy-mm'.length) === dayOf(b).slice(0, 'yyyy-mm'.length);
const enteredTogether = (a: Fields, b: Fields): boolean => dateOf(a.enteredAt) === dateOf(b.enteredAt);

/** What one file may be evidence for more than once, by what it is there to prove. */
export const evidenceUses: Readonly<Record<Purpose, Rule>> = {
  // What was signed for something else is no consent: with it a record could be taken back by the very page that vouches for it.
  consent: {
    says: '⟦采购人⟧同意作废、认可时钟的签字，只证明所同意的事；同一页同意作废的几条可以共用',
    fits: () => false,
  },
  act: {
    says: '同一天送达、签收、退回的几份文档，和同一份文档的各步，可以共用一张签收单',
    fits: (a, b) => sameDay(a, b) || same('obligation', 'period')(a, b),
  },
  approval: {
    says: '同一人同一天批准的几期豁免，可以共用一份批准文件',
    fits: (a, b) => same('approvedBy')(a, b) && sameDay(a, b),
  },
  permit: { says: '一份批复只证明一件许可；引用这件许可的记录可以附同一份', fits: () => false },
  vouched: {
    says: '同一个月的几条同种记录，可以共用一张⟦采购人⟧签认单',
    fits: (a, b) => same('kind')(a, b) && sameMonth(a, b),
  },
  'paper-sheet': {
    says: '一张纸质巡检表可以记几日，须在同一天录入；同一期再次确认沿用原来的',
    fits: (a, b) => enteredTogether(a, b) || (a['period'] !== undefined && same('obligation', 'period')(a, b)),
  },
  photo: { says: '照片只证明拍摄的那一天；同一天的、互相引用的记录可以附同一张', fits: sameDay },
  paper: { says: '方案、说明一类的文件不限次数', fits: () => true },
};

/** Kind of what is no record: that the purchaser agreed to something done to records or clocks. */
export const CONSENT = 'consent';

const PICTURE = /^image\//;

export function purposeOf({ record, attachment }: EvidenceUse): Purpose {
  const { proof, type } = attachment;
  if (proof === 'paper-sheet') return 'paper-sheet';
  if (record.kind === CONSENT) return 'consent';
  if (record.kind === 'signoff')
    return proof === undefined && (record as unknown as Fields)['action'] === 'confirm' ? 'photo' : 'act';
  if (record.kind === 'waiver') return 'approval';
  if (proof === 'purchaser') return record.kind === 'permit' ? 'permit' : 'vouched';
  return PICTURE.test(type) ? 'photo' : 'paper';
}

/** Whether a file that is evidence for one may be evidence for the other, too. */
export function mayShare(given: EvidenceUse, known: EvidenceUse): boolean {
  const [a, b] = [given.record as unknown as Fields, known.record as unknown as Fields];
  if (a['id'] !== undefined && a['id'] === b['id']) return true;
  const [purpose, other] = [purposeOf(given), purposeOf(known)];
  // What was attached without a claim proves nothing yet.
  if (purpose === 'paper' || other === 'paper') return true;
  if (purpose === other && evidenceUses[purpose].fits(a, b)) return true;
  // Last: it walks through all that was measured.
  return areLinked(a, b);
}

const ID = /^[A-Z]{2,3}-\d{8}-\d{3,}$/;

/** One names the other, or both name the same permit or case. */
function areLinked(a: Fields, b: Fields): boolean {
  const [ofA, ofB] = [idsIn(a), idsIn(b)];
  return ofA.has(String(b['id'])) || ofB.has(String(a['id'])) || [...ofA].some((id) => ofB.has(id));
}

/** Ids of other records in its fields and rows. */
function idsIn({ id, corrections: _told, ...fields }: Fields): Set<string> {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value === 'string' && ID.test(value) && value !== id) found.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  walk(fields);
  return found;
}
