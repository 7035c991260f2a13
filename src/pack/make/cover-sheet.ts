/** What the documents of a pack have around them: its list and its explanation look like all that the project hands over. Pure. */
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { sayAllIn, wordsOf } from '../../contract/party-words.ts';
import { formatDateTime } from '../../contract/time.ts';
import type { Section } from '../../report/block.ts';
import type { ReportDocument } from '../../report/document.ts';
import type { Pack } from '../format.ts';

/** What is said of a pack beside what stands in it. */
export interface Told {
  /** The head of the log as paper prints it; null: there is none. */
  head: string | null;
  /** As printed: of the digests of all documents. */
  fingerprint: string;
}

/** @param title such as 查验包目录 */
export function packSheet(
  pack: Pack,
  { contract }: Pick<ContractBundle, 'contract'>,
  { title, sections, told }: { title: string; sections: Section[]; told: Told },
): ReportDocument {
  const days = pack.from === pack.to ? pack.from : `${pack.from} 至 ${pack.to}`;
  const words = wordsOf(contract);
  const called = { purchaser: words.采购人, supplier: words.供应商 };
  const sheet: ReportDocument = {
    schema: 1,
    obligation: 'pack',
    period: `${pack.from}_${pack.to}`,
    revision: 1,
    number: `${contract.shortName}-PACK-${pack.from.replaceAll('-', '')}-${pack.to.replaceAll('-', '')}`,
    title,
    subtitle: days,
    revisionText: '',
    frame: {
      project: pack.project,
      purchaser: pack.purchaser,
      supplier: pack.supplier,
      ...(contract.parties.called === undefined ? {} : { called }),
      ...(pack.contract === '' ? {} : { contractNumber: pack.contract }),
      servicePeriod: `${contract.servicePeriod.from} 至 ${contract.servicePeriod.to}`,
      informationMark: contract.informationMark,
      periodLabel: '统计区间',
      periodText: days,
      confirmed: '',
      issued: '',
      dataAsOf: '',
      prepared: `${pack.tool}，${formatDateTime(pack.madeAt)}`,
      checkpoint: told.head,
    },
    marks: pack.simulated ? [{ text: '演示数据', tone: 'attention' }] : [],
    form: 'short',
    ...(pack.simulated ? { watermark: '演示数据' } : {}),
    sections,
    fingerprint: told.fingerprint,
    time: pack.madeAt,
  };
  return sayAllIn(words, sheet);
}
