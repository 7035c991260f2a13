/** 口径: the ambiguous clauses of the contract, what each decides, and which of them both sides settled, when and by what. Pure. */

import { clauseMark } from '../contract/terms/clause-marks.ts';
import { expandClauses } from '../contract/terms/clauses.ts';
import { effectWords } from '../contract/terms/effects.ts';
import type { Interpretation } from '../contract/terms/interpretations.ts';
import { figureIds } from '../page/figure-ids.ts';
import { settledTable } from '../page/table.ts';
import { attachmentKey, signedPaper } from '../records/open-attachment.ts';
import { figureOf } from '../report/figure.ts';
import type { Block, Cell, RichCell, Section } from '../report/site-model.ts';
import { interpretationStates } from '../states/interpretation.ts';
import { isSettled } from '../subjects/incidents/judge/interpretation.ts';
import decisionKind from '../subjects/interpretations/kinds/interpretation-decision.ts';
import {
  caseRows,
  caseTable,
  countsText,
  interpretationTable,
  labelOf,
  optionTable,
  stateCell,
} from '../subjects/interpretations/tables.ts';
import signoffKind from '../subjects/signing/kinds/signoff.ts';
import { settledText } from '../wording/interpretation-words.ts';
import { defineSection } from './_section.ts';
import { incidentNeeds } from './board/figures.ts';
import { judgedFaults } from './faults/table.ts';
import { issuedLink, leftOpenBy, newestLetter, settledSinceLetter } from './interpretations/since.ts';
import { recordsOf, type SiteFacts } from './parts/facts.ts';
import { everTo } from './parts/figures.ts';
import { clauseHref, recordHref } from './parts/links.ts';
import { interpretationAnchor, interpretationHref, LIST_ANCHOR } from './parts/settled.ts';

export default defineSection({
  id: 'interpretations',
  title: '口径',
  place: 'aside',
  order: 12,
  needs: [{ kind: decisionKind.id, window: 'all' }, { kind: signoffKind.id, window: 'months' }, ...incidentNeeds],
  shows: [],
  compose(facts) {
    const all = facts.contract.interpretations;
    if (all.length === 0) return [];
    const settled = all.filter(isSettled).length;
    const faults = judgedFaults(facts).map(({ judged }) => judged);
    return [
      {
        path: '',
        title: '口径',
        description: `合同中可作不同理解之处，共 ${all.length} 项：${countsText(all)}。`,
        figures: [
          figureOf('interpretations.settled', settled, everTo(facts)),
          figureOf(figureIds.interpretations, all.length, everTo(facts)),
        ],
        sections: [
          {
            id: LIST_ANCHOR,
            title: '各项口径',
            note: `${all.length} 项`,
            blocks: [settledTable(interpretationTable({ href: interpretationHref }), all, 'site')],
          },
          ...letterSection(facts),
          ...all.map((one) => ownSection(facts, one, faults)),
        ],
      },
    ];
  },
});

/** Where its options say how, their texts stand below. */
function decidesText({ contract: { contract } }: SiteFacts, { binds, class: id }: Interpretation): string {
  if (binds === undefined) return '本系统不据此判定，只请双方确认';
  const [words = ''] = effectWords[binds].split('：');
  const name = binds === 'class' ? contract.classes?.find((one) => one.id === id)?.name : undefined;
  return name === undefined ? words : `哪些故障是${name}`;
}

function ownSection(facts: SiteFacts, one: Interpretation, faults: Parameters<typeof leftOpenBy>[2]): Section {
  const settled = isSettled(one);
  const items = [
    { label: '状态', value: stateCell(one) },
    { label: '确认', value: settled ? settledText(one) : '双方尚未确认' },
    ...(settled ? [{ label: '依据', value: basis(facts, one) }] : []),
    { label: labelOf('binds'), value: decidesText(facts, one) },
    { label: labelOf('clauses'), value: clauseLinks(facts, one) },
  ];
  return {
    id: interpretationAnchor(one.id),
    title: one.question,
    note: settled ? [interpretationStates.settled, one.confirmedOn].join(' ').trim() : interpretationStates.pending,
    blocks: [
      { type: 'facts', items },
      settledTable({ title: '选项', ...optionTable(one) }, one.options, 'site'),
      ...caseBlocks(facts, one),
      ...openBlocks(facts, one, faults),
    ],
  };
}

/** The cases of all options: what both sides signed, or are to sign. */
function caseBlocks({ contract: { contract } }: SiteFacts, one: Interpretation): Block[] {
  const rows = caseRows(one, one.options, contract);
  return rows.length === 0 ? [] : [settledTable(caseTable, rows, 'site')];
}

/** The clauses that it names, a range by each of its clauses; as it is written where the contract has no such clause. */
function clauseLinks({ contract: { contract } }: SiteFacts, { clauses }: Interpretation): RichCell[] {
  return clauses.flatMap((written): RichCell[] => {
    const found = expandClauses([written], contract);
    return found.length === 0
      ? [{ text: written }]
      : found.map(({ id }) => ({ text: clauseMark(id), href: clauseHref(id) }));
  });
}

/** Digits of a checksum by which people compare it. */
const SHOWN = 12;

/** The record of the purchaser's account, or the signed paper, with the receipt to which it is attached where one has it. */
function basis(facts: SiteFacts, { decision, scan }: Interpretation): Cell | RichCell[] {
  if (decision !== undefined) return { text: decision, href: recordHref(facts, decision) };
  if (scan === undefined) return '未写明';
  const receipt = recordsOf(facts, signoffKind).find(({ attachments = [] }) =>
    attachments.some(({ sha256 }) => sha256 === scan),
  );
  const text = `签字的口径确认函扫描件（SHA-256 ${scan.slice(0, SHOWN)}…）`;
  const paper = paperCell(facts, scan, text);
  return receipt === undefined
    ? paper
    : [paper, { text: `签收记录 ${receipt.id}`, href: recordHref(facts, receipt.id) }];
}

/** The paper itself where the view gives it out; else why it does not. */
function paperCell({ attachments }: SiteFacts, scan: string, text: string): RichCell {
  const shown = attachments.get(attachmentKey(signedPaper(scan)));
  if (shown === undefined) return { text };
  const { href, download } = shown;
  return {
    text,
    sub: shown.text,
    ...(href === undefined ? {} : { href }),
    ...(download === undefined ? {} : { download }),
  };
}

/** The documents that left it open. */
function openBlocks(facts: SiteFacts, one: Interpretation, faults: Parameters<typeof leftOpenBy>[2]): Block[] {
  const items = leftOpenBy(facts, one, faults);
  if (items.length === 0) return [];
  return [
    {
      type: 'note',
      text: `签发时这项口径还没有登记为已确认的口径函、故障文档和履约对照表 ${items.length} 份如下；已签发的文档不作改动，此后编制的按选定的口径判定。月报、季报等汇总文档按各自签发时的口径统计，不逐份列出。`,
    },
    { type: 'links', items },
  ];
}

/** The newest letter that lists the 口径, and which of those that are settled it has as open. */
function letterSection(facts: SiteFacts): Section[] {
  const newest = newestLetter(facts);
  if (newest === undefined) return [];
  const blocks: Block[] = [...settledSinceLetter(facts), { type: 'links', items: [issuedLink(newest)] }];
  return [{ id: 'letter', title: newest.name, blocks }];
}
