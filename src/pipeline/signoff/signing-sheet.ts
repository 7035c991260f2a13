/**
 * 月度签收单: the one sheet that the purchaser signs and stamps for all that was handed over. It is issued before it is signed, and what
 * it lists stands in its manifest; its stamped scan is the receipt of every line but those that were struck out on it.
 */
import { isSheet } from '../../../reports/register/delivered.ts';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { ABSENT, UserError } from '../../contract/error.ts';
import { nearest } from '../../contract/nearest.ts';
import { compareInstants, formatDateTime } from '../../contract/time.ts';
import { requireCleanEntry } from '../../guard/entry.ts';
import type { EnteredBy } from '../../records/record.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import type { Draft } from '../../workspace/change/change.ts';
import { fileDoor } from '../contacts.ts';
import { planWithRequests } from '../plan/on-request.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import { readAttachment, takenNotices } from '../record/attachment.ts';
import { usedBefore } from '../record/same-scan.ts';
import type { Session } from '../session.ts';
import { deliveryDraft, refuseContradiction } from './deliver.ts';

export interface SheetReceipt {
  /** Number of the sheet, as printed on it. */
  sheet: string;
  /** Who signed it for the purchaser. */
  person: string;
  /** Paths of the scan of the stamped sheet, as typed. */
  scans: readonly string[];
  /** Numbers of the lines that were struck out on it: they are not received. */
  except?: readonly string[];
  /** Who handed the sheet over, where nobody wrote that down yet. */
  handedBy?: string;
  reason?: string;
  /** ISO; when it was signed, if that is written down later. Default: `now`. */
  happenedAt?: string;
  /** Who enters it, and by which way; without it a person at the terminal. */
  entered?: EnteredBy;
  /** ISO instant of writing it down. */
  now: string;
}

export interface SheetResult {
  sheet: string;
  /** Documents that are received by it now, with the record of each; the sheet itself is the last. */
  recorded: { number: string; id: string }[];
  /** Numbers that were received before. */
  unchanged: string[];
  /** Lines that are not received by it, and why, in Chinese. */
  left: { number: string; reason: string }[];
  /** Scans that prove something else already, in Chinese. */
  notices: string[];
}

/** A sheet that was issued, and how it stands. */
export interface Sheet {
  item: PlannedOccurrence;
  number: string;
  /** Numbers of the documents that its signature receives, in their order. */
  lines: readonly string[];
}

/** The sheets that were issued, in the order of their periods. */
export function sheetsOf({ items }: Pick<Plan, 'items'>, { registers }: Pick<ContractBundle, 'registers'>): Sheet[] {
  const ids = new Set(registers.filter(isSheet).map(({ id }) => id));
  return items.flatMap((item) => {
    const { issued, obligation } = item;
    if (issued === null || !ids.has(obligation.id)) return [];
    return [{ item, number: issued.manifest.number, lines: Object.keys(issued.manifest.counted ?? {}).sort() }];
  });
}

/**
 * Records that the sheet came back signed: 签收 of each line and of the sheet itself, all by the same scan, all or none.
 * @throws UserError when there is no such sheet or line, no scan, or a time that contradicts another; nothing is saved then
 */
export async function receiveSheet(session: Session, request: SheetReceipt): Promise<SheetResult> {
  const { contract } = session.workspace;
  const plan = await planWithRequests(session, request.now);
  const sheet = findSheet(sheetsOf(plan, contract), contract, request.sheet);
  const { item, number, lines } = sheet;
  if (request.scans.length === 0) {
    throw new UserError(`${number} 没有盖章的扫描件，不能按它签收`, {
      at: '--scan',
      found: ABSENT,
      expected: '⟦采购人⟧签字盖章后的扫描件：它就是其中各份的签收凭证',
      hint: `opsledger receive --sheet ${number} --by 签收人 --scan 扫描件`,
    });
  }
  const struck = requireLines(sheet, request.except ?? []);
  const at = request.happenedAt ?? request.now;
  const byNumber = new Map(plan.items.map((one) => [one.issued?.manifest.number, one]));
  const told = lines.map((line) => ({ line, ...standing(byNumber.get(line), struck.has(line)) }));
  const wanted = [...told.flatMap(({ open }) => open ?? []), ...(item.delivery.received === null ? [item] : [])];
  const handed = item.delivery.delivered === null ? handedOver(item, request, at) : null;
  for (const one of wanted)
    refuseContradiction(one === item && handed !== null ? handed.item : one, asReceipt(request), at);
  const { person, reason } = request;
  await requireCleanEntry(session.workspace.root, {
    shown: '签收',
    value: { person, reason, by: request.handedBy },
    of: { kind: 'signoff' },
  });
  const note = { subject: `${number} 签收凭证扫描件`, takenAt: at, proof: 'purchaser' as const };
  const scans = await Promise.all(request.scans.map((file) => readAttachment(fileDoor(session), file, note)));
  const attachments = scans.map(({ attachment }) => attachment);
  const notices =
    wanted.length === 0
      ? []
      : await usedBefore(session, attachments, [
          { ...deliveryDraft(item, asReceipt(request), at, []), kind: 'signoff' },
        ]);
  const recorded = wanted.length === 0 ? [] : await save();
  return {
    sheet: number,
    recorded,
    unchanged: told.flatMap(({ line, received }) => (received === true ? [line] : [])),
    left: told.flatMap(({ line, left }) => (left === undefined ? [] : [{ number: line, reason: left }])),
    notices: [...notices, ...takenNotices(scans)],
  };

  function save(): Promise<SheetResult['recorded']> {
    const act = { ...asReceipt(request), via: `${item.obligation.name} ${number}`, list: fingerprintOf(item) };
    return session.workspace.change(
      `按 ${number} 签收 ${wanted.length} 份`,
      async (change) => {
        for (const { bytes } of scans) await change.putEvidence(bytes);
        if (handed !== null) await change.addRecord<SignoffRecord>('signoff', handed.draft);
        const done: SheetResult['recorded'] = [];
        for (const one of wanted) {
          const own = one === item ? { ...act, via: '签字盖章的原件' } : act;
          const { id } = await change.addRecord<SignoffRecord>('signoff', deliveryDraft(one, own, at, attachments));
          done.push({ number: one.issued?.manifest.number ?? '', id });
        }
        return done;
      },
      { at: request.now },
    );
  }
}

