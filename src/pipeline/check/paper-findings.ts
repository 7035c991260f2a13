/** The clauses against the papers that they stand in, and the papers against each other. Pure. */
import { allObligations, type ContractBundle, contractFiles } from '../../contract/bundle/bundle.ts';
import { clausesBehind } from '../../contract/precedence/limits-behind.ts';
import { numbersBehind } from '../../contract/precedence/requirements.ts';
import { clauseMark, clauseMarks } from '../../contract/terms/clause-marks.ts';
import type { Clause } from '../../contract/terms/contract.ts';
import { holdTogether, isHeldOn } from '../../contract/terms/held.ts';
import type { DueSource, Obligation } from '../../contract/terms/obligations.ts';
import { type Paper, paperOf, spanOfClause, standsIn, withoutSpace } from '../../contract/terms/papers.ts';
import { clauseTopics, type Topic, topicIds } from '../../contract/terms/topics.ts';
import type { DateText } from '../../contract/time.ts';
import type { Finding } from './finding.ts';

/** A paper as it stands in the workspace. */
export interface ReadPaper {
  paper: Paper;
  text: string | null;
  /** SHA-256 of the bytes; null when it cannot be read. */
  sha256: string | null;
  problem: string | null;
}

const file = contractFiles.contract;

/** Papers that are missing or altered, and clauses whose text does not stand in theirs. */
export function paperFindings({ contract }: Pick<ContractBundle, 'contract'>, papers: readonly ReadPaper[]): Finding[] {
  if (papers.length === 0)
    return [{ cause: 'paper', file, what: '没有登记合同文件（papers）：条款原文无从核对', where: 'papers' }];
  const texts = new Map(papers.map(({ paper, text }) => [paper.id, text === null ? null : withoutSpace(text)]));
  return [
    ...papers.flatMap(({ paper, sha256, problem }): Finding[] => {
      if (problem !== null)
        return [
          {
            cause: 'paper',
            file: paper.file,
            what: `《${paper.name}》的全文不能读取`,
            where: problem,
            unreadable: true,
          },
        ];
      if (paper.sha256 === undefined || paper.sha256 === sha256) return [];
      const what = `《${paper.name}》的全文与登记的校验值不同：登记之后改动过`;
      return [
        { cause: 'paper', file: paper.file, what, where: paper.file, found: String(sha256), expected: paper.sha256 },
      ];
    }),
    ...contract.clauses.flatMap((clause): Finding[] => {
      const paper = paperOf(contract, clause);
      const text = paper === undefined ? undefined : texts.get(paper.id);
      if (paper === undefined || text === undefined || text === null || standsIn(clause, text)) return [];
      const what = `条款原文在《${paper.name}》（${paper.file}）中找不到：被改动过，或抄写有出入`;
      return [{ cause: 'paper', file, what, where: clauseMark(clause.id), found: clause.text.slice(0, 40) }];
    }),
  ];
}

/** Matters on which two papers say something on the same day: the higher rank prevails; of one rank nobody can say which. */
export function rankFindings({ contract }: Pick<ContractBundle, 'contract'>): Finding[] {
  const { papers = [] } = contract;
  if (papers.length < 2) return [];
  return topicIds.flatMap((topic) => {
    const own = contract.clauses.filter((clause) => clause.topics.includes(topic));
    return papers.flatMap((paper, n) =>
      papers.slice(n + 1).flatMap((other) => between(contract, topic, [paper, other], own)),
    );
  });
}

function between(
  contract: ContractBundle['contract'],
  topic: Topic,
  [a, b]: [Paper, Paper],
  clauses: readonly Clause[],
): Finding[] {
  const of = (paper: Paper) => clauses.filter((clause) => paperOf(contract, clause)?.id === paper.id);
  const pairs = of(a).flatMap((one) =>
    of(b)
      .filter((other) => holdTogether(spanOfClause(contract, one), spanOfClause(contract, other)))
      .map((other) => [one, other] as const),
  );
  if (pairs.length === 0) return [];
  const ids = (list: readonly Clause[]) => clauseMarks([...new Set(list.map(({ id }) => id))]);
  const both = `${ids(pairs.map(([one]) => one))}（${a.name}）与 ${ids(pairs.map(([, other]) => other))}（${b.name}）`;
  const where = `${clauseTopics[topic]}：${both}`;
  if (a.rank === b.rank)
    return [{ cause: 'paper', file, what: '位次相同的两份文件约定同一事项：说不出以哪份为准', where }];
  return [{ cause: 'rank', file, what: `以位次高的《${(a.rank > b.rank ? a : b).name}》为准`, where }];
}

/** Obligations whose due time at the end of the service is that of another paper, of all their periods or of some. */
export function dueFindings(bundle: ContractBundle): Finding[] {
  return allObligations(bundle).flatMap((one) =>
    decidingAtTheEnd(one, bundle.contract.servicePeriod.to).map((source): Finding => {
      const since = source.from === undefined ? '' : `，自 ${source.from}`;
      const which = source.ends === undefined ? '' : `，仅末日在 ${source.ends.from} 至 ${source.ends.to} 的期次`;
      const where = `${one.name}：以 ${clauseMark(source.clause)}（${source.paper}）为准${since}${which}`;
      return { cause: 'rank', file: contractFiles.obligations, what: '期限以位次高的文件为准', where };
    }),
  );
}

/** Those of other papers down to the first that decides of every period. */
function decidingAtTheEnd({ due, dueSources = [] }: Obligation, day: DateText): DueSource[] {
  const held = dueSources.filter((one) => isHeldOn(one, day));
  const whole = held.findIndex(({ ends }) => ends === undefined);
  return held.slice(0, whole < 0 ? held.length : whole + 1).filter((one) => one.due !== due);
}

/** Limits and numbers of the data by which nothing is judged at the end of the service, with what decides instead. */
export function behindFindings({ contract }: Pick<ContractBundle, 'contract'>): Finding[] {
  const { to } = contract.servicePeriod;
  const last = { from: to, to };
  const behind = new Map([...numbersBehind(contract, last), ...clausesBehind(contract, last)]);
  return [...behind].map(([clause, { clause: other, paper, from }]): Finding => {
    const since = from === undefined ? '' : `，自 ${from}`;
    const what = '时限或数量在位次低的文件中另有约定：不据以判定，文档写明另有此约定';
    return {
      cause: 'rank',
      file,
      what,
      where: `${clauseMark(clause)}：以 ${clauseMark(other)}（${paper}）为准${since}`,
    };
  });
}
