/** What a contract that can be used leaves without judgement, document, limit or check. Pure. */

import { caseProblems } from '../../assess/contract/cases/check.ts';
import { allObligations, type ContractBundle, contractFiles } from '../../contract/bundle/bundle.ts';
import { wrongWords } from '../../contract/expressed/expressed.ts';
import { applies } from '../../contract/terms/checklist.ts';
import { clauseMark, clauseMarks } from '../../contract/terms/clause-marks.ts';
import { clausesOf, expandClauses } from '../../contract/terms/clauses.ts';
import type { Interpretation } from '../../contract/terms/interpretations.ts';
import { limitTerms } from '../../contract/terms/levels.ts';
import { spanOfClause } from '../../contract/terms/papers.ts';
import { clauseTopics, type Topic, topicIds } from '../../contract/terms/topics.ts';
import { isSettled } from '../../subjects/incidents/judge/interpretation.ts';
import type { UnitProblem } from '../bind-units.ts';
import type { Finding } from './finding.ts';

/** Topics that ask for nothing that could be handed in. */
const WITHOUT_DOCUMENT: readonly Topic[] = ['declaration', 'confidentiality', 'term', 'scope', 'payment'];

/**
 * Clauses without a topic, and topics of clauses that no obligation answers for.
 * @param told topics that a section of some document tells of, whatever clauses its obligation names
 */
export function topicFindings(bundle: ContractBundle, told: ReadonlySet<Topic>): Finding[] {
  const { contract } = bundle;
  const file = contractFiles.contract;
  const served = new Set(
    allObligations(bundle).flatMap((one) => expandClauses(one.clauses, contract).map(({ id }) => id)),
  );
  return [
    ...contract.clauses
      .filter(({ topics }) => topics.length === 0)
      .map(
        ({ id, label }): Finding => ({
          cause: 'topic',
          file,
          what: 'topics 为空',
          where: `${clauseMark(id)} ${label}`,
        }),
      ),
    ...topicIds
      .filter((topic) => !WITHOUT_DOCUMENT.includes(topic) && !told.has(topic))
      .flatMap((topic): Finding[] => {
        const clauses = clausesOf(contract, topic);
        if (clauses.length === 0 || clauses.some(({ id }) => served.has(id))) return [];
        const where = clauseMarks([...new Set(clauses.map(({ id }) => id))]);
        return [
          {
            cause: 'unserved',
            file: contractFiles.obligations,
            what: `${clauseTopics[topic]}：没有任何文档写它`,
            where,
            expected: '在写它的那一项交付义务的 clauses 中写上该条款；合同不要求为它交文档的，可以留着',
          },
        ];
      }),
  ];
}

/** Words that a term says it covers and that stand in none of its clauses. */
export const wordFindings = (bundle: ContractBundle): Finding[] =>
  wrongWords(bundle).map(
    ({ file, at, found, clauses }): Finding => ({
      ...{ cause: 'words', file, what: 'says 不是所写条款的原文', where: at, found },
      expected: `条款 ${clauseMarks(clauses)} 原文中的词句：照原文逐字抄写，或改写条款编号`,
    }),
  );

/** Levels without a time for anything; that one is agreed case by case is said, too. */
export function levelFindings({ contract }: ContractBundle): Finding[] {
  const file = contractFiles.contract;
  const limits = limitTerms(contract);
  return contract.levels
    .filter(({ id }) => !limits.some(({ levels }) => levels === undefined || levels.includes(id)))
    .map(
      ({ name }): Finding => ({
        cause: 'limit',
        file,
        what: '没有任何时限',
        where: name,
      }),
    );
}

/** Assets of the contract that no check of the inspection looks at, by kind. */
export function uncheckedFindings({ contract, assets, checks }: ContractBundle): Finding[] {
  // Where nothing is inspected, nobody looks at anything, and no clause wants it.
  if (checks.length === 0 && clausesOf(contract, 'inspection').length === 0) return [];
  return assets
    .filter((asset) => asset.contract && !checks.some((one) => applies(one, asset)))
    .map(
      ({ name, kindName }): Finding => ({
        ...{ cause: 'unchecked', file: contractFiles.checks, what: `类别 ${kindName}`, where: name },
      }),
    );
}

/** Cases of the 口径 that the code contradicts or cannot judge, and options that have none. */
export function caseFindings(bundle: ContractBundle): Finding[] {
  const file = contractFiles.interpretations;
  const { interpretations } = bundle;
  const uncased = (one: Interpretation | undefined): Finding['cause'] =>
    one !== undefined && isSettled(one) ? 'signed-uncased' : 'uncased';
  return caseProblems(bundle).map(({ what, name, at, found, expected, interpretation }): Finding => {
    if (what === 'absent')
      return {
        ...{ cause: uncased(interpretations.find(({ id }) => id === interpretation)), file },
        ...{ what: '选项没有案例', where: `${at} ${name}`, found, expected },
      };
    const words = what === 'contradicted' ? '程序的判定与案例不同' : '案例不能据以判定';
    return { cause: 'case', file, what: `${name}：${words}`, where: at, found, expected };
  });
}

/** Obligations whose unit, or sections of it, the program has not. */
export const unitFindings = (problems: readonly UnitProblem[]): Finding[] =>
  problems.map(
    ({ file, at, found, expected, name }): Finding => ({
      ...{ cause: 'unit', file, what: '没有这种编制单元或章节', where: `${at} ${name}`, found, expected },
    }),
  );

/** What begins or ends within the service: so that nobody wonders why a thing is gone from some day on. */
export function endingFindings(bundle: ContractBundle): Finding[] {
  const { contract, assets } = bundle;
  const span = (from: string | undefined, until: string | undefined): string =>
    [...(from === undefined ? [] : [`自 ${from}`]), ...(until === undefined ? [] : [`至 ${until}`])].join(' ');
  const rows: [file: string, what: string, list: readonly { name: string; from?: string; until?: string }[]][] = [
    [
      contractFiles.contract,
      '条款',
      contract.clauses.map((one) => ({ ...definedOf(spanOfClause(contract, one)), name: clauseMark(one.id) })),
    ],
    [contractFiles.contract, '故障级别', contract.levels.map((one) => ({ ...definedOf(one), name: one.name }))],
    [
      contractFiles.contract,
      '时限',
      limitTerms(contract).map((one) => ({ ...definedOf(one), name: one.label ?? clauseMark(one.clause) })),
    ],
    [contractFiles.contract, '人员', contract.people.map((one) => ({ ...definedOf(one), name: one.name }))],
    [contractFiles.assets, '资产', assets.map((one) => ({ ...definedOf(one), name: one.name }))],
    [
      contractFiles.obligations,
      '交付义务',
      allObligations(bundle).map((one) => ({ ...definedOf(one), name: one.name })),
    ],
  ];
  return rows.flatMap(([file, what, list]) =>
    list
      .filter(({ from, until }) => from !== undefined || until !== undefined)
      .map(
        ({ name, from, until }): Finding => ({ cause: 'ending', file, what, where: `${name} ${span(from, until)}` }),
      ),
  );
}

const definedOf = ({ from, until }: { from?: string | undefined; until?: string | undefined }) => ({
  ...(from === undefined ? {} : { from }),
  ...(until === undefined ? {} : { until }),
});

/** Topics that no clause bears, with their meaning: what the contract does not ask for, and nothing prints. */
export function switchedOff({ contract }: ContractBundle): { topic: Topic; meaning: string }[] {
  return topicIds
    .filter((topic) => clausesOf(contract, topic).length === 0)
    .map((topic) => ({ topic, meaning: clauseTopics[topic] }));
}
