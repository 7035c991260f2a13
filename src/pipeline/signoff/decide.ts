/** 口径确认: the purchaser chooses one option of an ambiguous clause; the record decides from then on. */

import { UserError } from '../../contract/error.ts';
import { nearest } from '../../contract/nearest.ts';
import { sayIn, wordsOf } from '../../contract/party-words.ts';
import { caseFacts } from '../../contract/terms/cases.ts';
import type { Interpretation } from '../../contract/terms/interpretations.ts';
import { isPurchasers } from '../../records/purchaser.ts';
import type { EnteredBy } from '../../records/record.ts';
import { isSettled } from '../../subjects/incidents/judge/interpretation.ts';
import type { InterpretationDecisionRecord } from '../../subjects/interpretations/kinds/interpretation-decision.ts';
import { caseWords } from '../../wording/case-words.ts';
import { DECISIONS } from '../../workspace/store/decided-contract.ts';
import type { Session } from '../session.ts';

export interface DecisionRequest {
  interpretation: string;
  option: string;
  person: string;
  /** An account of the purchaser's own: nobody else confirms a 口径 this way. */
  entered: EnteredBy;
  /** ISO instant. */
  now: string;
}

/**
 * @throws UserError when there is no such 口径 or option, it is confirmed already, or it is no account of the purchaser's that
 * confirms it
 */
export async function decideInterpretation(session: Session, request: DecisionRequest): Promise<{ record: string }> {
  const { entered, person, now } = request;
  if (!isPurchasers(entered)) {
    throw new UserError('口径由⟦采购人⟧账号确认', { found: entered.channel, expected: '⟦采购人⟧角色的账号' });
  }
  const found = openQuestion(session.workspace.contract.interpretations, request.interpretation);
  const option = found.options.find(({ id }) => id === request.option);
  if (option === undefined) {
    throw new UserError('口径没有这个选项', {
      found: request.option,
      expected: found.options.map(({ id, label }) => `${id}（${label}）`).join('、'),
      hint: '选定其中一项',
    });
  }
  const { contract } = session.workspace.contract;
  const facts = caseFacts(option.cases);
  const cases = (option.cases ?? [])
    .map((one) => caseWords(one, found, contract))
    .map(({ situation, result }) => sayIn(wordsOf(contract), `${situation} → ${result}`));
  const saved = await session.workspace.change(
    `确认口径 ${found.id}：${option.label}`,
    (change) =>
      change.addRecord<InterpretationDecisionRecord>(DECISIONS, {
        ...{ source: 'manual', at: now, enteredAt: now, enteredBy: entered, person },
        ...{ interpretation: found.id, question: found.question },
        ...{ option: option.id, label: option.label, text: option.text },
        ...(facts === undefined ? {} : { caseFacts: facts, cases: cases.join('\n') }),
      }),
    { at: now },
  );
  return { record: saved.id };
}

function openQuestion(interpretations: readonly Interpretation[], id: string): Interpretation {
  const found = interpretations.find((one) => one.id === id);
  if (found === undefined) {
    const ids = interpretations.map((one) => one.id);
    const close = nearest(id, ids, (one) => one, 2);
    throw new UserError('没有这项口径', {
      found: id,
      expected: ids.join('、'),
      ...(close.length === 0 ? {} : { hint: `您是不是要 ${close.join('、')}` }),
    });
  }
  if (!isSettled(found)) return found;
  throw new UserError('这项口径已经确认', {
    found: found.options.find((one) => one.id === found.chosen)?.label ?? '',
    expected: '尚未确认的口径',
    hint: '需要改变的，由双方在纸面确认后写入 contract/interpretations.yaml',
  });
}
