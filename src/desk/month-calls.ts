/** The end of a month at the desk: by the same calls as the commands `receive --sheet` and `bind`. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { savedAs } from '../archive/layout.ts';
import { periodText } from '../contract/calendar/period-text.ts';
import { isOfDays } from '../contract/terms/cadence.ts';
import { compareInstants, formatDateTime } from '../contract/time.ts';
import { daysOfMonth } from '../pipeline/clock.ts';
import { declaredByBoth } from '../pipeline/log/declared.ts';
import type { Plan } from '../pipeline/plan/plan.ts';
import { type PlannedOccurrence, standingIssue } from '../pipeline/plan/planned.ts';
import type { Session } from '../pipeline/session.ts';
import { newestFirst, receiveSheet, type Sheet, sheetObligation, sheetsOf } from '../pipeline/signoff/signing-sheet.ts';
import { receiptWords } from '../states/receipt.ts';
import { receiptState } from '../subjects/deliveries/judge/receipt.ts';
import type { Actor } from './actor.ts';
import type { DeskSession } from './desk-session.ts';
import { intervalOf, type MadeFile, readOnce } from './documents/made-file.ts';
import type { BindOrder } from './documents/work.ts';
import { type DocumentWorker, openDocumentWorker } from './documents/worker.ts';
import { keptPlan, shownPlan } from './kept-plan.ts';
import { withNames } from './named-files.ts';

/** A sheet that was issued. */
export interface SheetLine {
  number: string;
  /** Such as 2026 年 11 月. */
  period: string;
  /** When it was made, in words. */
  madeAt: string;
  /** How many documents its signature receives. */
  count: number;
  /** How it stands with the purchaser, in words. */
  state: string;
  /** Its signature is wanted still. */
  open: boolean;
}

export interface MonthOverview {
  /** The sheet of the contract; null: its data name none. */
  sheet: { obligation: string; name: string } | null;
  /** Newest first. */
  sheets: readonly SheetLine[];
  /** The sheet that is to be made next; null: none is owed by now. */
  next: { period: string; periodText: string; dueAt: string } | null;
  /** What was issued and may be bound; null: nothing was. */
  bindable: Bindable | null;
}

/** Issued documents for the form that binds them. Days are those in which the intervals end. */
export interface Bindable {
  /** First and last day of all of them. */
  first: string;
  last: string;
  /** What the form proposes: the newest month of the documents of every day, without any that of all. */
  from: string;
  to: string;
  /** In the order of the contract's data. */
  kinds: readonly { obligation: string; name: string; count: number; ofDays: boolean }[];
}

/** A sheet with its lines, for whoever enters that it came back signed. */
export interface SheetToReceive extends SheetLine {
  /** Nobody wrote down that it was handed over. */
  undelivered: boolean;
  lines: readonly { number: string; name: string; period: string; received: boolean; declared: readonly string[] }[];
}

export interface SheetReceiptOrder {
  actor: Actor;
  number: string;
  person: string;
  handedBy: string;
  /** ISO; empty: now. */
  happenedAt: string;
  /** Numbers that were struck out. */
  except: readonly string[];
  /** Scans as they came in, under the names that they had. */
  scans: readonly { path: string; name: string }[];
  now: string;
}