const fingerprintOf = ({ issued }: PlannedOccurrence): string => issued?.manifest.fingerprint ?? '';

const asReceipt = ({ person, reason, now, entered }: SheetReceipt) => ({
  ...{ action: 'receive' as const, person, now },
  ...(reason === undefined ? {} : { reason }),
  ...(entered === undefined ? {} : { entered }),
});

/** How a line of the sheet stands by now. @param item of the number; undefined: another revision took its place */
function standing(
  item: PlannedOccurrence | undefined,
  struck: boolean,
): { open?: PlannedOccurrence; received?: true; left?: string } {
  if (item === undefined) return { left: '已有下一版' };
  const { received, returned, annulled } = item.delivery;
  if (annulled !== null) return { left: `已作废（${formatDateTime(annulled.at)}）` };
  if (received !== null) return { received: true };
  if (struck) return { left: '单上划去' };
  return returned === null ? { open: item } : { left: `已退回（${formatDateTime(returned.at)}）` };
}

/** That the sheet itself was handed over to be signed: written down with its receipt where nobody did before. */
function handedOver(item: PlannedOccurrence, request: SheetReceipt, at: string) {
  const number = item.issued?.manifest.number ?? '';
  const { handedBy, now, entered } = request;
  if (handedBy === undefined || handedBy.trim() === '') {
    throw new UserError(`${number} 本身尚未登记送达`, {
      at: '--handed-by',
      found: ABSENT,
      expected: '谁把它递交⟦采购人⟧签字',
      hint: `加上 --handed-by 递交人；或先运行 opsledger deliver ${number} --by 递交人`,
    });
  }
  const act = { action: 'deliver' as const, person: handedBy, now, ...(entered === undefined ? {} : { entered }) };
  const draft: Draft<SignoffRecord> = deliveryDraft(item, act, at, []);
  const delivered = { ...draft, id: '', kind: 'signoff', schema: 1 } as unknown as SignoffRecord;
  return { draft, item: { ...item, delivery: { ...item.delivery, delivered } } };
}

/** @throws UserError naming the sheets that there are, and the nearest of them */
function findSheet(sheets: readonly Sheet[], { registers }: Pick<ContractBundle, 'registers'>, named: string): Sheet {
  const found = sheets.find(
    ({ number, item }) => named === number || named === `${item.obligation.id}/${item.occurrence.period}`,
  );
  if (found !== undefined) return found;
  const known = sheets.map(({ number }) => number);
  const close = nearest(named, known, (one) => one, 2);
  const sheet = registers.find(isSheet);
  const hint =
    sheet === undefined
      ? '合同数据没有签收单：在 contract/registers.yaml 加一项 kind: delivered 的登记簿，见用户手册“月末怎么收”'
      : close.length > 0
        ? `您是不是要 ${close.join('、')}`
        : `先制作：opsledger issue ${sheet.id} 月份`;
  const expected =
    known.length === 0 ? '已签发的签收单的编号，现在还没有' : `已签发的签收单：${known.slice(-NAMED).join('、')}`;
  throw new UserError('没有这份签收单', { at: '--sheet', found: named, expected, hint });
}

/** Sheets and lines that a message names. */
const NAMED = 12;

/** @throws UserError for a number that does not stand on the sheet */
function requireLines({ number, lines }: Sheet, except: readonly string[]): ReadonlySet<string> {
  const wrong = except.find((one) => !lines.includes(one));
  if (wrong === undefined) return new Set(except);
  const close = nearest(wrong, lines, (one) => one, 2);
  throw new UserError(`${number} 没有列入这份文档`, {
    at: '--except',
    found: wrong,
    expected: `单上的文档编号，共 ${lines.length} 份`,
    hint: close.length > 0 ? `您是不是要 ${close.join('、')}` : '核对单上划去的各行的文档编号',
  });
}

/** Newest first: whoever was last handed over is what people ask about. */
export const newestFirst = (sheets: readonly Sheet[]): Sheet[] =>
  sheets.toSorted((a, b) => compareInstants(issuedOf(b), issuedOf(a)));

const issuedOf = ({ item }: Sheet): string => item.issued?.manifest.times.issued ?? item.occurrence.from;

/** The sheet that the contract's data name; null: none. */
export function sheetObligation({
  registers,
}: Pick<ContractBundle, 'registers'>): { obligation: string; name: string } | null {
  const found = registers.find(isSheet);
  return found === undefined ? null : { obligation: found.id, name: found.name };
}
