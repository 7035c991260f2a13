/** The list of an auditor's requests: read, and answered by what the workspace has. */
import { allObligations } from '../../contract/bundle/bundle.ts';
import { stateWord } from '../../contract/calendar/occurrence.ts';
import { periodText } from '../../contract/calendar/period-text.ts';
import { UserError } from '../../contract/error.ts';
import { dayOfRecordId } from '../../contract/record-id.ts';
import { isDaily } from '../../contract/terms/cadence.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import type { Askable } from '../../pack/make/answers.ts';
import type { AskableKind } from '../../pack/make/asked-kinds.ts';
import { type RequestRow, requestRows, UNREAD } from '../../pack/make/request-list.ts';
import { isPackage, isXls } from '../../scanners/read/heads.ts';
import { readWorkbook } from '../../scanners/read/workbook-thread.ts';
import type { Plan } from '../plan/plan.ts';
import type { Session } from '../session.ts';
import { kindIds, loadKind } from '../units.ts';

/** @throws UserError when it is no .xlsx that can be read, or has no heading */
export async function readRequests({ bytes, shown }: { bytes: Uint8Array; shown: string }): Promise<RequestRow[]> {
  if (isXls(bytes) || !isPackage(bytes))
    throw new UserError('资料清单不是 .xlsx 工作簿，没有制作', {
      file: shown,
      found: isXls(bytes) ? '旧版 Excel 97-2003 工作簿（.xls），或加了密码的工作簿' : '不是工作簿',
      expected: '没有密码的 Excel 工作簿（.xlsx）',
      hint: '在 Excel 或 WPS 中打开，另存为 .xlsx 后重试',
    });
  return requestRows(await readWorkbook(bytes, shown, { unread: UNREAD }), shown);
}

/** Everything that a request may mean. */
export async function askable({ workspace, deliverables }: Session, plan: Plan): Promise<Askable> {
  const { contract } = workspace.contract;
  const kinds = await Promise.all((await kindIds()).map(loadKind));
  const listed = new Map(
    workspace.contract.registers.map((one) => [one.id, [one, ...(one.more ?? [])].map(({ kind }) => kind)]),
  );
  const records = await Promise.all(
    (await workspace.records.kinds())
      .filter((kind) => kinds.some(({ id }) => id === kind))
      .map(async (kind) => (await workspace.records.ids(kind)).map((id) => ({ id, kind }))),
  );
  const paths = new Map((await workspace.git.listTree('HEAD', 'records')).map(({ path }) => [idIn(path), path]));
  return {
    kinds: allObligations(workspace.contract).map((one) => ({
      ...{ id: one.id, name: one.name, every: everyOf(one) },
      evidence: listed.get(one.id) ?? ownEvidence(deliverables.get(one.id)?.evidence ?? []),
    })),
    recordKinds: kinds.map(({ id, label }) => ({ id, name: label })),
    documents: plan.documents.map(({ manifest: { number, obligation, from, to } }) => ({
      number,
      obligation,
      from,
      to,
    })),
    items: plan.items.map(({ obligation, occurrence, issued, state, onTimeBy }) => ({
      obligation: obligation.id,
      period: periodText(occurrence),
      from: occurrence.from,
      to: occurrence.to,
      isIssued: issued !== null,
      state: stateWord(state, [onTimeBy]),
    })),
    records: records.flat().flatMap(({ id, kind }) => {
      const path = paths.get(id);
      return path === undefined ? [] : [{ id, kind, path, day: dayOfRecordId(id) }];
    }),
    service: contract.servicePeriod,
  };
}

/** What can be made of many kinds of records is the document of none of them. */
const ownEvidence = (kinds: readonly string[]): readonly string[] => (kinds.length === 1 ? kinds : []);

/** `XJ-20261124-001` of the path of its file. */
const idIn = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:json|yaml)$/, '');

function everyOf(obligation: Obligation): AskableKind['every'] {
  return isDaily(obligation) ? 'day' : (obligation.every?.unit as AskableKind['every']);
}
