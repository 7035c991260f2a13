/** The chain behind one document, from the clause that asks for it to the signature that received it. Pure. */

import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { revisionText } from '../../contract/calendar/period-text.ts';
import type { WorkdayCalendar } from '../../contract/calendar/working-days.ts';
import { clauseText, expandClauses } from '../../contract/terms/clauses.ts';
import { type DateText, dateOf, formatDateTime, toDate } from '../../contract/time.ts';
import { receiptWords } from '../../states/receipt.ts';
import { type DeliveryFacts, isClaimed } from '../../subjects/deliveries/judge/delivery-facts.ts';
import { receiptState } from '../../subjects/deliveries/judge/receipt.ts';
import type { PermitRecord } from '../../subjects/permits/kinds/permit.ts';
import { returnText } from '../../subjects/signing/judge/returns.ts';
import { voidText } from '../../subjects/signing/judge/voids.ts';
import { type SignoffRecord, signoffActions } from '../../subjects/signing/kinds/signoff.ts';
import type { PackClause, PackStep } from '../format.ts';

/** What its manifest says of a document that is of matter here. */
export interface Issued {
  obligation: string;
  period: string;
  revision: number;
  from: DateText;
  to: DateText;
  issuedAt: string;
  clauses: readonly string[];
}

/** A record and where the pack has it. */
export interface Placed<T> {
  record: T;
  path: string | null;
}

/** The clauses that a document is about, with their text. */
export const clausesOfDocument = (clauses: readonly string[], contract: ContractBundle['contract']): PackClause[] =>
  expandClauses(clauses, contract).map((clause) => ({
    ...{ id: clause.id, paper: clause.paper, text: clauseText(clause) },
  }));

/**
 * How a document stands, in the words of the site.
 * @param newest revision of the same period
 */
export function stateText(issued: Issued, newest: number, facts: DeliveryFacts): string {
  const state = receiptWords[receiptState(facts)];
  const word = facts.annulled === null ? state : `${state}（${voidText(facts.annulled)}）`;
  return issued.revision < newest ? `${word}，已由${revisionText(newest).replaceAll(/\s/g, '')}取代` : word;
}

/** 送达 of this revision, oldest first. */
export const deliverySteps = (signoffs: readonly Placed<SignoffRecord>[], issued: Issued): PackStep[] =>
  signoffs
    .filter(({ record }) => isOf(record, issued) && record.action === 'deliver')
    .map(({ record, path }) => ({ record: path, at: record.at, by: record.person, text: actText(record) }));

/** 签收 and 退回 of this revision, oldest first. What the supplier alone tells of says so. */
export const receiptSteps = (signoffs: readonly Placed<SignoffRecord>[], issued: Issued): PackStep[] =>
  signoffs
    .filter(({ record }) => isOf(record, issued) && (record.action === 'receive' || record.action === 'return'))
    .map(({ record, path }) => {
      const claimed = isClaimed(record) ? '（⟦供应商⟧登记，待⟦采购人⟧确认）' : '';
      return { record: path, at: record.at, by: record.person, text: `${actText(record)}${claimed}` };
    });

const isOf = (record: SignoffRecord, { obligation, period, revision }: Issued): boolean =>
  record.obligation === obligation && record.period === period && record.revision === revision;

function actText(record: SignoffRecord): string {
  const how = record.via === undefined ? '' : `：${record.via}`;
  return record.action === 'return' ? `退回：${returnText(record)}` : `${signoffActions[record.action]}${how}`;
}

export function permitStep({ record, path }: Placed<PermitRecord>): PackStep {
  const number = record.number === undefined || record.number === null ? record.id : `${record.number}（${record.id}）`;
  const span = `${formatDateTime(record.validFrom)} 至 ${formatDateTime(record.validTo)}`;
  return { record: path, at: record.grantedAt, by: record.grantedBy, text: `许可 ${number}：${record.scope}，${span}` };
}

/**
 * The day by which a document may be drawn: that which it is about, or when it is of more than one, that on which it was issued.
 */
export const dayOf = ({ from, to, issuedAt }: Pick<Issued, 'from' | 'to' | 'issuedAt'>): DateText =>
  from === to ? to : dateOf(issuedAt);

/** true when the calendar has that day off. */
export const isOff = (day: DateText, workdays: WorkdayCalendar): boolean => !workdays.isWorkingDay(day);

/** true for the last day of a month. */
export const isMonthEnd = (day: DateText): boolean => toDate(day).day === toDate(day).daysInMonth;

/**
 * Names of the payments for which the document counts: those that the contract makes for the time in which its own days end, and the
 * instalments that ask for it.
 */
export function paymentsOf(
  { obligation, to }: Pick<Issued, 'obligation' | 'to'>,
  { penalties = [], instalments = [] }: Pick<ContractBundle['contract'], 'penalties' | 'instalments'>,
): string[] {
  const isOf = (one: { from: DateText; to: DateText }): boolean => one.from <= to && to <= one.to;
  const stages = penalties.flatMap(({ payments = [] }) => payments).filter(isOf);
  const asking = instalments.filter(({ documents = [] }) =>
    documents.some((one) => one.obligation === obligation && isOf(one)),
  );
  return [...new Set([...stages, ...asking].map(({ name }) => name))];
}
