/** 口径 and 豁免 at the purchaser's desk, by the same calls as everybody else's. */

import { createHash } from 'node:crypto';
import { allObligations } from '../contract/bundle/bundle.ts';
import { UserError } from '../contract/error.ts';
import { readingsOf } from '../contract/terms/effects.ts';
import type { Interpretation } from '../contract/terms/interpretations.ts';
import { formatDateTime } from '../contract/time.ts';
import type { Session } from '../pipeline/session.ts';
import { decideInterpretation } from '../pipeline/signoff/decide.ts';
import { waive } from '../pipeline/signoff/waive.ts';
import { waiversByHand } from '../subjects/deliveries/judge/claimed-waivers.ts';
import { isSettled } from '../subjects/incidents/judge/interpretation.ts';
import type { WaiverRecord } from '../subjects/signing/kinds/waiver.ts';
import { type CaseWords, caseWords } from '../wording/case-words.ts';
import { settledText } from '../wording/interpretation-words.ts';
import type { Actor } from './actor.ts';
import type { DeskSession } from './desk-session.ts';

/** One ambiguous clause as it is put to the purchaser. */
export interface QuestionToDecide {
  id: string;
  question: string;
  clauses: string[];
  /** Neither confirmed nor chosen. */
  open: boolean;
  /** How it was confirmed; empty while it is open. */
  settled: string;
  options: {
    id: string;
    label: string;
    text: string;
    /** What the tool makes of it; empty where the option says it itself. */
    effect: string;
    /** Its cases in words: what is confirmed with it. */
    cases: CaseWords[];
    /** Proposed by the supplier. */
    proposed: boolean;
    chosen: boolean;
  }[];
}

/** 豁免 that the supplier tells of and the purchaser has not approved. */
export interface WaiverToApprove {
  record: string;
  name: string;
  period: string;
  reason: string;
  /** Who is said to have approved it, and when. */
  person: string;
  at: string;
  document: string;
}

export interface Deciding {
  actor: Actor;
  question: string;
  option: string;
  /** As it was shown: another wording is another question. */
  wording: string;
  /** ISO instant. */
  now: string;
}

export interface Approving {
  actor: Actor;
  /** Id of the record that tells of it. */
  record: string;
  now: string;
}

export function agreementsCalls(desk: DeskSession) {
  return {
    questions: () =>
      desk.use(async ({ workspace: { contract } }) =>
        contract.interpretations.map((one) => ({ ...questionOf(one, contract.contract), wording: wordingOf(one) })),
      ),
    /** @throws UserError when there is no such question or option, it is confirmed already, or reads differently by now */
    decide: (request: Deciding) => desk.use((session) => decide(session, request)),
    waivers: () => desk.use(waitingWaivers),
    /** @throws UserError when nothing of the kind waits, or the document was issued meanwhile */
    approve: (request: Approving) => desk.use((session) => approve(session, request)),
  };
}

function questionOf(one: Interpretation, terms: Parameters<typeof caseWords>[2]): QuestionToDecide {
  const { id, question, clauses, options, binds } = one;
  const settled = isSettled(one);
  const readings = binds === undefined ? {} : readingsOf(binds);
  return {
    ...{ id, question, clauses, open: !settled, settled: settled ? settledText(one) : '' },
    options: options.map((option) => ({
      ...{ id: option.id, label: option.label, text: option.text },
      effect: readings[option.effect ?? ''] ?? '',
      cases: (option.cases ?? []).map((own) => caseWords(own, one, terms)),
      proposed: option.id === one.default,
      chosen: settled && option.id === one.chosen,
    })),
  };
}

/** What the person had before them, as one number. */
const wordingOf = ({ question, options }: Interpretation): string =>
  createHash('sha256')
    .update(JSON.stringify([question, options.map(({ id, label, text, cases }) => [id, label, text, cases])]))
    .digest('hex');

async function decide(session: Session, { actor, question, option, wording, now }: Deciding) {
  const found = session.workspace.contract.interpretations.find(({ id }) => id === question);
  if (found !== undefined && wordingOf(found) !== wording) {
    throw new UserError('口径的文字已有变化，没有确认', {
      found: found.question,
      expected: '与所见一致的问题和选项',
      hint: '回到口径页重新查看后再确认',
    });
  }
  return decideInterpretation(session, { interpretation: question, option, person: actor.name, entered: actor, now });
}

/** Told of by the supplier alone, the newest first; what the purchaser approved since waits no more. */
async function claimedWaivers({ workspace }: Session): Promise<WaiverRecord[]> {
  const { records } = await workspace.records.list<WaiverRecord>('waiver');
  return [...waiversByHand(records).claimed.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
}

async function waitingWaivers(session: Session): Promise<WaiverToApprove[]> {
  const names = new Map(allObligations(session.workspace.contract).map(({ id, name }) => [id, name]));
  return (await claimedWaivers(session)).map(({ id, obligation, period, reason, approvedBy, at, document = '' }) => ({
    ...{ record: id, period, reason, document, person: approvedBy },
    ...{ name: names.get(obligation) ?? obligation, at: formatDateTime(at) },
  }));
}

async function approve(session: Session, { actor, record, now }: Approving) {
  const claim = (await claimedWaivers(session)).find(({ id }) => id === record);
  if (claim === undefined) {
    throw new UserError('没有待批准的这项豁免', {
      found: record,
      expected: '⟦供应商⟧登记、尚未批准的豁免',
      hint: '回到豁免页查看',
    });
  }
  const { obligation, period, reason, side, document } = claim;
  const { recorded } = await waive(session, {
    ...{ obligation, periods: [period], reason, side, person: actor.name, entered: actor, now },
    ...(document === undefined ? {} : { document }),
  });
  const name = allObligations(session.workspace.contract).find(({ id }) => id === obligation)?.name ?? obligation;
  return { record: recorded[0]?.id ?? record, name, period };
}
