/** 查验说明: one page that tells an auditor how to check a pack, and what it proves and does not. Pure. */
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { ORIGINALS_PROMISE } from '../../contract/disclosure.ts';
import type { ReportDocument } from '../../report/document.ts';
import { type Pack, UNSIGNED_LIST } from '../format.ts';
import { packSheet, type Told } from './cover-sheet.ts';

const OPEN =
  '解压整个查验包，双击其中的 verify.html（Chrome、Edge、360 等 Chromium 86 以上的浏览器），选择解压后的文件夹。不需要联网，不安装任何程序。';
const READ = '等待逐个文件核对完成，阅读结论。列出的每个问题都写明文件和原因；包中没有的，写明没有及原因。';
const COMPARE =
  '取出加盖公章的纸质月度签收单（或任一份印有“存证校验”的纸质文档），把其上的条数和校验值输入页面，或扫描二维码。页面核对存证日志与纸面接续：此后改动、补造、抽换任何一份，都会与纸面不符。';
const SAMPLE =
  '在“抽样”页输入自定的种子抽取若干份，逐份核对从条款、应交时间、原始材料、许可到送达、签收的全过程；打印或保存查验结果，签字。';

const CONTINUES = '本包证明的是连续性：纸面（或联署人）所见之后，存证日志没有被改写，包中的文档与当时签发的逐字节相同';
const LIST =
  '清单（pack.json）列出包中每个文件，由存证日志的密钥签名（pack.note），并在存证日志中登记：其后改一个字，重新签名也查得出；签收情况、条款文字、双方名称另按包中已存证的记录与合同文件逐项重算。';
const NO_SIGNATURE = '这是连续性证明，非《电子签名法》可靠电子签名。不做第 3 步的核对时，只能说明本包自身前后一致。';
const NOT_PROVEN = '采集值是否真实反映现场、登记的时间是否真实，不由校验值证明；请结合原始材料、许可和双方签收判断。';
const NAMES = `${ORIGINALS_PROMISE}；请按审计资料保管，用后依规处理。`;

/** Without a key on the machine that makes it nobody signs the list, and its last part says why. */
const signed = ({ missing }: Pack): string[] => (missing.some(({ what }) => what === UNSIGNED_LIST) ? [] : [LIST]);

/** What the pack proves, and what it does not. Without a log nothing is compared with paper. */
const boundsOf = (pack: Pack, { head }: Told): string[] =>
  head === null
    ? ['工作区没有存证日志：只能核对文件与各自的清单一致，不能发现连同清单一起的改写。', NOT_PROVEN, NAMES]
    : [
        `${CONTINUES}${pack.whole ? '，并且期内签发的没有抽走' : ''}。`,
        ...signed(pack),
        NO_SIGNATURE,
        NOT_PROVEN,
        NAMES,
      ];

export function explanationDocument(
  pack: Pack,
  bundle: Pick<ContractBundle, 'contract'>,
  around: Told,
): ReportDocument {
  const { documents, records, evidence, missing, told = [] } = pack;
  const steps = around.head === null ? [OPEN, READ, SAMPLE] : [OPEN, READ, COMPARE, SAMPLE];
  return packSheet(pack, bundle, {
    title: '查验说明',
    told: around,
    sections: [
      {
        id: 'what',
        title: '本包内容',
        blocks: [
          {
            type: 'note',
            text: `文档 ${documents.length} 份、记录 ${records.length} 条、原始材料 ${evidence.length} 份，以及全部存证日志；目录见 contents.xlsx。${
              missing.length === 0 ? '' : `应在而不在包中、或与签发时不符的 ${missing.length} 项，见目录“未入包”。`
            }${told.length === 0 ? '' : `事后改动的值、未经确认的主张和存疑事项 ${told.length} 条，见目录“事后改动与存疑”。`}`,
            ...(missing.length === 0 ? {} : { tone: 'attention' as const }),
          },
        ],
      },
      {
        id: 'steps',
        title: '查验步骤',
        blocks: [{ type: 'list', ordered: true, items: steps.map((text) => ({ text })) }],
      },
      {
        id: 'terminal',
        title: '不用浏览器时',
        blocks: [
          {
            type: 'note',
            text: '装有 Node.js 18.17 以上的机器上，在解压后的文件夹内执行 node verify.mjs，结论与页面相同；任何工具都可按 pack.json 和 manifest.json 逐个核对 SHA-256 与 SM3。',
          },
        ],
      },
      {
        id: 'bounds',
        title: '证明什么，不证明什么',
        blocks: [{ type: 'list', items: boundsOf(pack, around).map((text) => ({ text })) }],
      },
      {
        id: 'sign',
        title: '查验人',
        blocks: [
          {
            type: 'signature',
            parties: [{ title: '查验', lines: [{ label: '查验结论' }, { label: '查验人' }, { label: '日期' }] }],
          },
        ],
      },
    ],
  });
}