export function monthCalls(desk: DeskSession) {
  let worker: DocumentWorker | undefined;
  return {
    overview: (now: string) => desk.use((session) => overview(session, now)),
    /** null: there is no such sheet. */
    sheet: (number: string, now: string) => desk.use((session) => sheetToReceive(session, number, now)),
    /** The sheet as it was issued; null: there is no such one. */
    file: (number: string, now: string) => desk.use((session) => sheetFile(session, number, now)),
    /** @throws UserError as the command `receive --sheet`. @returns what was done, in Chinese */
    receive: (order: SheetReceiptOrder) => desk.use((session) => receive(session, order)),
    /** @throws UserError as the command `bind` */
    async bind(order: BindOrder): Promise<MadeFile> {
      const days = intervalOf(order, '回到“月末”改正后再下载');
      const folder = await mkdtemp(join(tmpdir(), 'opsledger-bound-'));
      try {
        const file = join(folder, 'bound.pdf');
        worker ??= openDocumentWorker(desk.root);
        const { name } = await worker.ask({ work: 'bind', ...order, ...days, file });
        return { ...(await readOnce(file)), name };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

async function overview(session: Session, now: string): Promise<MonthOverview> {
  const plan = await shownPlan(session, now);
  const { contract } = session.workspace;
  const sheet = sheetObligation(contract);
  return {
    sheet,
    sheets: newestFirst(sheetsOf(plan, contract)).map(sheetLine),
    next: sheet === null ? null : nextOf(plan, sheet.obligation, now),
    bindable: bindableOf(plan),
  };
}

function sheetLine({ item, number, lines }: Sheet): SheetLine {
  const state = receiptState(item.delivery);
  return {
    ...{ number, count: lines.length, state: receiptWords[state], open: state !== 'received' && state !== 'annulled' },
    period: periodText(item.occurrence),
    madeAt: formatDateTime(item.issued?.manifest.times.issued ?? item.occurrence.from),
  };
}

/** The oldest that may be made by now and was not. */
function nextOf({ items }: Plan, obligation: string, now: string): MonthOverview['next'] {
  const isOpen = (item: PlannedOccurrence): boolean =>
    standingIssue(item) === null &&
    item.state !== 'waived' &&
    item.occurrence.issueFrom !== null &&
    compareInstants(item.occurrence.issueFrom, now) <= 0;
  const next = items.find((one) => one.obligation.id === obligation && isOpen(one));
  if (next === undefined) return null;
  const { period, dueAt } = next.occurrence;
  return { period, periodText: periodText(next.occurrence), dueAt: dueAt === null ? '' : formatDateTime(dueAt) };
}

/** What was issued, by kind; the newest month of the documents of every day is proposed, without any that of all. */
function bindableOf({ items }: Plan): Bindable | null {
  const issued = items.filter((one) => one.issued !== null);
  const days = lastDays(issued);
  const daily = lastDays(issued.filter(({ obligation }) => isOfDays(obligation)));
  const [first, last, newest] = [days[0], days.at(-1), daily.at(-1) ?? days.at(-1)];
  if (first === undefined || last === undefined || newest === undefined) return null;
  const kinds = [...Map.groupBy(issued, ({ obligation }) => obligation.id).values()].map((own) => {
    const { obligation } = own[0] as PlannedOccurrence;
    return { obligation: obligation.id, name: obligation.name, count: own.length, ofDays: isOfDays(obligation) };
  });
  return { first, last, ...daysOfMonth(newest.slice(0, 'yyyy-mm'.length)), kinds };
}

const lastDays = (items: readonly PlannedOccurrence[]): string[] => items.map(({ occurrence }) => occurrence.to).sort();

async function findSheet(session: Session, number: string, now: string): Promise<[Sheet, Plan] | null> {
  const plan = await keptPlan(session, now);
  const sheet = sheetsOf(plan, session.workspace.contract).find((one) => one.number === number);
  return sheet === undefined ? null : [sheet, plan];
}

async function sheetToReceive(session: Session, number: string, now: string): Promise<SheetToReceive | null> {
  const found = await findSheet(session, number, now);
  if (found === null) return null;
  const [sheet, { items }] = found;
  const byNumber = new Map(items.map((one) => [one.issued?.manifest.number, one]));
  const { documents: declared } = await declaredByBoth(session.workspace);
  const lines = sheet.lines.map((line) => {
    const item = byNumber.get(line);
    return {
      number: line,
      name: item?.issued?.manifest.title ?? '',
      period: item === undefined ? '已有下一版' : periodText(item.occurrence),
      received: item?.delivery.received != null,
      declared: [declared.get(line) ?? []].flat(),
    };
  });
  return { ...sheetLine(sheet), undelivered: sheet.item.delivery.delivered === null, lines };
}

async function sheetFile(session: Session, number: string, now: string) {
  const issued = (await findSheet(session, number, now))?.[0].item.issued ?? null;
  if (issued === null) return null;
  const path = join(session.workspace.root, issued.folder, `${number}.pdf`);
  return { bytes: await readFile(path), name: savedAs(issued.manifest, 'pdf') };
}

async function receive(session: Session, order: SheetReceiptOrder): Promise<string> {
  const { actor, number, person, handedBy, happenedAt, except, now } = order;
  const { name, account, channel } = actor;
  const result = await withNames(order.scans, (scans) =>
    receiveSheet(session, {
      ...{ sheet: number, person, scans, except, now },
      entered: { name, account, channel },
      ...(handedBy === '' ? {} : { handedBy }),
      ...(happenedAt === '' ? {} : { happenedAt }),
    }),
  );
  const left = result.left.map((one) => `${one.number} ${one.reason}`);
  return [
    result.recorded.length === 0 ? `${number} 先前已登记签收` : `已按 ${number} 登记签收 ${result.recorded.length} 份`,
    ...(left.length === 0 ? [] : [`没有签收：${left.join('、')}`]),
    ...result.notices,
  ].join('；');
}
